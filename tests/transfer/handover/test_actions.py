"""Planning and taking over."""

from datetime import date
from types import SimpleNamespace

import pytest

from lms.records.queries import statements_about
from lms.records.verbs import Verb
from tests.factories.organisation import UnitFactory
from tests.transfer.conftest import DAY, award
from transfer.handover.actions import accept_handover, plan_handover
from transfer.handover.errors import HandoverAccepted, HandoverNotReady
from transfer.handover.models import Handover
from transfer.handover.queries import board


def test_planning_twice_changes_the_day_of_the_one_handover(case: SimpleNamespace) -> None:
    again = plan_handover(version=case.version, unit=case.unit, planned_on=date(2026, 2, 1))

    assert (Handover.objects.count(), again.pk) == (1, case.handover.pk)
    assert Handover.objects.get().planned_on == date(2026, 2, 1)


@pytest.mark.parametrize("fault", ["nobody", "level too low", "elsewhere", "expired"])
def test_a_unit_with_an_open_condition_cannot_take_over(case: SimpleNamespace, fault: str) -> None:
    if fault == "level too low":
        award(case, 2)
    elif fault == "elsewhere":
        award(case, 4, unit=UnitFactory())
    elif fault == "expired":
        award(case, 4, valid_until=date(2026, 1, 2))

    with pytest.raises(HandoverNotReady):
        accept_handover(handover=case.handover, person=case.head)

    assert Handover.objects.get().accepted_at is None


def test_taking_over_freezes_the_facts_and_is_recorded_once(case: SimpleNamespace) -> None:
    award(case, 3)

    first = accept_handover(handover=case.handover, person=case.head)
    again = accept_handover(handover=case.handover, person=case.administrator)

    said = statements_about(
        actor_id=case.head.pk, object_kind="handover", object_id=case.handover.uuid
    )
    assert again.accepted_by == first.accepted_by == case.head
    assert [one.verb for one in said] == [Verb.HANDED_OVER]
    assert Handover.objects.get().facts == [
        {
            "competency_id": case.competency.pk,
            "code": "CQS-01",
            "name": "Một cửa",
            "level": 3,
            "people": 1,
            "held": 1,
        }
    ]


def test_an_accepted_handover_keeps_its_day(case: SimpleNamespace) -> None:
    award(case, 3)
    accept_handover(handover=case.handover, person=case.head)

    with pytest.raises(HandoverAccepted):
        plan_handover(version=case.version, unit=case.unit, planned_on=date(2027, 1, 1))


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_at_any_size(
    case: SimpleNamespace, count: int, django_assert_num_queries: object
) -> None:
    for _ in range(count - 1):
        plan_handover(version=case.version, unit=UnitFactory(), planned_on=DAY)
    award(case, 3)

    with django_assert_num_queries(5):  # type: ignore[operator]  # a fixture's context manager
        states = [one.state.value for one in board(case.administrator)]

    assert sorted(states) == ["blocked"] * (count - 1) + ["ready"]
