"""Prepare, stop and read a learner's practice room."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from oauth2_provider.models import AccessToken

from labs.hub import closing
from labs.hub.client import Hub
from labs.hub.errors import HubFull
from labs.hub.homes import Entry, Home
from labs.hub.models import Closing, Place, PlaceState
from labs.hub.rules import OPEN, after
from labs.hub.sign_on import CLIENT_ID, lab_user
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.ids import uuid7
from lms.kit.locks import hold
from lms.outbox.actions import enqueue

SIGN_OFF = "labs.sign_off"
ADMITTED_EVERY = 1
MAX_LISTED, MAX_FOLDERS, MAX_DEEP = 200, 30, 3


@dataclass(frozen=True, kw_only=True)
class Room:
    """How a person's room stands; `before` counts those whose turn is first.

    `closing` is what the centre does to it, or did.
    """

    state: str
    before: int = 0
    problem: str = ""
    closing: Closing | None = None

    @property
    def ready(self) -> bool:
        """Whether it runs."""
        return self.state == PlaceState.READY

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to say."""
        told = f"-{self.closing.pk}{self.closing.end}" if self.closing else ""
        return f"{self.state}-{self.before}{told}"


@transaction.atomic
def ask(*, person: User, terminal: bool = False) -> None:
    """Take a place at the end of the queue, unless a room runs, starts or is waited for."""
    now = clock.now()
    new = {"asked_at": now, "seen_at": now}
    first = new | {"terminal": terminal}
    place, made = Place.objects.select_for_update().get_or_create(person=person, defaults=first)
    if terminal and not place.terminal:
        Place.objects.filter(pk=place.pk).update(terminal=True)
    if made or (place.state in OPEN and not _lost_its_turn(place)):
        return
    Place.objects.filter(pk=place.pk).update(state=PlaceState.WAITING, problem="", **new)


def claim(*, person: User, terminal: bool = False) -> Room:
    """A room for the person: theirs that runs, or else a place in the queue."""
    ask(person=person, terminal=terminal)
    room = look(person=person)
    if room.state != PlaceState.CLOSED:
        return room
    ask(person=person)
    return look(person=person)


def look(*, person: User) -> Room:
    """How the person's room stands now; looking keeps their place, and moves the queue on."""
    place = Place.objects.filter(person=person).first()
    if place is None:
        return Room(state=PlaceState.CLOSED)
    Place.objects.filter(pk=place.pk).update(seen_at=clock.now())
    if place.state == PlaceState.WAITING and cache.add("labs:admitted", "1", ADMITTED_EVERY):
        _admit()
        place.refresh_from_db()
    if place.state in {PlaceState.STARTING, PlaceState.READY}:
        _bring_up_to_date(Hub(), place)
    before = Place.objects.before(place).count() if place.state == PlaceState.WAITING else 0
    told = None
    if place.state in {PlaceState.READY, PlaceState.CLOSED}:
        told = Closing.objects.told_to(place).first()
    return Room(state=place.state, before=before, problem=place.problem, closing=told)


def restart(*, person: User) -> None:
    """Stop the room and wait for it anew, before those who asked later.

    Whoever looks while it stops may find it closed: the turn is that of before.
    """
    rows = Place.objects.filter(person=person)
    before = rows.first()
    Hub().stop(lab_user(person))
    closing.forget(person=person)
    ask(person=person)
    now: dict[str, Any] = {"seen_at": clock.now()}
    if before is not None and before.state in OPEN and not _lost_its_turn(before):
        now["asked_at"] = before.asked_at
    rows.update(state=PlaceState.WAITING, problem="", **now)


@transaction.atomic
def lay_out(*, person: User, folder: str, files: Mapping[str, bytes]) -> None:
    """Put what is missing in the folder of a room that runs; nothing is ever overwritten.

    By one request at a time: what another puts there may have been worked on since.
    """
    hold(f"labs/home/{person.pk}")
    home = Home(lab_user(person))
    _make_folders(home, folder)
    for file, content in files.items():
        if not home.has(f"{folder}/{file}"):
            home.put(f"{folder}/{file}", content)


