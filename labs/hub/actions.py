"""Prepare, stop and read a learner's practice room."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from oauth2_provider.models import AccessToken

from labs.hub.client import Hub
from labs.hub.sign_on import CLIENT_ID, lab_user
from lms.accounts.models import User
from lms.kit.ids import uuid7
from lms.outbox.actions import enqueue

SIGN_OFF = "labs.sign_off"


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


def is_running(*, person: User) -> bool:
    """Whether the person's room runs."""
    return Hub().server(lab_user(person)).ready


def fetch(*, person: User, folder: str, notebook: str) -> bytes | None:
    """The notebook as the person last saved it in their running room; None when there is none."""
    return Hub().fetch(lab_user(person), f"{folder}/{notebook}")


def shut_out(*, person: User) -> None:
    """End what the person runs and make the hub forget them; their files stay."""
    hub, name = Hub(), lab_user(person)
    hub.stop(name)
    hub.forget(name)


def sign_off(*, person: User) -> None:
    """End what the person's browsers hold for their room; what runs there goes on."""
    Hub().forget_sign_ons(lab_user(person))


@transaction.atomic
def follow_sign_out(*, person: User) -> None:
    """Who leaves the site leaves the hub: its tokens go now, its sessions by an effect."""
    tokens = AccessToken.objects.filter(user=person, application__client_id=CLIENT_ID)
    if tokens.delete()[0]:
        payload = {"person": str(person.uuid)}
        enqueue(kind=SIGN_OFF, key=f"{person.uuid}:{uuid7()}", payload=payload)


def _make_folders(hub: Hub, name: str, folder: str) -> None:
    parts = folder.split("/")
    for length in range(1, len(parts) + 1):
        hub.make_folder(name, "/".join(parts[:length]))
