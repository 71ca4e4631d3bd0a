"""Personal data of simulators: who sat in a run, the steps they took, what they wrote."""

from django.utils.translation import gettext_lazy as _

from labs.simulators.models import Scenario, Sitting, Step
from lms.accounts.personal_data import Erase, register

_EVIDENCE = _("Evidence of practical work, for its result and a review")

register(
    Sitting,
    "person",
    export=("activity__title", "number", "seat", "created_at", "closed_at", "score", "max_score"),
    erase=Erase.KEEP,
    purpose=_EVIDENCE,
    keep_months=120,
)
register(
    Step,
    "sitting__person",
    export=("run__version__scenario__title", "number", "kind", "data", "created_at"),
    erase=Erase.KEEP,
    purpose=_EVIDENCE,
    keep_months=120,
)
register(
    Scenario,
    "author",
    export=("title", "created_at"),
    erase=Erase.KEEP,
    purpose=_("To know who answers for an exercise"),
    keep_months=120,
    about=False,
)