def address_of(*, person: User, folder: str, notebook: str) -> str:
    """Where the notebook opens."""
    return f"{settings.HUB_URL}/user/{lab_user(person)}/lab/tree/{folder}/{notebook}"


@transaction.atomic
def reset(*, person: User, folder: str, notebook: str, content: bytes, kept_as: str) -> None:
    """Put the notebook back to its start; the learner's work stays beside it as `kept_as`.

    Asked for twice under one name, it is done once.
    """
    hold(f"labs/home/{person.pk}")
    home = Home(lab_user(person))
    if home.has(f"{folder}/{kept_as}"):
        return
    if home.has(f"{folder}/{notebook}"):
        home.rename(f"{folder}/{notebook}", f"{folder}/{kept_as}")
    home.put(f"{folder}/{notebook}", content)


def is_running(*, person: User) -> bool:
    """Whether the person's room runs."""
    return Hub().server(lab_user(person)).ready


def fetch(*, person: User, folder: str, notebook: str) -> bytes | None:
    """The notebook as the person last saved it in their running room; None when there is none."""
    return Home(lab_user(person)).fetch(f"{folder}/{notebook}")


def files_of(*, person: User, ending: str) -> list[Entry]:
    """Files of the person's running room with this ending, the one saved last first."""
    home = Home(lab_user(person))
    found: list[Entry] = []
    folders = [""]
    for folder in folders:
        for one in home.listing(folder)[:MAX_LISTED]:
            if one.is_folder and one.path.count("/") < MAX_DEEP and len(folders) < MAX_FOLDERS:
                folders.append(one.path)
            elif not one.is_folder and one.path.lower().endswith(ending):
                found.append(one)
    return sorted(found, key=lambda one: one.saved_at, reverse=True)[:MAX_LISTED]


def fetch_file(*, person: User, path: str) -> bytes | None:
    """A file of the person's running room; None when it is not there."""
    return Home(lab_user(person)).fetch(path)


def folder_address(*, person: User, folder: str) -> str:
    """Where a folder of the room opens."""
    return f"{settings.HUB_URL}/user/{lab_user(person)}/lab/tree/{folder}"


def shut_out(*, person: User) -> None:
    """End what the person runs and make the hub forget them; their files stay."""
    hub, name = Hub(), lab_user(person)
    hub.stop(name)
    hub.forget(name)
    Place.objects.filter(person=person).delete()


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


def _lost_its_turn(place: Place) -> bool:
    return place.state == PlaceState.WAITING and place.is_forgotten(clock.now())


@transaction.atomic
def _admit() -> None:
    """Start rooms in the order of the queue, as many as the hub takes: it knows what fits.

    Whoever finds the head of the queue held leaves it to the one who holds it.
    """
    hub, rows = Hub(), Place.objects.waiting().select_related("person")
    while place := rows.select_for_update(skip_locked=True, of=("self",)).first():
        if Place.objects.before(place).exists():
            return
        try:
            _bring_up_to_date(hub, place)
        except HubFull:
            return
        if place.state == PlaceState.WAITING:
            return


def _bring_up_to_date(hub: Hub, place: Place) -> None:
    """Ask the hub about the person's server, and for one when they wait and none is there."""
    name, seen = lab_user(place.person), place.state
    server = hub.server(name)
    if server.gone and place.state == PlaceState.WAITING:
        hub.start(name, terminal=place.terminal)
        place.state, server = PlaceState.STARTING, hub.server(name)
    failed = server.gone and place.state == PlaceState.STARTING
    place.problem = hub.why_not(name) if failed else ""
    place.state = after(place.state, server, place.problem)
    rows = Place.objects.filter(pk=place.pk)
    if not rows.filter(state=seen).update(state=place.state, problem=place.problem):
        _hear(place, rows.first())


def _hear(place: Place, now: Place | None) -> None:
    """The place was changed, or taken away, while the hub was asked: that is later than it said."""
    place.state = now.state if now else PlaceState.CLOSED
    place.problem = now.problem if now else ""


def _make_folders(home: Home, folder: str) -> None:
    parts = folder.split("/")
    for length in range(1, len(parts) + 1):
        home.make_folder("/".join(parts[:length]))
