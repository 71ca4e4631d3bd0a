"""Personal data of achievements: what a person was found able to do."""

from django.utils.translation import gettext_lazy as _

from certificates.achievements.models import Award
from lms.accounts.personal_data import Erase, register

register(
    Award,
    "person",
    export=(
        "competency__code", "competency__name", "level__number", "evidence", "trust", "earned_on",
        "valid_until",
    ),
    erase=Erase.KEEP,
    purpose=_("To show which competencies a person has for their post, and on what evidence."),
    keep_months=600,
)  # fmt: skip
