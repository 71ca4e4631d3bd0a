"""Effects of the hub."""

from typing import Any

from labs.hub import actions, closing
from labs.hub.models import Closing
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


@effect(closing.WARN)
def warn_room(payload: dict[str, Any]) -> None:
    """The centre closes a room soon, or does not any more."""
    closing.warn(closing=_closing(payload))


@effect(closing.CLOSE)
def close_room(payload: dict[str, Any]) -> None:
    """The time has come."""
    closing.close(closing=_closing(payload))


def _closing(payload: dict[str, Any]) -> Closing:
    """Held, so that calling it off waits, or is waited for."""
    rows = Closing.objects.select_for_update(of=("self",)).select_related("person")
    found: Closing = rows.get(uuid=payload["closing"])
    return found
