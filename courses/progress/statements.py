"""What progress says: a lesson was opened, a course was met."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from courses.progress.rules import CourseResult
from lms.kit.ids import derived
from lms.records.kinds import declare
from lms.records.statements import Statement
from lms.records.verbs import Verb

declare(
    Verb.EXPERIENCED,
    "lesson",
    purpose=_("To bring learners back to the lesson where they stopped."),
    keep_months=24,
)
declare(
    Verb.SATISFIED,
    "course",
    purpose=_("To know that a course is met, as the ground of competencies and papers."),
    keep_months=600,
)


def opened(*, learner_id: int, course: CoursePage, lesson_key: UUID) -> Statement:
    """The learner opened a lesson other than the one they were in."""
    return Statement(
        actor_id=learner_id,
        verb=Verb.EXPERIENCED,
        object_kind="lesson",
        object_id=lesson_key,
        context={"course": str(course.uuid)},
    )


def satisfied(*, learner_id: int, course: CoursePage, result: CourseResult) -> Statement:
    """The course is met, once and for all, with this score and this trust."""
    said: dict[str, Any] = {"completion": True, "success": True}
    if result.score is not None:
        said |= {"score": {"scaled": round(result.score, 4)}}
    return Statement(
        id=derived(Verb.SATISFIED, course.uuid, learner_id),
        actor_id=learner_id,
        verb=Verb.SATISFIED,
        object_kind="course",
        object_id=course.uuid,
        result=said,
        context={"trust": result.trust, "evidence": result.evidence},
    )
