"""Readiness of a unit, from facts."""

import pytest

from transfer.handover.rules import Finding, HandoverState, Need, findings, state

NEED = Need(competency_id=7, code="CQS-01", name="Một cửa điện tử", level=3, people=2)


@pytest.mark.parametrize(
    ("held", "people", "missing"),
    [({}, 0, 2), ({7: [2, 3]}, 1, 1), ({7: [3, 4], 8: [5]}, 2, 0), ({7: [4, 4, 4]}, 3, 0)],
)
def test_findings_count_holders_at_the_level_or_above(
    held: dict[int, list[int]], people: int, missing: int
) -> None:
    (found,) = findings([NEED], held)

    assert (found.people, found.missing, found.is_met) == (people, missing, missing == 0)


@pytest.mark.parametrize(
    ("accepted", "people", "expected"),
    [
        (True, [0], HandoverState.ACCEPTED),
        (False, [2], HandoverState.READY),
        (False, [2, 1], HandoverState.BLOCKED),
        (False, [], HandoverState.BLOCKED),
    ],
)
def test_state_needs_every_condition(
    accepted: bool, people: list[int], expected: HandoverState
) -> None:
    found = [Finding(need=NEED, people=count) for count in people]

    assert state(accepted=accepted, found=found) is expected
