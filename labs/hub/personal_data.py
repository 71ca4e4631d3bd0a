"""Personal data of the hub: who waits for a practice room, and whose the centre has closed."""

from django.utils.translation import gettext_lazy as _

from labs.hub.models import Closing, Place
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

_CLOSING = _("Which practice rooms the centre had closed, at whose word and why")

register(
    Closing,
    "person",
    export=("due_at", "reason", "end"),
    erase=Erase.DELETE,
    purpose=_CLOSING,
    keep_months=12,
    dated="created_at",
)
register(
    Closing,
    "asked_by",
    export=("due_at", "reason", "end"),
    erase=Erase.KEEP,
    purpose=_CLOSING,
    keep_months=12,
    about=False,
    dated="created_at",
    past=Erase.DELETE,
)
