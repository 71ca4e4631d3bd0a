"""Let people of the demonstration learn, by the messages that their browsers would send."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity, Participation
from courses.activities.types.h5p.models import Package
from courses.activities.types.quiz import questions as quiz
from courses.activities.types.quiz.actions import start
from courses.activities.types.survey import questions as survey
from courses.activities.types.video.queries import video_of
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.enrolment.models import Reason
from lms.accounts.models import User
from lms.kit import clock


@dataclass(frozen=True, kw_only=True)
class Journey:
    """How far a person is in a course: all of it, or so many activities."""

    username: str
    course: str
    activities: int | None
    reason: str = Reason.MANDATORY
    due_in: int = 30


ACCOUNTS = (
    Journey(username="hocvien", course="an-toan-thong-tin", activities=None),
    Journey(username="hocvien", course="mot-cua-dien-tu", activities=4, due_in=7),
    Journey(username="hocvien", course="du-lieu-bang-tinh", activities=0, reason=Reason.CHOSEN),
    Journey(username="thutruong", course="an-toan-thong-tin", activities=None),
    Journey(username="thutruong", course="mot-cua-dien-tu", activities=2),
    Journey(username="nhansu", course="an-toan-thong-tin", activities=5),
    Journey(username="nhansu", course="du-lieu-bang-tinh", activities=3),
    Journey(username="giangvien", course="mot-cua-dien-tu", activities=None),
    Journey(username="quantri", course="an-toan-thong-tin", activities=1),
    Journey(username="thanhtra", course="an-toan-thong-tin", activities=0, due_in=-3),
)
STAGES = (None, None, 0, 2, 5, 8)


def people_journeys(usernames: list[str]) -> list[Journey]:
    """Journeys of other people: the same every time, at all stages, a few of them overdue."""
    found = []
    for place, username in enumerate(usernames):
        chance = Random(f"2026:{username}")  # noqa: S311  # repeatable on purpose
        course = ("an-toan-thong-tin", "mot-cua-dien-tu")[place % 2]
        stage = chance.choice(STAGES)
        days = chance.randrange(-5, 60)
        found.append(Journey(username=username, course=course, activities=stage, due_in=days))
    return found


@transaction.atomic
def travel(journey: Journey) -> int:
    """Enrol the person and do what the journey says and is not done yet; returns how much."""
    person = User.objects.get_by_natural_key(journey.username)
    course = CoursePage.objects.live().get(slug=journey.course)
    enrol(
        learner=person,
        course=course,
        reason=journey.reason,
        due_on=_due(clock.today(), journey.due_in) if journey.reason != Reason.CHOSEN else None,
    )
    todo = list(Activity.objects.live().filter(course=course).in_order())[: journey.activities]
    begun = set(
        Participation.objects.filter(learner=person, activity__in=todo).values_list(
            "activity_id", flat=True
        )
    )
    return sum(_do(one, person) for one in todo if one.pk not in begun and one.type in WAYS)


def _due(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _do(activity: Activity, person: User) -> bool:
    """One activity, from its first message to its last."""
    WAYS[activity.type](activity, person)
    return True


def _send(activity: Activity, person: User, kind: str, data: Mapping[str, Any]) -> None:
    message = Message(kind=kind, data=data, key=f"demonstration-{kind}")
    receive(activity=activity, learner=person, message=message)


def _quiz(activity: Activity, person: User) -> None:
    """Start, then hand in: right but for one question in some of the longer quizzes."""
    _send(activity, person, "start", {})
    attempt = start(activity=activity, learner=person)
    asked = quiz.questions_of(activity.config)
    answers: dict[str, Any] = {one.field: _right(one) for one in asked}
    slip = Random(f"{person.username}:{activity.uuid}").randrange(2 * len(asked))  # noqa: S311  # repeatable on purpose
    if len(asked) >= 4 and slip < len(asked):
        answers[asked[slip].field] = _wrong(asked[slip])
    _send(activity, person, "submit", {"attempt": str(attempt.uuid), **answers})


def _right(question: quiz.Question) -> Any:
    if question.kind == "short":
        return question.accepted[0]
    right = [option.id for option in question.options if option.correct]
    return right if question.kind == "multiple" else right[0]


def _wrong(question: quiz.Question) -> Any:
    if question.kind == "short":
        return "không rõ"
    wrong = [option.id for option in question.options if not option.correct]
    return wrong[:1] if question.kind == "multiple" else wrong[0]


def _video(activity: Activity, person: User) -> None:
    video = video_of(activity.config)
    seconds = video.seconds if video else 0
    _send(activity, person, "watched", {"spans": [[0, seconds]], "position": seconds})


def _survey(activity: Activity, person: User) -> None:
    """Agreement, the first option, and no comment."""
    chance = Random(f"{person.username}:{activity.uuid}")  # noqa: S311  # repeatable on purpose
    data = {
        one.field: chance.choice(("3", "4", "4", "5")) if one.kind == "rating" else one.options[0]
        for one in survey.questions_of(activity.config)
        if one.options
    }
    _send(activity, person, "submit", data)


def _text(activity: Activity, person: User) -> None:
    _send(activity, person, "read", {})


def _h5p(activity: Activity, person: User) -> None:
    """The right answer to our own content types, as their player reports it."""
    package = Package.objects.get(uuid=activity.config["package"])
    params: Any = package.parameters
    if "steps" in params:
        response = "[,]".join(str(place) for place in range(len(params["steps"])))
    else:
        response = "[,]".join(one["state"] for one in params["components"])
    tree = {"statement": {"result": {"response": response}}, "children": []}
    _send(activity, person, "answer", {"tree": tree, "finished": True})


WAYS: dict[str, Callable[[Activity, User], None]] = {
    "quiz": _quiz,
    "video": _video,
    "survey": _survey,
    "text": _text,
    "h5p": _h5p,
}
