"""Which rooms run and who waits for one; what runs is asked of the hub each time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.progress.models import ActivityProgress
from labs.assignments.queries import GRADED
from labs.hub.client import Hub, Running
from labs.hub.errors import HubAway, RoomGone
from labs.hub.models import Closing, Place
from lms.accounts.models import User
from lms.kit import clock
from lms.organisation.models import Assignment

SECONDS = 3
MOST_WAITING = 50


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """What the hub says now: who runs a room, how many servers run, how many may."""

    held: list[tuple[User, Running]]
    taken: int
    limit: int | None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Somebody who waits: at which place, and since when."""

    number: int
    person: User
    since: datetime


def rooms() -> Rooms | None:
    """The rooms by their people's given names; None while the hub does not answer."""
    hub = Hub(seconds=SECONDS)
    try:
        running, limit = list(hub.running()), hub.room_for()
    except HubAway:
        return None
    found = {one.name: one for one in running}
    ours = [UUID(name) for name in found if _is_of_the_site(name)]
    held = [
        (person, found[person.uuid.hex]) for person in User.objects.filter(uuid__in=ours).by_name()
    ]
    return Rooms(held=held, taken=len(found), limit=limit)


def room_of(uuid: UUID) -> tuple[User, Running]:
    """A room that runs, and whose it is; `RoomGone` where that person has none."""
    for person, running in _held():
        if person.uuid == uuid and running.ready:
            return person, running
    raise RoomGone


def running_rooms() -> list[tuple[User, datetime]]:
    """Whose rooms run, each since when."""
    return [
        (person, running.started_at)
        for person, running in _held()
        if running.ready and running.started_at
    ]


def _held() -> list[tuple[User, Running]]:
    found = rooms()
    if found is None:
        raise HubAway
    return found.held


def closings_of(people: Collection[User]) -> dict[int, Closing]:
    """What the centre is about to do with their rooms."""
    rows = Closing.objects.open().filter(person__in=people).select_related("asked_by")
    return {one.person_id: one for one in rows}


def _is_of_the_site(name: str) -> bool:
    """Whether the hub knows somebody by our number; others were added there by hand."""
    return len(name) == 32 and set(name) <= set("0123456789abcdef")


def queue() -> list[Turn]:
    """The first of those who wait, by their turn."""
    places = Place.objects.waiting().select_related("person")[:MOST_WAITING]
    return [
        Turn(number=number, person=place.person, since=place.asked_at)
        for number, place in enumerate(places, 1)
    ]


def units_of(people: Collection[User]) -> dict[int, str]:
    """The name of the unit of each person's main post today."""
    posts = Assignment.objects.on(clock.today()).filter(person__in=people, is_primary=True)
    return dict(posts.values_list("person", "unit__name"))


def labs_of(people: Collection[User]) -> dict[int, str]:
    """The lab on which each person worked last; a room as such belongs to no lab."""
    rows = ActivityProgress.objects.filter(learner__in=people, activity__type__in=GRADED)
    newest = rows.order_by("learner", "-last_at").distinct("learner")
    return dict(newest.values_list("learner", "activity__title"))
