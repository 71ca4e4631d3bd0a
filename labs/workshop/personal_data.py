"""Personal data of the workshop: who tried a lab."""

from django.utils.translation import gettext_lazy as _

from labs.workshop.models import Trial
from lms.accounts.personal_data import Erase, register

register(
    Trial,
    "requested_by",
    export=("version__lab__title", "file_name", "score", "created_at"),
    erase=Erase.KEEP,
    purpose=_("To show an author that a lab works before learners meet it"),
    keep_months=24,
    about=False,
    dated="created_at",
    past=Erase.DELETE,
)
