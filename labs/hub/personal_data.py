"""Personal data of the hub: who waits for a practice room."""

from django.utils.translation import gettext_lazy as _

from labs.hub.models import Place
from lms.accounts.personal_data import Erase, register

register(
    Place,
    "person",
    export=("state", "asked_at"),
    erase=Erase.DELETE,
    purpose=_("To give out practice rooms in the order in which they were asked for"),
    keep_months=12,
    dated="seen_at",
)
