"""Start an attempt, save answers, hand in."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from courses.activities.errors import MessageInvalid
from courses.activities.models import Activity
from courses.activities.types.quiz.errors import AttemptsUsedUp, NoOpenAttempt
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.quiz.queries import answers_of, attempts_of
from courses.activities.types.quiz.questions import (
    Question,
    is_possible,
    mark,
    normal,
    questions_of,
)
from lms.accounts.models import User
from lms.kit import clock


def start(*, activity: Activity, learner: User) -> Attempt:
    """The open attempt, or a new one while the limit allows it."""
    earlier = attempts_of(activity, learner)
    if earlier and earlier[-1].submitted_at is None:
        return earlier[-1]
    limit = activity.config.get("attempts") or 0
    if limit and len(earlier) >= limit:
        raise AttemptsUsedUp
    return Attempt.objects.create(
        learner=learner,
        activity_id=activity.pk,
        number=earlier[-1].number + 1 if earlier else 1,
        version=activity.version,
        seed=secrets.randbelow(2**31),
    )


def attempt_named(*, activity: Activity, learner: User, data: Mapping[str, Any]) -> Attempt:
    """The attempt that a message names; it must be this learner's."""
    for attempt in attempts_of(activity, learner):
        if str(attempt.uuid) == str(data.get("attempt")):
            return attempt
    raise NoOpenAttempt


def save(*, attempt: Attempt, config: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Save the answers that the data holds, each in its own row; returns how many.

    What cannot be an answer is refused beside its question, after the others are saved.
    """
    if attempt.submitted_at is not None:
        raise NoOpenAttempt
    given = {one: data[one.field] for one in questions_of(config) if one.field in data}
    refused = {}
    for question, raw in given.items():
        response = normal(question, raw)
        if response in ("", []):
            Answer.objects.filter(attempt=attempt, question=question.id).delete()
        elif is_possible(question, response):
            _save_one(attempt, question, response, _number(data.get("typed_at")))
        else:
            refused[question.field] = _("This answer is not possible here. Please choose again.")
    if refused:
        raise MessageInvalid(refused)
    return len(given)


def submit(*, attempt: Attempt, config: Mapping[str, Any]) -> Attempt:
    """Mark the attempt. Every question must have an answer; handed in once is handed in."""
    if attempt.submitted_at is not None:
        return attempt
    questions = questions_of(config)
    answers = answers_of(attempt)
    open_ = [one for one in questions if one.id not in answers]
    if open_:
        raise MessageInvalid(
            {one.field: _("This question has no answer yet.") for one in open_},
            _("Some questions have no answer yet. Your other answers are saved."),
        )
    _mark_all(attempt, questions, answers)
    attempt.max_score = float(sum(one.points for one in questions))
    attempt.score = sum(mark(one, answers[one.id]).points for one in questions)
    attempt.passed = attempt.score * 100 >= attempt.max_score * _pass_mark(config)
    attempt.submitted_at = clock.now()
    attempt.save()
    return attempt


def _mark_all(attempt: Attempt, questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
    for question in questions:
        earned = mark(question, answers[question.id])
        Answer.objects.filter(attempt=attempt, question=question.id).update(
            correct=earned.correct, points=earned.points
        )


def _save_one(attempt: Attempt, question: Question, response: Any, typed_at: int) -> None:
    later = Answer.objects.filter(
        attempt=attempt, question=question.id, typed_at__gt=typed_at or clock_ms()
    )
    if not later.exists():
        Answer.objects.update_or_create(
            attempt=attempt,
            question=question.id,
            defaults={"response": response, "typed_at": typed_at or clock_ms()},
        )


def clock_ms() -> int:
    """Now, as the clock of a device would say it."""
    return int(clock.now().timestamp() * 1000)


def _number(raw: Any) -> int:
    text = str(raw or "")
    return min(int(text), clock_ms()) if text.isdigit() and len(text) < 16 else 0


def _pass_mark(config: Mapping[str, Any]) -> int:
    return int(config.get("pass_mark") or 50)
