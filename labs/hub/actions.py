"""Prepare, stop and read a learner's practice room."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from labs.hub.client import Hub
from labs.hub.sign_on import lab_user
from lms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Room:
    """A practice room: where its notebook opens once it is ready."""

    ready: bool
    address: str


def prepare(*, person: User, folder: str, notebook: str, files: Mapping[str, bytes]) -> Room:
    """Start the person's server if needed; once it runs, put what is missing in the folder.

    Called again and again until ready; a file that is there is never overwritten.
    """
    hub, name = Hub(), lab_user(person)
    address = f"{settings.HUB_URL}/user/{name}/lab/tree/{folder}/{notebook}"
    server = hub.server(name)
    if not server.ready:
        if not server.pending:
            hub.start(name)
        return Room(ready=False, address=address)
    _make_folders(hub, name, folder)
    for file, content in files.items():
        if not hub.has(name, f"{folder}/{file}"):
            hub.put(name, f"{folder}/{file}", content)
    return Room(ready=True, address=address)


def reset(*, person: User, folder: str, notebook: str, content: bytes, kept_as: str) -> None:
    """Put the notebook back to its start; the learner's work stays beside it as `kept_as`."""
    hub, name = Hub(), lab_user(person)
    if hub.has(name, f"{folder}/{notebook}"):
        hub.rename(name, f"{folder}/{notebook}", f"{folder}/{kept_as}")
    hub.put(name, f"{folder}/{notebook}", content)


def fetch(*, person: User, folder: str, notebook: str) -> bytes | None:
    """The notebook as the person last saved it; None when there is none or no server runs."""
    hub, name = Hub(), lab_user(person)
    if not hub.server(name).ready:
        return None
    return hub.fetch(name, f"{folder}/{notebook}")


def is_running(person: User) -> bool:
    """Whether the person's server runs."""
    return Hub().server(lab_user(person)).ready


def stop(*, person: User) -> None:
    """End what the person runs, and sign their browsers off their server."""
    hub, name = Hub(), lab_user(person)
    hub.server(name)
    hub.stop(name)
    hub.forget_sign_ons(name)


def _make_folders(hub: Hub, name: str, folder: str) -> None:
    parts = folder.split("/")
    for length in range(1, len(parts) + 1):
        hub.make_folder(name, "/".join(parts[:length]))
