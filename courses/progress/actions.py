"""Bring the derived tables up to date with a statement, and record that a course is met."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.activities import registry
from courses.activities.base import Outcome
from courses.activities.models import Activity
from courses.activities.queries import as_begun_by
from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.queries import LessonItem
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from courses.progress.queries import required_results
from courses.progress.rules import course_result
from courses.progress.statements import opened, satisfied
from lms.accounts.models import User
from lms.kit.replaying import is_replaying
from lms.records.actions import record
from lms.records.queries import statements_about
from lms.records.statements import Stored


def follow_activity(*, statement: Stored) -> None:
    """Judge the activity anew, note where the learner is, and see whether the course is met."""
    activity = Activity.objects.select_related("course").get(uuid=statement.object_id)
    begun = as_begun_by(activity, statement.actor_id)
    said = _said_until(statement)
    outcome = registry.get(activity.type).judge(begun, said)
    newly_met = _write(activity, said, outcome, statement)
    _touch(
        statement.actor_id,
        activity.course_id,
        statement.stored,
        lesson_id=activity.lesson_id,
        activity_id=activity.pk,
    )
    if newly_met:
        satisfy_if_met(learner_id=statement.actor_id, course=activity.course)


def follow_lesson(*, statement: Stored) -> None:
    """Note the lesson in which the learner is."""
    lesson = LessonPage.objects.filter(translation_key=statement.object_id).first()
    course = CoursePage.objects.filter(uuid=statement.context["course"]).first()
    if course is not None:
        held = lesson.pk if lesson else None
        _touch(statement.actor_id, course.pk, statement.stored, lesson_id=held, activity_id=None)


def follow_enrolment(*, statement: Stored) -> None:
    """A course that was begun shows in the learner's list, whatever was done in it."""
    CourseProgress.objects.get_or_create(
        learner_id=statement.actor_id,
        course=CoursePage.objects.get(uuid=statement.object_id),
        defaults={"last_at": statement.stored},
    )


def follow_satisfied(*, statement: Stored) -> None:
    """The course is met; that is told longer than the steps that led there."""
    whose = {"learner_id": statement.actor_id}
    met = {
        "satisfied_at": statement.stored,
        "score": statement.result.get("score", {}).get("scaled"),
        "trust": statement.context["trust"],
    }
    held = CourseProgress.objects.filter(**whose, course__uuid=statement.object_id)
    if held.update(**met):
        return
    course = CoursePage.objects.filter(uuid=statement.object_id).first()
    if course is not None:
        CourseProgress.objects.create(**whose, **met, course=course, last_at=statement.stored)


def open_lesson(*, learner: User, course: CoursePage, lesson: LessonItem) -> None:
    """The learner opened a lesson; reloading the same one says nothing new."""
    here = CourseProgress.objects.filter(learner_id=learner.pk, course=course)
    if not here.filter(lesson_id=lesson.pk).exists():
        record(opened(learner_id=learner.pk, course=course, lesson_key=lesson.translation_key))


def satisfy_if_met(*, learner_id: int, course: CoursePage) -> None:
    """Record that the course is met, the first time that it is.

    A replay does not decide again: what a course asked for then is not what it asks for now, and
    the decision is itself a statement.
    """
    known = CourseProgress.objects.filter(
        learner_id=learner_id, course=course, satisfied_at__isnull=False
    )
    if is_replaying() or known.exists() or not _hold(learner_id, course.pk):
        return
    result = course_result(required_results(learner_id, course.pk))
    if result is not None:
        record(satisfied(learner_id=learner_id, course=course, result=result))


@transaction.atomic
def satisfy_all_met(*, course: CoursePage) -> int:
    """Look again at everybody who has begun a course and not met it: less may be asked for now.

    Returns how many were looked at.
    """
    waiting = CourseProgress.objects.filter(
        course=course, started_at__isnull=False, satisfied_at__isnull=True
    )
    learners = list(waiting.values_list("learner_id", flat=True))
    for learner_id in learners:
        satisfy_if_met(learner_id=learner_id, course=course)
    return len(learners)


def _hold(learner_id: int, course_id: int) -> bool:
    """Lock the enrolment: of two last activities finished at once, the second sees the first.

    False for somebody who does not take the course now.
    """
    rows = Enrolment.objects.active().filter(learner_id=learner_id, course_id=course_id)
    return rows.select_for_update().first() is not None


def _said_until(statement: Stored) -> list[Stored]:
    """What was said up to this statement, so that a replay sees no more than was known then."""
    everything = statements_about(
        actor_id=statement.actor_id,
        object_kind=statement.object_kind,
        object_id=statement.object_id,
    )
    return [one for one in everything if one.stored <= statement.stored]


def _write(activity: Activity, said: Sequence[Stored], outcome: Outcome, statement: Stored) -> bool:
    """Store the outcome; returns whether the rule was met just now. Once met, it stays met."""
    key = {"learner_id": statement.actor_id, "activity_id": activity.pk}
    held = ActivityProgress.objects.filter(**key).first()
    met_at = held.met_at if held else None
    newly_met = outcome.rule_met and met_at is None
    values: dict[str, Any] = {
        "state": outcome.state,
        "score": outcome.score,
        "max_score": outcome.max_score,
        "rule_met": outcome.rule_met or met_at is not None,
        "trust": outcome.trust,
        "first_at": said[0].stored,
        "last_at": statement.stored,
        "met_at": statement.stored if newly_met else met_at,
    }
    ActivityProgress.objects.update_or_create(**key, defaults=values)
    return newly_met


def _touch(learner_id: int, course_id: int, at: datetime, **place: Any) -> None:
    row, new = CourseProgress.objects.get_or_create(
        learner_id=learner_id,
        course_id=course_id,
        defaults={"started_at": at, "last_at": at, **place},
    )
    if not new:
        CourseProgress.objects.filter(pk=row.pk).update(
            started_at=row.started_at or at, last_at=at, **place
        )
