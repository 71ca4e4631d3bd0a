"""Personal data of progress: how far somebody is."""

from django.utils.translation import gettext_lazy as _

from courses.progress.models import ActivityProgress, CourseProgress
from lms.accounts.personal_data import Erase, register

register(
    ActivityProgress,
    "learner",
    export=("activity__title", "state", "score", "max_score", "first_at", "last_at", "met_at"),
    erase=Erase.DELETE,
    purpose=_("To show learners what is done and what is still open."),
    keep_months=120,
)
register(
    CourseProgress,
    "learner",
    export=("course__title", "started_at", "last_at", "satisfied_at", "score"),
    erase=Erase.DELETE,
    purpose=_("To know who has completed which course."),
    keep_months=120,
)
