"""Reads of attempts."""

from courses.activities.models import Activity
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.quiz.questions import Response
from lms.accounts.models import User


def attempts_of(activity: Activity, learner: User) -> list[Attempt]:
    """A learner's attempts at a quiz, oldest first."""
    rows = Attempt.objects.filter(activity_id=activity.pk, learner_id=learner.pk)
    return list(rows.order_by("number"))


def answers_of(attempt: Attempt) -> dict[str, Response]:
    """What was answered so far, by question."""
    return dict(Answer.objects.filter(attempt=attempt).values_list("question", "response"))
