"""Personal data of grading: the marks of a person's work."""

from django.utils.translation import gettext_lazy as _

from labs.grading.models import Marking
from lms.accounts.personal_data import Erase, register

register(
    Marking,
    "attempt__learner",
    export=("attempt__activity__title", "attempt__number", "score", "max_score", "finished_at"),
    erase=Erase.KEEP,
    purpose=_("How the result of practical work came about"),
    keep_months=120,
)
