"""Personal data of reports: where a person stands, worked out from other tables."""

from django.utils.translation import gettext_lazy as _

from certificates.reports.models import Standing
from lms.accounts.personal_data import Erase, register

register(
    Standing,
    "person",
    export=("competency__code", "competency__name", "required", "level", "valid_until"),
    erase=Erase.KEEP,
    purpose=_("To see which competencies a unit lacks, and whom to train"),
    keep_months=600,
)
