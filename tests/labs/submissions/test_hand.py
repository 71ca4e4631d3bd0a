"""Points by hand: what they do to a result, and that nothing of them is lost."""

from typing import Any

import pytest

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.activity_types import LabActivity
from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking, MarkingState
from labs.submissions.actions import give_points, take_back
from labs.submissions.errors import (
    ChangedMeanwhile,
    NotByHand,
    NothingToTakeBack,
    PointsOutOfRange,
)
from labs.submissions.parts import history
from lms.accounts.models import User
from lms.records.queries import statements_about
from lms.records.replay import replay
from lms.records.verbs import Verb
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

pytestmark = pytest.mark.django_db

CHECKED = make.mark()
WAITS = make.mark("nhan-xet", "by_hand", None, 3)


@pytest.fixture
def attempt(lab: Activity) -> Attempt:
    """Checked in full, with the text waiting for a person."""
    made = make.attempt(
        activity=lab, learner=learner_of(lab, "Lê Thị Hà"), content=make.sums_and_essay()
    )
    make.marked(made, CHECKED, WAITS)
    return made


def give(attempt: Attempt, by: User, points: float = 2, comment: str = "Rõ ý.") -> HandMark:
    return give_points(attempt=attempt, cell="nhan-xet", points=points, comment=comment, by=by)


def standing(attempt: Attempt) -> tuple[Any, ...]:
    row = ActivityProgress.objects.get(learner=attempt.learner, activity=attempt.activity)
    return row.state, row.score, row.max_score


def scores(attempt: Attempt) -> list[Any]:
    said = statements_about(
        actor_id=attempt.learner_id,
        object_kind="activity",
        object_id=attempt.activity.uuid,
        verbs=(Verb.SCORED,),
    )
    return [one.result.get("score", {}).get("raw", "waiting") for one in said]


def test_a_lab_with_a_manual_part_waits_until_it_is_marked(attempt: Attempt, trainer: User) -> None:
    marking = Marking.objects.get()
    before = standing(attempt)

    give(attempt, trainer)

    assert (marking.state, marking.score, marking.max_score) == (MarkingState.BY_HAND, 2.0, 5.0)
    assert before == ("waiting", None, None)
    assert standing(attempt) == ("passed", 4.0, 5.0)
    assert Marking.objects.get().state == MarkingState.DONE
    assert scores(attempt) == ["waiting", 4.0]


def test_the_same_points_again_change_nothing(attempt: Attempt, trainer: User) -> None:
    first = give(attempt, trainer)

    assert give(attempt, trainer) == first
    assert scores(attempt) == ["waiting", 4.0]


def test_other_points_replace_the_first_and_both_are_kept(attempt: Attempt, trainer: User) -> None:
    give(attempt, trainer)
    give(attempt, trainer, points=0.5, comment="Thiếu số liệu.")

    assert standing(attempt) == ("failed", 2.5, 5.0)
    assert list(HandMark.objects.order_by("id").values_list("points", flat=True)) == [2.0, 0.5]
    assert scores(attempt) == ["waiting", 4.0, 2.5]


def test_taking_back_brings_the_earlier_points_back(attempt: Attempt, trainer: User) -> None:
    give(attempt, trainer)
    give(attempt, trainer, points=0.5)

    take_back(attempt=attempt, cell="nhan-xet", by=trainer)

    assert standing(attempt) == ("passed", 4.0, 5.0)
    assert scores(attempt) == ["waiting", 4.0, 2.5, 4.0]


def test_taking_the_only_points_back_lets_the_attempt_wait_again(
    attempt: Attempt, trainer: User
) -> None:
    give(attempt, trainer, points=0)

    take_back(attempt=attempt, cell="nhan-xet", by=trainer)

    assert standing(attempt) == ("waiting", None, None)
    assert HandMark.objects.get().taken_back_by == trainer


def test_what_nobody_gave_cannot_be_taken_back(attempt: Attempt, trainer: User) -> None:
    with pytest.raises(NothingToTakeBack):
        take_back(attempt=attempt, cell="nhan-xet", by=trainer)


@pytest.mark.parametrize("points", [-0.5, 3.01, float("inf"), float("nan")])
def test_points_out_of_range_are_refused(attempt: Attempt, trainer: User, points: float) -> None:
    with pytest.raises(PointsOutOfRange):
        give(attempt, trainer, points=points)

    assert HandMark.objects.count() == 0


