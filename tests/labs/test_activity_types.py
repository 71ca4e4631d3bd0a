"""The lab as an activity: handing in, marking, and what statements add up to."""

from typing import Any

import pytest

from courses.activities.actions import receive
from courses.activities.base import Message, Outcome, State
from courses.activities.models import Activity
from courses.activities.registry import get
from courses.progress.models import ActivityProgress
from labs.assignments.errors import LabNotOpen, NoAttemptLeft
from labs.assignments.models import Attempt
from labs.grading.actions import carry_out
from labs.grading.errors import GradingFault
from labs.grading.models import Marking, MarkingState
from lms.accounts.models import User
from lms.outbox.models import Effect
from lms.records.queries import statements_about
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = pytest.mark.django_db


class Room:
    """What the hub holds for a learner; the hub itself has its own test."""

    running = True
    notebook: bytes | None = b""


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    held = Room()
    held.notebook = make.notebook(make.answer(make.SOLVED))
    monkeypatch.setattr("labs.hub.actions.is_running", lambda **_: held.running)
    monkeypatch.setattr("labs.hub.actions.fetch", lambda **_: held.notebook)
    return held


@pytest.fixture
def learner() -> User:
    return UserFactory()


def lab(learner: User, **value: Any) -> Activity:
    activity = make.lab_activity(**value)
    enrolment(learner, activity.course)
    return activity


def hand_in(activity: Activity, learner: User, key: str = "a") -> Any:
    return receive(
        activity=activity, learner=learner, message=Message(kind="hand-in", data={}, key=key)
    )


def outcome(activity: Activity, learner: User) -> Outcome:
    said = statements_about(actor_id=learner.pk, object_kind="activity", object_id=activity.uuid)
    return get("lab").judge(activity, said)


def test_handing_in_keeps_the_file_and_queues_it_once(room: Room, learner: User) -> None:
    activity = lab(learner)

    hand_in(activity, learner)
    hand_in(activity, learner)

    attempt = Attempt.objects.get()
    assert bytes(attempt.content) == room.notebook
    assert (attempt.number, len(attempt.sha256)) == (1, 64)
    assert Effect.objects.filter(kind="labs.grade").count() == 1
    assert outcome(activity, learner).state == State.WAITING


def test_a_hand_in_sent_again_after_it_was_marked_is_not_marked_again(
    room: Room, learner: User, boxed: None
) -> None:
    activity = lab(learner, attempts=1)
    hand_in(activity, learner)
    carry_out(marking=Marking.objects.get())

    hand_in(activity, learner)

    assert Marking.objects.get().state == MarkingState.DONE
    assert outcome(activity, learner).state == State.PASSED


def test_a_second_hand_in_is_the_second_attempt(room: Room, learner: User) -> None:
    activity = lab(learner)

    hand_in(activity, learner, "a")
    hand_in(activity, learner, "b")

    assert list(Attempt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_nothing_is_taken_from_a_closed_room(room: Room, learner: User) -> None:
    room.running = False

    with pytest.raises(LabNotOpen):
        hand_in(lab(learner), learner)

    assert Attempt.objects.count() == 0


def test_attempts_are_counted(room: Room, learner: User) -> None:
    activity = lab(learner, attempts=1)
    hand_in(activity, learner, "a")

    with pytest.raises(NoAttemptLeft):
        hand_in(activity, learner, "b")


def test_marking_records_the_score_and_the_progress(room: Room, learner: User, boxed: None) -> None:
    activity = lab(learner)
    hand_in(activity, learner)

    carry_out(marking=Marking.objects.get())
    carry_out(marking=Marking.objects.get())

    progress = ActivityProgress.objects.get(learner=learner, activity=activity)
    assert (progress.state, progress.score, progress.max_score) == ("passed", 2.0, 2.0)
    assert (progress.rule_met, progress.trust) == (True, "server")
    assert outcome(activity, learner) == Outcome(
        state=State.PASSED, score=2.0, max_score=2.0, rule_met=True, trust="server"
    )


def test_the_best_attempt_counts_and_a_new_marking_replaces_the_old(
    room: Room, learner: User, boxed: None
) -> None:
    activity = lab(learner)
    hand_in(activity, learner, "a")
    carry_out(marking=Marking.objects.get())
    room.notebook = make.notebook(make.answer("pass"))
    hand_in(activity, learner, "b")
    carry_out(marking=Marking.objects.get(attempt__number=2))

    carry_out(marking=make.marked_anew(Attempt.objects.get(number=2)))

    assert Marking.objects.filter(attempt__number=2).count() == 2
    assert outcome(activity, learner).state == State.PASSED


def test_what_is_no_notebook_scores_nothing_and_says_so(
    room: Room, learner: User, boxed: None
) -> None:
    room.notebook = b"not a notebook"
    activity = lab(learner)
    hand_in(activity, learner)

    carry_out(marking=Marking.objects.get())

    assert Marking.objects.get().state == MarkingState.BROKEN
    assert outcome(activity, learner).state == State.FAILED


def test_a_fault_of_our_own_is_tried_again_and_then_said(
    room: Room, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise GradingFault("no kernel")

    monkeypatch.setattr("labs.grading.actions.grade", fail)
    activity = lab(learner)
    hand_in(activity, learner)

    for _ in range(4):
        carry_out(marking=Marking.objects.get())

    marking = Marking.objects.get()
    assert (marking.state, marking.tries) == (MarkingState.FAULT, 4)
    assert Effect.objects.filter(kind="labs.grade").count() == 4
    assert outcome(activity, learner).state == State.WAITING


def test_a_later_upload_leaves_those_who_began_on_their_version(room: Room, learner: User) -> None:
    version = make.lab_version()
    activity = make.lab_activity(version)
    enrolment(learner, activity.course)
    hand_in(activity, learner)
    make.lab_version(make.notebook(make.answer("x"), make.check("assert False")))
    activity.lesson.save_revision().publish()
    activity.refresh_from_db()

    hand_in(activity, learner, "b")

    assert set(Attempt.objects.values_list("version", flat=True)) == {version.pk}


def test_the_same_upload_is_the_same_version() -> None:
    assert make.lab_version().pk == make.lab_version().pk
