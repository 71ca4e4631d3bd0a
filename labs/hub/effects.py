"""Effects of the hub."""

from typing import Any

from labs.hub import actions
from lms.accounts.models import User
from lms.outbox.registry import effect


@effect("labs.stop_servers")
def stop_servers(payload: dict[str, Any]) -> None:
    """A person was disabled: their practice room ends."""
    actions.shut_out(person=User.objects.get(uuid=payload["person"]))


@effect(actions.SIGN_OFF)
def sign_off(payload: dict[str, Any]) -> None:
    """A person signed out of the site."""
    actions.sign_off(person=User.objects.get(uuid=payload["person"]))