@pytest.mark.parametrize("cell", ["cham-cong", "khong-co", ""])
def test_a_check_is_not_marked_by_hand(attempt: Attempt, trainer: User, cell: str) -> None:
    with pytest.raises(NotByHand):
        give_points(attempt=attempt, cell=cell, points=1, comment="", by=trainer)


def test_points_by_hand_outlast_a_new_marking(attempt: Attempt, trainer: User) -> None:
    give(attempt, trainer, points=3)

    again = make.marked(attempt, make.mark(state="wrong", score=0), WAITS)

    assert (again.state, again.score) == (MarkingState.HELD, 3.0)
    assert standing(attempt) == ("passed", 5.0, 5.0)


def test_a_text_left_blank_needs_nobody(attempt: Attempt, lab: Activity) -> None:
    other = make.attempt(
        activity=lab, learner=learner_of(lab, "Trần Văn Bo"), content=make.sums_and_essay()
    )

    made = make.marked(other, CHECKED, make.mark("nhan-xet", "blank", 0, 3))

    assert (made.state, made.score) == (MarkingState.DONE, 2.0)
    assert standing(other) == ("failed", 2.0, 5.0)


def test_an_earlier_pass_stands_while_a_later_attempt_waits(
    attempt: Attempt, trainer: User
) -> None:
    give(attempt, trainer)
    later = make.attempt(
        activity=attempt.activity, learner=attempt.learner, content=b"{}", number=2
    )
    make.marked(later, CHECKED, WAITS)

    assert standing(attempt) == ("passed", 4.0, 5.0)


def test_points_that_were_not_seen_are_neither_replaced_nor_taken_back(
    attempt: Attempt, trainer: User, stranger: User
) -> None:
    first = give(attempt, trainer)
    give(attempt, stranger, points=1)

    for seen in ("", str(first.uuid)):
        with pytest.raises(ChangedMeanwhile):
            give_points(
                attempt=attempt, cell="nhan-xet", points=3, comment="", by=trainer, seen=seen
            )
    with pytest.raises(ChangedMeanwhile):
        take_back(attempt=attempt, cell="nhan-xet", by=trainer, seen=str(first.uuid))

    assert standing(attempt) == ("passed", 3.0, 5.0)


def test_points_that_were_seen_are_replaced_and_taken_back(attempt: Attempt, trainer: User) -> None:
    given = {"attempt": attempt, "cell": "nhan-xet", "by": trainer}
    first = give_points(points=2, comment="", seen="", **given)

    second = give_points(points=3, comment="", seen=str(first.uuid), **given)
    take_back(seen=str(second.uuid), **given)

    assert standing(attempt) == ("passed", 4.0, 5.0)


def test_the_learner_reads_points_for_a_part_that_only_a_newer_version_has(
    trainer: User,
) -> None:
    old = make.lab_version()
    lab = make.lab_activity(old)
    made = make.attempt(activity=lab, learner=learner_of(lab, "Lê An"), content=make.sums())
    marking = make.marked(made, CHECKED, WAITS)
    marking.version = make.lab_version(make.sums_and_essay())
    marking.save()

    give(made, trainer, points=2, comment="Rõ ý.")

    lines = LabActivity().launch(lab, made.learner).context["lines"]
    assert [(one.word, one.score, one.sentence) for one in lines] == [
        ("Đúng", 2, ""),
        ("Giảng viên đã chấm", 2, "Rõ ý."),
    ]


def test_the_history_calls_a_part_what_the_marks_call_it(lab: Activity, trainer: User) -> None:
    learner = learner_of(lab, "Lê An")
    made = make.attempt(activity=lab, learner=learner, content=make.sums_and_essay())
    make.marked(made, CHECKED, WAITS | {"title": "Phần 2. Nhận xét"})

    give(made, trainer, points=2)

    assert history(made)[0].words == "Đỗ Thị Giảng cho 2 điểm ở phần “Phần 2. Nhận xét”"


def test_a_replay_finds_the_same(attempt: Attempt, trainer: User) -> None:
    give(attempt, trainer)
    give(attempt, trainer, points=1)
    take_back(attempt=attempt, cell="nhan-xet", by=trainer)

    assert replay(check=True) == []
