"""Personal data of handovers: who took over for a unit."""

from django.utils.translation import gettext_lazy as _

from lms.accounts.personal_data import Erase, register
from transfer.handover.models import Handover

register(
    Handover,
    "accepted_by",
    export=("version__application__name", "version__label", "unit__name", "accepted_at"),
    erase=Erase.KEEP,
    purpose=_("To show who took over which application for a unit, and on what grounds."),
    keep_months=120,
    about=False,
)
