"""What holds an activity back: asked by all that shows one or takes in what a learner sends.

How far somebody is stands above activities, so progress puts its question here at start-up.
"""

from collections.abc import Callable

from courses.activities.errors import LessonClosed
from courses.activities.models import Activity
from lms.accounts.models import User

Question = Callable[[Activity, User], str]

_questions: list[Question] = []


def holds(question: Question) -> Question:
    """Ask this too: it names what must be completed first, or answers with nothing."""
    _questions.append(question)
    return question


def require_open(*, activity: Activity, learner: User) -> None:
    """Refuse an activity whose lesson is still closed for this learner."""
    for question in _questions:
        first = question(activity, learner)
        if first:
            raise LessonClosed.until(first)


def is_open(*, activity: Activity, learner: User) -> bool:
    """Whether nothing holds the activity back."""
    return not any(question(activity, learner) for question in _questions)
