"""Marking a class again: history is kept, nothing becomes lower by itself, and it can stop."""

from collections.abc import Callable
from typing import Any

import pytest

from courses.activities.models import Activity
from labs.assignments.models import Attempt, LabVersion
from labs.grading.actions import carry_out
from labs.grading.models import Marking, MarkingState
from labs.grading.report import Mark, Report
from labs.submissions.actions import (
    accept_lower,
    cancel_regrade,
    give_points,
    start_regrade,
)
from labs.submissions.errors import NothingToRegrade, RegradeRuns
from labs.submissions.models import Regrade
from labs.submissions.queries import behind, items_of
from lms.accounts.models import User
from lms.outbox.models import Effect
from lms.records.replay import replay
from tests.factories import labs as make
from tests.labs.submissions.conftest import carry_out_all, learner_of, states

pytestmark = pytest.mark.django_db


def test_a_class_is_marked_again_and_earlier_markings_stay(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(2, 1, 1.5)

    regrade = start_regrade(activity=sums, by=trainer)
    carry_out_all()

    changes = [(item.score_before, item.marking.score, item.change) for item in items_of(regrade)]
    assert changes == [(1.0, 1.0, 0.0), (1.0, 1.5, 0.25), (1.0, 2.0, 0.5)]
    assert Marking.objects.filter(state=MarkingState.DONE).count() == 6
    assert states() == [("passed", 2.0), ("failed", 1.0), ("passed", 1.5)]
    assert replay(check=True) == []


def test_one_submission_is_marked_again_alone(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(2)

    regrade = start_regrade(activity=sums, by=trainer, only=attempts[1])
    carry_out_all()

    assert [item.marking.attempt for item in items_of(regrade)] == [attempts[1]]
    assert states() == [("failed", 1.0), ("passed", 2.0), ("failed", 1.0)]


@pytest.mark.parametrize("people", [1, 3])
def test_a_regrade_begins_with_the_same_queries_however_many(
    sums: Activity, trainer: User, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        learner = learner_of(sums, f"Trần Văn {number}")
        make.marked(make.attempt(activity=sums, learner=learner, content=make.sums()))

    with django_assert_num_queries(14):
        start_regrade(activity=sums, by=trainer)


def test_a_second_click_finds_the_regrade_that_runs(
    sums: Activity, attempts: list[Attempt], trainer: User
) -> None:
    assert start_regrade(activity=sums, by=trainer) == start_regrade(activity=sums, by=trainer)
    assert Regrade.objects.count() == 1
    assert Marking.objects.filter(state=MarkingState.WAITING).count() == 3
    assert Effect.objects.filter(kind="labs.grade", done_at=None).count() == 6


def test_one_submission_at_work_does_not_stand_for_the_class(
    sums: Activity, attempts: list[Attempt], trainer: User
) -> None:
    one = start_regrade(activity=sums, by=trainer, only=attempts[1])
    whole = start_regrade(activity=sums, by=trainer)

    assert start_regrade(activity=sums, by=trainer, only=attempts[1]) == one
    assert start_regrade(activity=sums, by=trainer) == whole != one
    assert [item.marking.attempt for item in items_of(whole)] == [attempts[0], attempts[2]]


def test_a_class_of_one_is_not_begun_twice(sums: Activity, trainer: User) -> None:
    make.marked(make.attempt(activity=sums, learner=learner_of(sums, "Lê An"), content=make.sums()))

    assert start_regrade(activity=sums, by=trainer) == start_regrade(activity=sums, by=trainer)


def test_other_checks_wait_until_the_regrade_at_work_has_ended(
    sums: Activity, attempts: list[Attempt], trainer: User
) -> None:
    start_regrade(activity=sums, by=trainer)
    newest = make.lab_version(make.notebook(make.answer("x"), make.check("1")))

    with pytest.raises(RegradeRuns):
        start_regrade(activity=sums, by=trainer, version=newest)


def test_a_lower_result_is_held_back_until_it_is_accepted(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(2, 0, 1)
    regrade = start_regrade(activity=sums, by=trainer)

    carry_out_all()
    before = states()
    accepted = accept_lower(regrade=regrade, by=trainer, items=regrade.items.held())
    again = accept_lower(regrade=regrade, by=trainer, items=regrade.items.held())

    assert before == [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)]
    assert (accepted, again) == (1, 0)
    assert states() == [("passed", 2.0), ("failed", 0.0), ("failed", 1.0)]
    item = regrade.items.get(decisions__by=trainer)
    assert (item.score_before, item.marking.score) == (1.0, 0.0)
    assert replay(check=True) == []


def test_a_lower_result_is_not_accepted_once_a_later_one_counts(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(0, 0, 0)
    regrade = start_regrade(activity=sums, by=trainer)
    carry_out_all()
    make.marked(attempts[0], make.mark())

    accepted = accept_lower(regrade=regrade, by=trainer, items=regrade.items.held())

    assert accepted == 2
    assert states()[0] == ("passed", 2.0)


def test_a_result_that_would_wait_for_a_person_is_held_back_too(
    sums: Activity, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make.attempt(activity=sums, learner=learner_of(sums, "Lê Thị An"), content=make.sums())
    make.marked(made)
    waits = Mark(cell="nhan-xet", title="", state="by_hand", score=None, max_score=3)
    right = Mark(cell="cham-cong", title="", state="ok", score=2, max_score=2)
    report = Report(marks=(right, waits), seed="7", seconds=0.1)
    monkeypatch.setattr("labs.grading.actions._grade", lambda _marking: report)
    regrade = start_regrade(activity=sums, by=trainer)

    carry_out_all()
    before = states()
    accept_lower(regrade=regrade, by=trainer, items=regrade.items.held())

    assert before == [("passed", 2.0)]
    assert states() == [("waiting", None)]
    assert Marking.objects.get(number=2).state == MarkingState.BY_HAND


def test_what_waits_for_a_person_is_not_lowered_by_itself_either(
    lab: Activity, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = learner_of(lab, "Lê Thị An")
    made = make.attempt(activity=lab, learner=learner, content=make.sums_and_essay())
    waits = make.mark("nhan-xet", "by_hand", None, 3)
    make.marked(made, make.mark(), waits)
    wrong = make.mark(state="wrong", score=0)
    report = Report(marks=(Mark(**wrong), Mark(**waits)), seed="7", seconds=0.1)
    monkeypatch.setattr("labs.grading.actions._grade", lambda _marking: report)
    regrade = start_regrade(activity=lab, by=trainer)

    carry_out_all()
    held = Marking.objects.get(number=2).state
    give_points(attempt=made, cell="nhan-xet", points=3, comment="", by=trainer)
    given = states()
    compared = [(item.score_before, item.marking.score) for item in items_of(regrade)]
    accept_lower(regrade=regrade, by=trainer, items=regrade.items.held())

    assert (held, given, compared) == (MarkingState.HELD, [("passed", 5.0)], [(2.0, 3.0)])
    assert states() == [("passed", 3.0)]
    assert replay(check=True) == []


def test_items_of_another_regrade_are_not_accepted(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(0, 0, 0)
    first = start_regrade(activity=sums, by=trainer)
    carry_out_all()
    other = Regrade.objects.create(activity=sums, requested_by=trainer)

    assert accept_lower(regrade=other, by=trainer, items=first.items.held()) == 0


def test_a_cancelled_regrade_leaves_the_rest_as_it_was(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    grader(2, 2, 2)
    regrade = start_regrade(activity=sums, by=trainer)
    first = Marking.objects.get(attempt=attempts[0], number=2)
    carry_out(marking=first)

    stopped = cancel_regrade(regrade=regrade)
    carry_out_all()

    assert (stopped, cancel_regrade(regrade=regrade)) == (2, 0)
    assert states() == [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)]
    assert Marking.objects.filter(state=MarkingState.CANCELLED).count() == 2
    assert Effect.objects.filter(done_at=None).count() == 0


def test_a_marking_that_ends_after_its_cancelling_changes_nothing(
    sums: Activity,
    attempts: list[Attempt],
    trainer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    regrade = start_regrade(activity=sums, by=trainer)
    waiting = Marking.objects.get(attempt=attempts[0], number=2)

    def grade(_marking: Marking) -> Report:
        cancel_regrade(regrade=regrade)
        return Report(marks=(), seed="", seconds=0)

    monkeypatch.setattr("labs.grading.actions._grade", grade)

    assert carry_out(marking=waiting).state == MarkingState.CANCELLED
    assert states()[0] == ("failed", 1.0)


def test_while_a_regrade_waits_or_fails_the_earlier_result_counts(
    sums: Activity, attempts: list[Attempt], trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_regrade(activity=sums, by=trainer)
    waiting = Marking.objects.get(attempt=attempts[0], number=2)
    counting = Marking.objects.counting().filter(attempt=attempts[0])
    before = list(counting.values_list("number", flat=True))

    waiting.state = MarkingState.FAULT
    waiting.save()

    assert before == [1]
    assert list(counting.values_list("number", flat=True)) == [1]


def test_nothing_handed_in_is_nothing_to_mark(sums: Activity, trainer: User) -> None:
    with pytest.raises(NothingToRegrade):
        start_regrade(activity=sums, by=trainer)


def test_a_new_version_names_who_rests_on_the_old_and_regrades_by_the_new(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> None:
    assert behind(sums) is None
    newest = make.lab_version(make.notebook(make.answer("x"), make.check("1")))

    found = behind(sums)
    grader(2, 2, 2)
    start_regrade(activity=sums, by=trainer, version=newest)
    carry_out_all()

    assert found is not None
    assert (found.newest, found.attempts, found.people) == (newest, 3, 3)
    assert {one.graded_by for one in Marking.objects.filter(number=2)} == {newest}
    assert behind(sums) is None


def test_a_new_marking_by_the_new_version_runs_its_checks(
    sums: Activity, trainer: User, boxed: None
) -> None:
    made = make.attempt(
        activity=sums,
        learner=learner_of(sums, "Lê Thị An"),
        content=make.notebook(make.answer(make.SOLVED)),
    )
    make.marked(made)
    newest: LabVersion = make.lab_version(
        make.notebook(make.answer("x"), make.check("assert cong(1, 1) == 3", points=2))
    )
    start_regrade(activity=sums, by=trainer, version=newest)

    found: Any = carry_out(marking=Marking.objects.get(number=2))

    assert (found.state, found.score, found.marks[0]["state"]) == (MarkingState.HELD, 0.0, "wrong")
    assert states() == [("passed", 2.0)]
