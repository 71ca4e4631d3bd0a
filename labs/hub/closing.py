"""Close a room at the centre's word: a warning in the room first, then its end.

A closing is of one start of a room; a room that was started anew meanwhile is another, and left
alone.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from labs.hub.client import Hub, Server
from labs.hub.errors import RoomGone
from labs.hub.homes import Home
from labs.hub.models import Closing, ClosingEnd
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.kit import clock
from lms.outbox.actions import enqueue

WARN = "labs.warn_room"
CLOSE = "labs.close_room"


@transaction.atomic
def close_later(
    *, person: User, started_at: datetime, seconds: int, reason: str, by: User
) -> Closing:
    """Have the room that was started then closed in so many seconds; once begun, that stands.

    `RoomGone` where that room does not run any more.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not _is_same(Hub().server(lab_user(person)), started_at):
        raise RoomGone
    for held in Closing.objects.open().filter(person=person).select_for_update():
        if held.started_at == started_at:
            return held
        _end(held, ClosingEnd.GONE)
    due = clock.now() + timedelta(seconds=seconds)
    closing = Closing.objects.create(
        person=person, asked_by=by, started_at=started_at, due_at=due, reason=reason
    )
    _enqueue(WARN, closing)
    _enqueue(CLOSE, closing, due_at=due)
    return closing


def close_all_later(
    *, rooms: Iterable[tuple[User, datetime]], seconds: int, reason: str, by: User
) -> int:
    """The same for many rooms, each on its own; returns how many of them still run."""
    asked = 0
    for person, started_at in rooms:
        with suppress(RoomGone):
            close_later(person=person, started_at=started_at, seconds=seconds, reason=reason, by=by)
            asked += 1
    return asked


@transaction.atomic
def call_off(*, closing: Closing) -> Closing:
    """Leave the room open after all; one that is over stays as it ended."""
    held: Closing = Closing.objects.select_for_update().get(pk=closing.pk)
    if held.is_open:
        _end(held, ClosingEnd.CALLED_OFF)
        _enqueue(WARN, held, suffix="off")
    return held


def warn(*, closing: Closing) -> None:
    """Tell the room how it stands: that it closes, when and why; or that it does not any more."""
    if not _is_same(Hub().server(lab_user(closing.person)), closing.started_at):
        return
    left = round((closing.due_at - clock.now()).total_seconds())
    message = {"left": max(left, 0), "reason": closing.reason} if closing.is_open else None
    Home(lab_user(closing.person)).tell({"closing": message})


def close(*, closing: Closing) -> None:
    """Stop the room, unless it was called off or is another by now."""
    if not closing.is_open:
        return
    hub, name = Hub(), lab_user(closing.person)
    if not _is_same(hub.server(name), closing.started_at):
        _end(closing, ClosingEnd.GONE)
        return
    hub.stop(name)
    _end(closing, ClosingEnd.CLOSED)


def forget(*, person: User) -> None:
    """The person's room ends without us: what was to come is over."""
    rows = Closing.objects.open().filter(person=person)
    rows.update(end=ClosingEnd.GONE, ended_at=clock.now())


def _is_same(server: Server, started_at: datetime) -> bool:
    return server.ready and server.started_at == started_at


def _end(closing: Closing, end: ClosingEnd) -> None:
    closing.end, closing.ended_at = end, clock.now()
    closing.save(update_fields=["end", "ended_at"])


def _enqueue(
    kind: str, closing: Closing, *, suffix: str = "", due_at: datetime | None = None
) -> None:
    payload = {"closing": str(closing.uuid)}
    enqueue(kind=kind, key=f"{closing.uuid}{suffix}", payload=payload, due_at=due_at)
