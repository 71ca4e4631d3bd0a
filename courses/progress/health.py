"""How a course fares, for those who wrote it: counts, never names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Case, Count, FloatField, Q, Value, When

from courses.activities.base import State
from courses.activities.models import Activity
from courses.activities.types.quiz.models import Answer
from courses.activities.types.quiz.questions import questions_of
from courses.activities.types.survey.queries import SurveyResult, response_count, results_of
from courses.catalogue.models import CoursePage
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress

HARD = 0.5
FEWEST = 5


@dataclass(frozen=True, kw_only=True)
class QuestionHealth:
    """One question: how many answered it, and which share rightly."""

    text: str
    answered: int
    right: float

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(self.right * 100)

    @property
    def is_hard(self) -> bool:
        """Answered wrongly by most: the lesson or the question may be at fault."""
        return self.right < HARD


@dataclass(frozen=True, kw_only=True)
class ActivityHealth:
    """One activity: how many stand where, what is hard in it, what a survey says."""

    activity: Activity
    counts: Counter[str]
    questions: tuple[QuestionHealth, ...]
    responses: int
    survey: tuple[SurveyResult, ...]

    @property
    def begun(self) -> int:
        """Everyone who has begun it."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Completed or passed."""
        return self.counts[State.COMPLETED] + self.counts[State.PASSED]

    @property
    def failed(self) -> int:
        """Handed in, and not passed yet."""
        return self.counts[State.FAILED]

    @property
    def rate(self) -> int | None:
        """The share done of those who began, in percent; nothing where nobody began."""
        return round(100 * self.done / self.begun) if self.begun else None


@dataclass(frozen=True, kw_only=True)
class CourseHealth:
    """A course as its trainers see it."""

    enrolled: int
    begun: int
    completed: int
    activities: tuple[ActivityHealth, ...]


def health_of(course: CoursePage) -> CourseHealth:
    """All counts of a course; people who withdrew are left out of the first."""
    learners = Enrolment.objects.active().filter(course=course).values("learner")
    held = CourseProgress.objects.filter(course=course, learner__in=learners).aggregate(
        begun=Count("pk", filter=Q(started_at__isnull=False)),
        completed=Count("pk", filter=Q(satisfied_at__isnull=False)),
    )
    activities = list(Activity.objects.live().filter(course=course).in_order())
    return CourseHealth(
        enrolled=Enrolment.objects.active().filter(course=course).count(),
        begun=held["begun"],
        completed=held["completed"],
        activities=tuple(_all(activities)),
    )


def _all(activities: Sequence[Activity]) -> list[ActivityHealth]:
    counts: dict[int, Counter[str]] = {one.pk: Counter() for one in activities}
    rows = ActivityProgress.objects.filter(activity__in=activities)
    for row in rows.values("activity_id", "state").annotate(people=Count("pk")):
        counts[row["activity_id"]][row["state"]] = row["people"]
    answers = _answers(activities)
    return [
        ActivityHealth(
            activity=one,
            counts=counts[one.pk],
            questions=_questions(one, answers) if one.type == "quiz" else (),
            responses=response_count(one) if one.type == "survey" else 0,
            survey=tuple(results_of(one)) if one.type == "survey" else (),
        )
        for one in activities
    ]


def _answers(activities: Sequence[Activity]) -> dict[str, tuple[int, float]]:
    """By question: how many first attempts answered it, and the share that was right."""
    rows = Answer.objects.filter(
        attempt__activity__in=activities, attempt__number=1, correct__isnull=False
    )
    right = Case(When(correct=True, then=Value(1.0)), default=0.0, output_field=FloatField())
    grouped = rows.values("question").annotate(answered=Count("pk"), right=Avg(right))
    return {row["question"]: (row["answered"], row["right"]) for row in grouped}


def _questions(
    activity: Activity, answers: dict[str, tuple[int, float]]
) -> tuple[QuestionHealth, ...]:
    """Questions that enough people answered to say something about them."""
    return tuple(
        QuestionHealth(text=one.text, answered=answers[one.id][0], right=answers[one.id][1])
        for one in questions_of(activity.config)
        if answers.get(one.id, (0, 0.0))[0] >= FEWEST
    )
