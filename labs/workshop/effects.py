"""Effects of the workshop."""

from typing import Any

from labs.workshop import actions
from labs.workshop.models import Trial
from lms.outbox.registry import effect


@effect(actions.TRY)
def try_lab(payload: dict[str, Any]) -> None:
    """Grade one trial."""
    trial = Trial.objects.select_related("version").get(uuid=payload["trial"])
    actions.carry_out(trial=trial)
