"""Personal data of sheets: what a person works on before it is handed in."""

from django.utils.translation import gettext_lazy as _

from labs.sheets.models import Cell, Draft, Edit
from lms.accounts.personal_data import Erase, register

_PURPOSE = _("To go on with practical work where it was left")

register(
    Draft,
    "learner",
    export=("activity__title", "edits", "created_at", "saved_at", "set_aside_at"),
    erase=Erase.DELETE,
    purpose=_PURPOSE,
    keep_months=24,
    dated="created_at",
)
register(
    Cell,
    "draft__learner",
    export=("draft__activity__title", "sheet", "address", "kind", "text", "look"),
    erase=Erase.DELETE,
    purpose=_PURPOSE,
    keep_months=24,
)
register(
    Edit,
    "draft__learner",
    export=("draft__activity__title", "number", "kind", "changes", "created_at"),
    erase=Erase.DELETE,
    purpose=_PURPOSE,
    keep_months=24,
)
