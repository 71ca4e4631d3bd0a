"""When a course is met, by whom, and how it stays so."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from courses.activities.types.quiz.models import Answer, Attempt
from courses.progress.models import CourseProgress
from lms.accounts.models import User
from lms.outbox.actions import drain
from lms.records.queries import statements_of
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.activities import quiz_value, right_answers
from tests.factories.courses import activity, enrolment


def read(made: Activity, learner: User) -> None:
    message = Message(kind="read", data={}, key="k")
    receive(activity=made, learner=learner, message=message)


def satisfied(learner: User) -> list[dict[str, object]]:
    said = [one for one in statements_of(learner.pk) if one.verb.value == "satisfied"]
    return [dict(one.result) | dict(one.context) for one in said]


def hand_in(made: Activity, learner: User, answers: dict[str, object]) -> None:
    receive(activity=made, learner=learner, message=Message(kind="start", data={}, key="s"))
    told = {"attempt": str(Attempt.objects.latest("pk").uuid)} | answers
    receive(activity=made, learner=learner, message=Message(kind="submit", data=told, key="h"))


@pytest.mark.django_db
def test_course_met_by_all_required_only() -> None:
    first = activity("text")
    second = activity("text", first.lesson)
    activity("survey", first.lesson, required=False, introduction="", questions=[])
    learner = UserFactory()
    enrolment(learner, first.course)

    read(first, learner)
    assert satisfied(learner) == []
    read(second, learner)

    assert satisfied(learner) == [
        {"completion": True, "success": True, "trust": "client", "evidence": "course"}
    ]


@pytest.mark.django_db
def test_course_score_is_final_test() -> None:
    reading = activity("text")
    practice = activity("quiz", reading.lesson, **quiz_value())
    final = activity("quiz", reading.lesson, **quiz_value(is_final=True))
    learner = UserFactory()
    enrolment(learner, reading.course)
    read(reading, learner)
    hand_in(practice, learner, right_answers(practice))
    answers = right_answers(final)
    answers[f"q-{final.config['questions'][0]['id']}"] = final.config["questions"][0]["value"][
        "options"
    ][1]["id"]

    hand_in(final, learner, answers)

    assert satisfied(learner) == [
        {
            "completion": True,
            "success": True,
            "score": {"scaled": 0.8},
            "trust": "server",
            "evidence": "test",
        }
    ]
    held = CourseProgress.objects.get(learner=learner)
    assert (held.score, held.trust) == (0.8, "server")
    assert replay(check=True) == []


@pytest.mark.django_db
def test_course_asks_for_less_later() -> None:
    done = activity("text")
    activity("text", done.lesson)
    learner = UserFactory()
    enrolment(learner, done.course)
    read(done, learner)
    lesson = done.lesson
    lesson.refresh_from_db()

    lesson.body = lesson.body.get_prep_value()[:1]
    lesson.save_revision().publish()
    drain()

    assert len(satisfied(learner)) == 1
    assert replay(check=True) == []


@pytest.mark.django_db
def test_course_asks_for_more_later_stays_met() -> None:
    done = activity("text")
    learner = UserFactory()
    enrolment(learner, done.course)
    read(done, learner)

    added = activity("text", done.lesson)
    drain()
    assert CourseProgress.objects.get(learner=learner).satisfied_at is not None
    read(added, learner)

    assert len(satisfied(learner)) == 1
    assert replay(check=True) == []


def at_once(*calls) -> None:
    """Run each call in a thread and a transaction of its own."""

    def run(call) -> None:
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_two_last_activities_at_once() -> None:
    first = activity("text")
    second = activity("text", first.lesson)
    learner = UserFactory()
    enrolment(learner, first.course)

    at_once(lambda: read(first, learner), lambda: read(second, learner))

    assert len(satisfied(learner)) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_lose_nothing() -> None:
    quiz = activity("quiz", **quiz_value())
    learner = UserFactory()
    enrolment(learner, quiz.course)
    start = Message(kind="start", data={}, key="s")
    at_once(*[lambda: receive(activity=quiz, learner=learner, message=start)] * 8)
    told = {"attempt": str(Attempt.objects.get().uuid)}
    saves = [
        Message(kind="save", data=told | {field: value}, key=field)
        for field, value in right_answers(quiz).items()
    ]

    at_once(
        *(
            lambda message=message: receive(activity=quiz, learner=learner, message=message)
            for message in saves * 2
        )
    )

    assert Attempt.objects.count() == 1
    assert Answer.objects.count() == 4
