"""The labs, submissions, regrades and hints of a trainer. Outside their courses: 404."""

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet
from django.http import Http404

from courses.activities.models import Activity, ActivityQuerySet
from courses.catalogue.queries import courses_cared_for
from labs.assignments import kinds
from labs.assignments.models import Attempt
from labs.grading.models import Marking, MarkingState
from labs.submissions.models import Likeness, Regrade
from labs.submissions.queries.standings import in_state, number, with_state
from lms.accounts.models import User


def labs_for(trainer: User) -> ActivityQuerySet:
    """The labs of the courses that a trainer cares for, with what waits in each."""
    rows = Activity.objects.filter(
        type__in=kinds.slugs(), course__in=courses_cared_for(trainer).values("pk")
    )
    rows = rows.filter(Q(retired_at__isnull=True) | Q(lab_attempts__isnull=False)).distinct()
    handed_in = Attempt.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return (
        rows.annotate(
            people=number(handed_in.annotate(n=Count("learner", distinct=True))),
            to_mark=number(in_state(MarkingState.BY_HAND)),
            faults=number(in_state(MarkingState.FAULT)),
            held=number(_held_back()),
        )
        .select_related("course", "lesson")
        .order_by("course__path", "lesson__path", "position")
    )


def waiting_for(trainer: User) -> int:
    """How many submissions wait for the trainer's points."""
    rows = Attempt.objects.filter(
        activity__course__in=courses_cared_for(trainer).values("pk"),
        activity__type__in=kinds.slugs(),
    )
    return with_state(rows, MarkingState.BY_HAND).count()


def held_for(trainer: User) -> int:
    """How many results came out lower in a regrade and wait for the trainer's decision."""
    theirs = courses_cared_for(trainer).values("pk")
    rows = Marking.objects.filter(state=MarkingState.HELD, attempt__activity__course__in=theirs)
    return int(rows.count())


def lab_for(trainer: User, uuid: UUID) -> Activity:
    """One of them."""
    rows = Activity.objects.filter(uuid=uuid, type__in=kinds.slugs())
    activity = rows.select_related("course", "lesson").first()
    if activity is None or not _cares(trainer, activity):
        raise Http404
    return activity


def attempt_for(trainer: User, uuid: UUID) -> Attempt:
    """One submission in a lab of theirs."""
    rows = Attempt.objects.select_related(
        "learner", "activity__course", "activity__lesson", "version__lab"
    )
    attempt = rows.filter(uuid=uuid).first()
    if attempt is None or not _cares(trainer, attempt.activity):
        raise Http404
    return attempt


def regrade_for(trainer: User, uuid: UUID) -> Regrade:
    """One regrade of a lab of theirs."""
    rows = Regrade.objects.select_related("activity__course", "requested_by", "version")
    regrade = rows.filter(uuid=uuid).first()
    if regrade is None or not _cares(trainer, regrade.activity):
        raise Http404
    return regrade


def likeness_for(trainer: User, uuid: UUID) -> Likeness:
    """One hint in a lab of theirs."""
    rows = Likeness.objects.select_related(
        "first__learner", "second__learner", "first__version", "second__version",
        "first__activity__course",
    )  # fmt: skip
    likeness = rows.filter(uuid=uuid).first()
    if likeness is None or not _cares(trainer, likeness.first.activity):
        raise Http404
    return likeness


def _cares(trainer: User, activity: Activity) -> bool:
    return bool(courses_cared_for(trainer, activity.course).exists())


def _held_back() -> QuerySet[Any]:
    rows = Marking.objects.filter(state=MarkingState.HELD, attempt__activity=OuterRef("pk"))
    return rows.order_by().values("attempt__activity").annotate(n=Count("pk"))
