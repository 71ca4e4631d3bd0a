"""Effects of the hub."""

from typing import Any

from labs.hub import actions
from lms.accounts.models import User
from lms.outbox.registry import effect


@effect("labs.stop_servers")
def stop_servers(payload: dict[str, Any]) -> None:
    """A person was disabled: their practice room ends."""
    actions.stop(person=User.objects.get(uuid=payload["person"]))
