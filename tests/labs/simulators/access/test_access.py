"""Passwords and rights: golden traces with their exact scores, and what is refused."""

from collections.abc import Sequence
from typing import Any

import pytest

from labs.simulators.access.acts import FIELDS
from labs.simulators.access.engine import Access
from labs.simulators.access.files import points, read
from labs.simulators.access.form import AccessForm, content_of
from labs.simulators.access.grading import SEAT
from labs.simulators.access.state import EDIT, NONE, OFF, RIGHTS, State, first, is_strong
from labs.simulators.engine import Refused, Taken, Verdict
from tests.labs.simulators.playing import played, rules

ENGINE = Access()
CONTENT = content_of(people=5, folders=4, faults=4)
SEED = 3
SHARE = 100 / 12  # three accounts, five people, four folders


def taken(kind: str, **data: Any) -> Taken:
    return Taken(seat=SEAT, kind=kind, data=data)


def golden(content: dict = CONTENT, seed: int = SEED) -> list[Taken]:
    return played(ENGINE, content, seed, SEAT)


def graded(steps: Sequence[Taken], content: dict = CONTENT, seed: int = SEED) -> Verdict:
    return ENGINE.grade(content, seed, steps)


def lost(*hundredths: float) -> dict[str, float]:
    return {SEAT: round(100 - sum(hundredths) * SHARE / 100, 2)}


def start() -> State:
    return first(CONTENT, SEED)


@pytest.mark.parametrize("seed", range(20))
def test_a_careful_official_scores_100_whatever_is_drawn(seed: int) -> None:
    content = content_of(people=7, folders=5, faults=12)

    verdict = graded(golden(content, seed), content, seed)

    assert (verdict.scores, verdict.findings) == ({SEAT: 100.0}, ())


def test_what_is_drawn_is_in_disorder_and_repeats() -> None:
    state = start()
    wrong = [
        key
        for key, right in state.rights.items()
        if right != state.needed(state.person(key[0]), key[1])
    ]

    assert (len(state.people), len(state.folders), len(wrong)) == (5, 4, 5)
    assert [one.has_moved for one in state.people] == [False] * 4 + [True]
    assert sorted(state.links.values()) == ["moi-nguoi", OFF, OFF, OFF]
    assert all(sum(is_strong(CONTENT, word) for word in one.offered) == 3 for one in state.accounts)
    assert start() == start()
    assert start() != first(CONTENT, SEED + 1)


def test_nothing_done_is_told_in_full() -> None:
    found = rules(graded([]))

    assert found.count("weak") == found.count("no-factor") == 3
    assert (found.count("moved"), found.count("link")) == (1, 1)
    assert found.count("too-much") + found.count("too-little") == 4


def without(*kinds: str) -> list[Taken]:
    return [step for step in golden() if step.kind not in kinds]


def test_an_open_link_left_open() -> None:
    verdict = graded(without("link"))

    assert (rules(verdict), verdict.scores) == (["link"], lost(100))


def test_who_has_moved_keeps_the_account() -> None:
    moved = start().people[-1]
    revoked = [
        taken("grant", person=moved.slug, folder=folder, right=NONE) for folder in start().folders
    ]

    verdict = graded([*without("close"), *revoked])

    assert (rules(verdict), verdict.scores) == (["moved"], lost(100))


def test_somebody_who_serves_is_locked_out() -> None:
    verdict = graded([*golden(), taken("close", person="n1")])

    assert (rules(verdict), verdict.scores) == (["locked-out"], lost(100))
    assert verdict.findings[0].step == len(golden()) + 1


def test_accounts_without_or_with_a_weak_second_factor() -> None:
    none = graded(without("factor"))
    messages = [taken("factor", account=one.slug, factor="tin-nhan") for one in start().accounts]
    weak = graded([*without("factor"), *messages])

    assert (rules(none), none.scores) == (["no-factor"] * 3, lost(60, 60, 60))
    assert (rules(weak), weak.scores) == (["weak-factor"] * 3, lost(20, 20, 20))


def test_one_password_for_two_accounts() -> None:
    first_one, second = start().accounts[:2]
    chosen = next(
        step.data["password"] for step in golden() if step.data.get("account") == first_one.slug
    )

    verdict = graded([*golden(), taken("password", account=second.slug, password=chosen)])

    assert (rules(verdict), verdict.scores) == (["reused", "reused"], lost(60, 60))


