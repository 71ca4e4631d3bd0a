"""Reads of enrolments for those above."""

from courses.catalogue.models import CoursePage
from courses.enrolment.models import Enrolment
from lms.accounts.models import User, UserQuerySet
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.models import Assignment, Unit
from lms.organisation.permissions import visible_people

SENDERS = (Role.HR_OFFICER, Role.UNIT_HEAD)


def enrolment_of(learner: User, course: CoursePage) -> Enrolment | None:
    """The learner's active enrolment in a course."""
    return Enrolment.objects.active().filter(learner=learner, course=course).first()


def is_enrolled(learner: User, course_id: int) -> bool:
    """Whether the learner takes this course now."""
    return bool(Enrolment.objects.active().filter(learner=learner, course_id=course_id).exists())


def people_in(sender: User, unit: Unit) -> UserQuerySet:
    """Those who serve today in a unit or below it, and whom the sender may see, by name."""
    serving = Assignment.objects.on(clock.today()).filter(unit__in=Unit.objects.under(unit))
    seen = visible_people(sender, *SENDERS).active()
    return seen.filter(pk__in=serving.values("person")).by_name()


def enrolled_among(course: CoursePage, people: UserQuerySet) -> list[Enrolment]:
    """The active enrolments of these people, by name."""
    rows = Enrolment.objects.active().filter(course=course, learner__in=people)
    return list(rows.select_related("learner").order_by("learner__sort_key", "learner_id"))
