"""Personal data of grading: the marks of a person's work."""

from django.utils.translation import gettext_lazy as _

from labs.grading.models import HandMark, Marking
from lms.accounts.personal_data import Blank, Erase, register

register(
    Marking,
    "attempt__learner",
    export=("attempt__activity__title", "attempt__number", "score", "max_score", "finished_at"),
    erase=Erase.KEEP,
    purpose=_("How the result of practical work came about"),
    keep_months=120,
)

_BY_HAND = _("Which points a person gave for an answer, and why")

register(
    HandMark,
    "attempt__learner",
    export=("attempt__activity__title", "attempt__number", "points", "comment", "created_at"),
    erase=Erase.KEEP,
    purpose=_BY_HAND,
    keep_months=120,
    dated="created_at",
    past=Blank(fields={"comment": ""}),  # the points stay with the result
)
for _path in ("given_by", "taken_back_by"):
    register(
        HandMark,
        _path,
        export=("attempt__activity__title", "points", "comment", "created_at"),
        erase=Erase.KEEP,
        purpose=_BY_HAND,
        keep_months=120,
        about=False,
    )
