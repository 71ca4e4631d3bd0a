"""Personal data of blocks: unfinished work."""

from django.utils.translation import gettext_lazy as _

from courses.activities.types.xblock.models import FieldRow
from lms.accounts.personal_data import Erase, register

register(
    FieldRow,
    "person",
    export=("scope", "target", "data", "changed_at"),
    erase=Erase.DELETE,
    purpose=_("Work in progress, so that it can be continued"),
    keep_months=24,
    dated="changed_at",
)
