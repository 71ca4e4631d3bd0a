"""Each distinct result, from the hand-in through the real sandbox to the words in the lesson."""

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.grading.actions import MAX_TRIES, carry_out
from labs.grading.engine import grade
from labs.grading.models import Marking, MarkingState
from labs.grading.report import Mark, Report
from lms.accounts.models import User
from lms.outbox.models import Effect
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = pytest.mark.django_db

ENDLESS = "def cong(a, b):\n    while True:\n        pass"
RESULTS = {
    "right": (make.SOLVED, "ok", "Đúng", "passed"),
    "wrong": ("def cong(a, b):\n    return 3", "wrong", "Với số khác, kết quả chưa", "failed"),
    "not answered": (
        "def cong(a, b):\n    raise NotImplementedError",
        "wrong",
        "Chưa làm",
        "failed",
    ),
    "error": ("def cong(a, b):\n    return a / 0", "error", "ZeroDivisionError", "failed"),
    "out of time": (ENDLESS, "timeout", "Mã chạy quá thời gian cho phép", "failed"),
    "out of memory": (
        "def cong(a, b):\n    return bytearray(10 << 30)",
        "memory",
        "nhiều dữ liệu hơn mức",
        "failed",
    ),
    "too large a value": (
        "def cong(a, b):\n    return 'x' * 200_000_000",
        "memory",
        "nhiều dữ liệu hơn mức",
        "failed",
    ),
    "flood of output": ("print('x' * 50_000_000)\n" + make.SOLVED, "ok", "Đúng", "passed"),
}  # fmt: skip


def waiting(source: str, content: bytes = b"") -> tuple[Marking, Activity, User]:
    """A notebook handed in by somebody who takes the course."""
    lab, learner = make.lab_activity(), UserFactory()
    enrolment(learner, lab.course)
    handed = content or make.notebook(make.answer(source))
    marking = make.waiting_marking(activity=lab, learner=learner, content=handed)
    return marking, lab, learner


def lesson(client: Client, lab: Activity, learner: User) -> str:
    client.force_login(learner)
    answer = client.get(f"/learn/{lab.course.slug}/{lab.lesson.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", RESULTS)
def test_each_result_is_told_in_plain_words(
    client: Client, boxed: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    source, state, words, standing = RESULTS[name]
    monkeypatch.setitem(grade.__kwdefaults__ or {}, "cell_seconds", 2)
    marking, lab, learner = waiting(source)

    found = carry_out(marking=marking)

    assert (found.state, found.marks[0]["state"]) == (MarkingState.DONE, state)
    assert len(str(found.report)) < 3000
    assert words in lesson(client, lab, learner)
    assert ActivityProgress.objects.get(learner=learner).state == standing


def test_what_is_no_notebook_is_told(client: Client, boxed: None) -> None:
    marking, lab, learner = waiting("", b"PK\x03\x04")

    assert carry_out(marking=marking).state == MarkingState.BROKEN
    assert "không phải" in lesson(client, lab, learner)


def test_a_system_fault_is_tried_again_and_then_seen_by_learner_and_trainer(
    client: Client, boxed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.grading.engine.CHECK_SECONDS", 1)
    monkeypatch.setattr("labs.grading.engine.OWN_SECONDS", 0)
    version = make.lab_version(make.notebook(make.answer("x"), make.check("while True:\n    pass")))
    lab, learner = make.lab_activity(version), UserFactory(superuser=True)
    enrolment(learner, lab.course)
    marking = make.waiting_marking(
        activity=lab, learner=learner, content=make.notebook(make.answer(make.SOLVED))
    )
    seen = []

    for _ in range(MAX_TRIES):
        carry_out(marking=Marking.objects.get(pk=marking.pk))
        seen.append(Marking.objects.get(pk=marking.pk).state)

    delays = Effect.objects.filter(kind="labs.grade").order_by("due_at")
    assert seen == [MarkingState.WAITING] * 3 + [MarkingState.FAULT]
    assert delays.count() == MAX_TRIES
    assert "Lỗi hệ thống" in lesson(client, lab, learner)
    assert "Lỗi hệ thống" in client.get(f"/labs/submissions/{lab.uuid}/").content.decode()
    assert not ActivityProgress.objects.filter(state="failed").exists()


def test_a_fault_that_nobody_foresaw_leaves_no_learner_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lab, learner = make.lab_activity(make.lab_version()), UserFactory()
    enrolment(learner, lab.course)
    marking = make.waiting_marking(activity=lab, learner=learner, content=b"x")
    broken = Report(marks=(Mark(**make.mark(score=float("nan"))),), seed="", seconds=0.1)
    monkeypatch.setattr("labs.grading.actions._grade", lambda _marking: broken)

    for _ in range(MAX_TRIES):
        carry_out(marking=Marking.objects.get(pk=marking.pk))

    marking.refresh_from_db()
    assert (marking.state, marking.tries, marking.score) == (MarkingState.FAULT, MAX_TRIES, None)
