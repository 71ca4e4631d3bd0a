"""Bring the derived tables up to date with a statement, and record that a course is met."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.activities import registry
from courses.activities.base import Outcome, State
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
    held = _held(activity, statement)
    said = _said_until(statement)
    outcome = registry.get(activity.type).judge(begun, said)
    newly_met = _write(held, said, outcome)
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


def _held(activity: Activity, statement: Stored) -> ActivityProgress:
    """The row, locked before anything is read: of two statements at once, the second sees both."""
    whose = {"learner_id": statement.actor_id, "activity_id": activity.pk}
    rows = ActivityProgress.objects.select_for_update().filter(**whose)
    held: ActivityProgress | None = rows.first()
    if held is not None:
        return held
    first = ActivityProgress(
        **whose, state=State.NOT_STARTED, first_at=statement.stored, last_at=statement.stored
    )
    ActivityProgress.objects.bulk_create([first], ignore_conflicts=True)
    found: ActivityProgress = rows.get()
    return found


def _said_until(statement: Stored) -> list[Stored]:
    """What was said so far; a replay sees no more than was known at its statement."""
    everything = statements_about(
        actor_id=statement.actor_id,
        object_kind=statement.object_kind,
        object_id=statement.object_id,
    )
    if not is_replaying():
        return everything
    return [one for one in everything if one.stored <= statement.stored]


def _write(held: ActivityProgress, said: Sequence[Stored], outcome: Outcome) -> bool:
    """Store the outcome; returns whether the rule was met just now. Once met, it stays met."""
    newly_met = outcome.rule_met and held.met_at is None
    held.first_at, held.last_at = said[0].stored, said[-1].stored
    if newly_met:
        held.met_at = held.last_at
    held.state, held.trust = outcome.state, outcome.trust
    held.score, held.max_score = outcome.score, outcome.max_score
    held.rule_met = held.met_at is not None
    held.save()
    return newly_met


def _touch(learner_id: int, course_id: int, at: datetime, **place: Any) -> None:
    """Where the learner is now; a statement that was stored earlier does not lead back."""
    row, new = CourseProgress.objects.select_for_update().get_or_create(
        learner_id=learner_id,
        course_id=course_id,
        defaults={"started_at": at, "last_at": at, **place},
    )
    if new:
        return
    row.started_at = min(row.started_at or at, at)
    if row.last_at <= at:
        row.last_at = at
        for name, value in place.items():
            setattr(row, name, value)
    row.save(update_fields=["started_at", "last_at", *place])
