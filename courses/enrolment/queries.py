"""Reads of enrolments for those above."""

from courses.catalogue.models import CoursePage
from courses.enrolment.models import Enrolment
from lms.accounts.models import User


def enrolment_of(learner: User, course: CoursePage) -> Enrolment | None:
    """The learner's active enrolment in a course."""
    return Enrolment.objects.active().filter(learner=learner, course=course).first()


def is_enrolled(learner: User, course_id: int) -> bool:
    """Whether the learner takes this course now."""
    return bool(Enrolment.objects.active().filter(learner=learner, course_id=course_id).exists())
