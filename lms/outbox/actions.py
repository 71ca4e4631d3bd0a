"""Write effects, and carry out those that are due."""

import logging
import traceback
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from lms.kit import clock
from lms.kit.replaying import is_replaying
from lms.outbox import begun
from lms.outbox.models import Effect
from lms.outbox.registry import handler_of
from lms.outbox.wake import wake

logger = logging.getLogger(__name__)

MAX_TRIES = 12
MOST_LOST = 3  # workers that may end over an effect before others go first


def enqueue(
    *, kind: str, key: str, payload: dict[str, Any], due_at: datetime | None = None
) -> None:
    """Write one effect in the caller's transaction; the same kind and key is written once."""
    if is_replaying():
        return
    row = Effect(kind=kind, key=key, payload=payload, due_at=due_at or clock.now())
    Effect.objects.bulk_create([row], ignore_conflicts=True)
    if due_at is None:
        transaction.on_commit(wake)


def enqueue_all(*, kind: str, effects: Iterable[tuple[str, dict[str, Any], datetime]]) -> None:
    """Write many effects in one command, each by its key, its payload and when it is due."""
    if is_replaying():
        return
    rows = [
        Effect(kind=kind, key=key, payload=payload, due_at=due_at)
        for key, payload, due_at in effects
    ]
    Effect.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    transaction.on_commit(wake)


def drain(*, limit: int = 500) -> int:
    """Carry out due effects one by one, each in its own transaction; returns how many."""
    done = 0
    while done < limit and _take_one():
        done += 1
    return done


def retry_dead() -> int:
    """Give the effects that were given up another round; returns how many."""
    dead = Effect.objects.dead()
    begun.forget(dead.values_list("pk", flat=True))
    return int(dead.update(dead_at=None, tries=0, due_at=clock.now()))


def _take_one() -> bool:
    """Claim the first due effect and carry it out; False when nothing is due or free."""
    with transaction.atomic():
        due = Effect.objects.waiting().filter(due_at__lte=clock.now()).order_by("due_at", "id")
        effect = due.select_for_update(skip_locked=True).first()
        if effect is None:
            return False
        lost = begun.begin(effect.pk) - 1
        if lost >= MOST_LOST:
            effect.tries += lost - 1
            _put_off(effect, "The worker ended each time it was at this.")
        else:
            _run(effect)
        begun.forget([effect.pk])
        effect.save(update_fields=["tries", "last_error", "done_at", "dead_at", "due_at"])
    return True


def _run(effect: Effect) -> None:
    try:
        with transaction.atomic():
            handler_of(effect.kind)(effect.payload)
            connection.check_constraints()  # else what it points to would fail all at the end
    except Exception as error:  # noqa: BLE001  # any failure of an effect is a failure to retry
        _put_off(effect, "".join(traceback.format_exception(error))[-4000:])
    else:
        effect.tries += 1
        effect.done_at, effect.last_error = clock.now(), ""


def _put_off(effect: Effect, reason: str) -> None:
    """One try has failed, or has taken its worker along: later again, at last given up."""
    effect.tries += 1
    effect.last_error = reason
    effect.due_at = clock.now() + timedelta(seconds=min(2**effect.tries, 3600))
    if effect.tries >= MAX_TRIES:
        effect.dead_at = clock.now()
    logger.warning("Effect %s failed (try %d): %s", effect, effect.tries, reason[-300:])
