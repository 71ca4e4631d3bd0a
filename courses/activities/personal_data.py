"""Personal data of activities: where a learner stopped in each."""

from django.utils.translation import gettext_lazy as _

from courses.activities.models import Participation
from lms.accounts.personal_data import Blank, Erase, register

register(
    Participation,
    "learner",
    export=("activity__title", "version__number", "state", "created_at", "saved_at"),
    erase=Erase.DELETE,
    purpose=_("To let learners go on where they stopped, in the version they began."),
    keep_months=36,
    dated="saved_at",
    past=Blank(fields={"state": {}}),  # the version stays: what was achieved is judged by it
)
