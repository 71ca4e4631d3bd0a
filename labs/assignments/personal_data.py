"""Personal data of labs: what a person handed in, and how it was marked."""

from django.utils.translation import gettext_lazy as _

from labs.assignments.models import Attempt
from lms.accounts.personal_data import Blank, Erase, register

register(
    Attempt,
    "learner",
    export=("activity__title", "number", "sha256", "created_at"),
    erase=Erase.KEEP,
    purpose=_("Evidence of practical work, for its result and a review"),
    keep_months=120,
    dated="created_at",
    past=Blank(fields={"content": b""}),  # the attempt stays with its marks
)
