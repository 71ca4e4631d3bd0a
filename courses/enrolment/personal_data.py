"""Personal data of enrolments."""

from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Enrolment
from lms.accounts.personal_data import Erase, register

register(
    Enrolment,
    "learner",
    export=("course__title", "reason", "created_at", "due_on", "withdrawn_at"),
    erase=Erase.KEEP,
    purpose=_("To know who takes which course and why, for training plans and reports."),
    keep_months=120,
)
register(
    Enrolment,
    "enrolled_by",
    export=("course__title", "created_at"),
    erase=Erase.DETACH,
    purpose=_("To know who sent somebody to a course."),
    keep_months=120,
    dated="created_at",
    about=False,
)
