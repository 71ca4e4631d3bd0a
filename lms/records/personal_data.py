"""Personal data of the records: what a person did, under their row, never under their name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.accounts.personal_data import Erase, register
from lms.records.models import StatementRow


def _exported(row: StatementRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "verb": row.verb,
        "object": row.object_kind,
        "object_id": row.object_id,
        "result": row.result,
        "context": row.context,
        "timestamp": row.timestamp,
    }


register(
    StatementRow,
    "actor",
    export=_exported,
    erase=Erase.KEEP,
    purpose=_("What a person learned, each kind with a purpose and a term of its own"),
    keep_months=600,
)
