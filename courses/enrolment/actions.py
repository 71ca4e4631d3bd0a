"""Enrol and withdraw."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from courses.catalogue.models import CoursePage
from courses.enrolment.errors import EnrolmentClosed, WithdrawalRefused
from courses.enrolment.models import Enrolment, Reason
from courses.enrolment.statements import registered, withdrew
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import record


@transaction.atomic
def enrol(
    *,
    learner: User,
    course: CoursePage,
    reason: str = Reason.CHOSEN,
    enrolled_by: User | None = None,
    due_on: date | None = None,
) -> Enrolment:
    """Enrol a learner; one who is enrolled stays as they are, one who withdrew returns."""
    enrolment, new = Enrolment.objects.select_for_update().get_or_create(
        learner=learner,
        course=course,
        defaults={"reason": reason, "enrolled_by": enrolled_by, "due_on": due_on},
    )
    if not new:
        if enrolment.withdrawn_at is None:
            return enrolment
        enrolment.times += 1
        enrolment.withdrawn_at = None
        enrolment.reason, enrolment.enrolled_by, enrolment.due_on = reason, enrolled_by, due_on
        enrolment.save()
    enrolment.course = course
    record(registered(enrolment))
    return enrolment


def enrol_oneself(*, learner: User, course: CoursePage) -> Enrolment:
    """Enrol by one's own choice, where the course is open to all."""
    if not course.is_open:
        raise EnrolmentClosed
    return enrol(learner=learner, course=course, reason=Reason.CHOSEN)


@transaction.atomic
def enrol_many(
    *,
    learners: Iterable[User],
    course: CoursePage,
    reason: str,
    enrolled_by: User,
    due_on: date | None = None,
) -> list[Enrolment]:
    """Enrol several people at once: all or none."""
    return [
        enrol(learner=learner, course=course, reason=reason, enrolled_by=enrolled_by, due_on=due_on)
        for learner in learners
    ]


@transaction.atomic
def withdraw(*, enrolment: Enrolment) -> Enrolment:
    """End an enrolment; what was learned stays in the record."""
    row = Enrolment.objects.select_for_update().select_related("course").get(pk=enrolment.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        record(withdrew(row))
    return row


def withdraw_oneself(*, enrolment: Enrolment) -> Enrolment:
    """End an enrolment of one's own choice; a unit's decision is not the learner's to undo."""
    if enrolment.reason != Reason.CHOSEN:
        raise WithdrawalRefused
    return withdraw(enrolment=enrolment)
