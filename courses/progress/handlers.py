"""From what learners do to how far they are."""

from courses.progress import actions
from courses.progress.models import ActivityProgress, CourseProgress
from lms.records.handlers import on
from lms.records.replay import derived
from lms.records.statements import Stored
from lms.records.verbs import Verb

derived(
    ActivityProgress,
    key=("learner_id", "activity_id"),
    compare=(
        "state", "score", "max_score", "rule_met", "trust", "first_at", "last_at", "met_at",
    ),
)  # fmt: skip
derived(
    CourseProgress,
    key=("learner_id", "course_id"),
    compare=(
        "lesson_id", "activity_id", "started_at", "last_at", "satisfied_at", "score", "trust",
    ),
)  # fmt: skip


@on(Verb.REGISTERED, order=10)
def enrolled(stored: Stored) -> None:
    """Somebody takes a course."""
    if stored.object_kind == "course":
        actions.follow_enrolment(statement=stored)


@on(
    Verb.LAUNCHED,
    Verb.EXPERIENCED,
    Verb.INTERACTED,
    Verb.ANSWERED,
    Verb.ATTEMPTED,
    Verb.SUBMITTED,
    Verb.SCORED,
    Verb.COMPLETED,
    Verb.PASSED,
    Verb.FAILED,
    order=10,
)
def done(stored: Stored) -> None:
    """Somebody did something; an answer within an attempt counts when the attempt is handed in."""
    if stored.object_kind == "lesson":
        actions.follow_lesson(statement=stored)
    elif stored.object_kind == "activity" and not _is_part(stored):
        actions.follow_activity(statement=stored)


@on(Verb.SATISFIED, order=10)
def met(stored: Stored) -> None:
    """A course is met."""
    if stored.object_kind == "course":
        actions.follow_satisfied(statement=stored)


def _is_part(stored: Stored) -> bool:
    return stored.verb is Verb.ANSWERED and "attempt" in stored.context
