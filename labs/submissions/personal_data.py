"""Personal data of the trainer's view."""

from django.utils.translation import gettext_lazy as _

from labs.submissions.models import Decision, Fingerprint, Likeness, Regrade, RegradeItem
from lms.accounts.personal_data import Erase, register

_HINT = _("To help a trainer notice work that may have been copied; a hint, never a verdict")
_REGRADE = _("Which results were worked out anew, at whose word, and what changed")

register(
    Fingerprint,
    "attempt__learner",
    export=("attempt__activity__title", "attempt__number", "created_at"),
    erase=Erase.DELETE,
    purpose=_HINT,
    keep_months=24,
    dated="created_at",
)
for _side in ("first", "second"):
    register(
        Likeness,
        f"{_side}__learner",
        export=(f"{_side}__activity__title", f"{_side}__number", "share", "created_at"),
        erase=Erase.DELETE,
        purpose=_HINT,
        keep_months=24,
        dated="created_at",
    )
register(
    Regrade,
    "requested_by",
    export=("activity__title", "created_at", "cancelled_at"),
    erase=Erase.KEEP,
    purpose=_REGRADE,
    keep_months=120,
    about=False,
)
register(
    RegradeItem,
    "marking__attempt__learner",
    export=("marking__attempt__activity__title", "score_before", "max_before", "created_at"),
    erase=Erase.KEEP,
    purpose=_REGRADE,
    keep_months=120,
)
register(
    Decision,
    "item__marking__attempt__learner",
    export=("item__marking__attempt__activity__title", "accepts", "created_at", "undone_at"),
    erase=Erase.KEEP,
    purpose=_REGRADE,
    keep_months=120,
)
for _path in ("by", "undone_by"):
    register(
        Decision,
        _path,
        export=("item__marking__attempt__activity__title", "accepts", "created_at", "undone_at"),
        erase=Erase.KEEP,
        purpose=_REGRADE,
        keep_months=120,
        about=False,
    )