def test_a_weak_password() -> None:
    account = start().accounts[0]
    word = next(one for one in account.offered if not is_strong(CONTENT, one))

    verdict = graded([*golden(), taken("password", account=account.slug, password=word)])

    assert (rules(verdict), verdict.scores) == (["weak"], lost(100))
    assert verdict.findings[0].step == len(golden()) + 1


def needless() -> tuple[str, str]:
    """Somebody who serves here, and a folder that their duty does not need."""
    state = start()
    return next(
        (one.slug, folder)
        for one in state.people
        if not one.has_moved
        for folder in state.folders
        if state.needed(one, folder) == NONE and state.rights[one.slug, folder] == NONE
    )


def test_a_right_given_too_wide_costs_also_when_taken_back() -> None:
    person, folder = needless()
    given = taken("grant", person=person, folder=folder, right=EDIT)
    taken_back = taken("grant", person=person, folder=folder, right=NONE)

    kept = graded([*golden(), given])
    back = graded([*golden(), given, taken_back])

    assert (rules(kept), kept.scores) == (["opened-wide", "too-much"], lost(100))
    assert (rules(back), back.scores) == (["opened-wide"], lost(50))
    assert back.findings[0].step == len(golden()) + 1


def test_a_right_needed_and_taken_away() -> None:
    state = start()
    person, folder = next(
        (one, folder)
        for one in state.people
        for folder in state.folders
        if state.needed(one, folder) == EDIT
    )

    verdict = graded([*golden(), taken("grant", person=person.slug, folder=folder, right=NONE)])

    assert (rules(verdict), verdict.scores) == (["too-little"], lost(100))
    assert person.name in verdict.findings[0].sentence


@pytest.mark.parametrize(
    "step",
    [
        taken("nonsense"),
        taken("password", account="thu", password="tu-dat"),
        taken("password", account="khong", password="x"),
        taken("factor", account="thu", factor="khong-co"),
        taken("grant", person="n9", folder="lich", right=EDIT),
        taken("grant", person="n1", folder="khong", right=EDIT),
        taken("grant", person="n1", folder="lich", right="toan-quyen"),
        taken("link", folder="lich", link="khac"),
        taken("close", person="n9"),
        taken("reopen", person="n1"),
    ],
)
def test_what_is_refused(step: Taken) -> None:
    with pytest.raises(Refused):
        ENGINE.apply(start(), step)


def test_nobody_gets_rights_with_a_closed_account() -> None:
    state = ENGINE.apply(start(), taken("close", person="n5"))

    assert {right for key, right in state.rights.items() if key[0] == "n5"} == {NONE}
    with pytest.raises(Refused):
        ENGINE.apply(state, taken("grant", person="n5", folder=state.folders[0], right=EDIT))


def test_account_closed_by_mistake_is_opened_again_and_given_its_rights() -> None:
    steps = [taken("close", person="n1"), taken("reopen", person="n1")]
    state = start()
    for step in steps:
        state = ENGINE.apply(state, step)

    while step := ENGINE.play(state, SEAT):
        state = ENGINE.apply(state, step)
        steps.append(step)

    assert graded(steps).findings == ()


def test_every_step_is_told_in_words() -> None:
    state = start()
    back = [taken("close", person="n1"), taken("reopen", person="n1")]
    for number, step in enumerate([*back, *golden()], 1):
        after = ENGINE.apply(state, step)
        moment = ENGINE.told(state, step, after, number)
        assert ": ." not in moment.sentence
        assert moment.about
        state = after


def test_only_the_fields_of_a_step_are_read() -> None:
    assert ENGINE.read("close", {"person": "n1", "password": "thật"}) == {"person": "n1"}
    with pytest.raises(Refused):
        ENGINE.read("nonsense", {})


def test_the_data_name_only_what_there_is() -> None:
    office = read("office")

    for duty in office["duties"].values():
        assert set(duty["need"]) <= set(office["folders"])
        assert set(duty["need"].values()) <= set(RIGHTS)
    assert set(points()) == set(read("rules"))
    assert set(FIELDS) == set(read("steps"))


def test_the_trainers_form() -> None:
    form = AccessForm({"title": "Quyền", "people": 5, "folders": 4, "faults": 4})

    assert form.is_valid()
    assert form.content() == CONTENT
    assert AccessForm.initial_of(CONTENT) == {"people": 5, "folders": 4, "faults": 4}
    assert not AccessForm({"title": "Quyền", "people": 9, "folders": 4, "faults": 4}).is_valid()
