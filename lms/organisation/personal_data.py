"""Personal data of the organisation: where a person served and what they might do."""

from django.utils.translation import gettext_lazy as _

from lms.accounts.personal_data import Erase, register
from lms.organisation.models import Assignment, RoleGrant

register(
    Assignment,
    "person",
    export=("unit__name", "position__name", "is_primary", "is_head", "starts_on", "ends_on"),
    erase=Erase.KEEP,
    purpose=_("Where a person serves, for training by job position"),
    keep_months=600,
)
register(
    RoleGrant,
    "person",
    export=("role", "unit__name", "starts_on", "ends_on"),
    erase=Erase.KEEP,
    purpose=_("What a person may do on the platform"),
    keep_months=120,
)
