"""Effects about submissions."""

from typing import Any

from labs.assignments.models import Attempt
from labs.submissions.actions import comparing
from lms.outbox.registry import effect


@effect(comparing.COMPARE)
def compare(payload: dict[str, Any]) -> None:
    """Compare one submission with those of others."""
    rows = Attempt.objects.select_related("version")
    comparing.compare(attempt=rows.get(uuid=payload["attempt"]))
