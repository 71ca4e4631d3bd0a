"""Effects of grading."""

from typing import Any

from labs.grading import actions
from labs.grading.models import Marking
from lms.outbox.registry import effect


@effect(actions.GRADE)
def grade(payload: dict[str, Any]) -> None:
    """Mark one attempt that waits."""
    rows = Marking.objects.select_related("version", "attempt__version", "attempt__activity")
    actions.carry_out(marking=rows.get(uuid=payload["marking"]))
