"""Personal data of phases: who acts on a lesson learned."""

from django.utils.translation import gettext_lazy as _

from lms.accounts.personal_data import Erase, register
from transfer.phases.models import LessonLearned

register(
    LessonLearned,
    "owner",
    export=("phase__name", "text", "due_on"),
    erase=Erase.DETACH,
    purpose=_("To know who acts on what a phase taught."),
    keep_months=120,
    about=False,
)
