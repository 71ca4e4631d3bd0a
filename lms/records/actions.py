"""`record()`: the one door through which anything that happened enters."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from lms.kit import clock
from lms.kit.replaying import is_replaying
from lms.records import kinds
from lms.records.errors import (
    StatementBackwards,
    StatementConflict,
    StatementMissing,
    StatementUndeclared,
)
from lms.records.handlers import subscribers
from lms.records.models import StatementId, StatementRow
from lms.records.statements import Statement, Stored, validate
from lms.records.verbs import Verb

_CLAIM = """
    INSERT INTO lms_statementid (id, stored)
    SELECT DISTINCT unnest(%s::uuid[]), %s::timestamptz ON CONFLICT DO NOTHING RETURNING id
"""
_OPEN = """
    SELECT lms_open_partition((current_date + make_interval(months => n))::date)
    FROM generate_series(0, %s) AS n
"""
_heard: ContextVar[Verb | None] = ContextVar("heard", default=None)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """The stored statement, and whether it was new."""

    statement: Stored
    new: bool


def record(statement: Statement) -> Recorded:
    """Store a statement and run its subscribers, in one transaction.

    A known id with equal content is a no-op; with other content `StatementConflict`. During a
    replay nothing is written: the statement must already be there.
    """
    return record_all([statement])[0]


def record_all(statements: Sequence[Statement]) -> list[Recorded]:
    """Store several statements in one transaction: all of them, or none."""
    for statement in statements:
        _check(statement)
    with transaction.atomic():
        recorded = _store(statements)
        for one in recorded:
            if one.new:
                dispatch(one.statement)
    return recorded


def dispatch(stored: Stored) -> None:
    """Call the subscribers of a statement in their order."""
    with _hearing(stored.verb):
        for subscription in subscribers(stored.verb):
            subscription.handler(stored)


def _check(statement: Statement) -> None:
    if not kinds.is_declared(statement.verb, statement.object_kind):
        raise StatementUndeclared
    heard = _heard.get()
    if heard is not None and statement.verb.level <= heard.level:
        raise StatementBackwards
    validate(statement)


def _store(statements: Sequence[Statement]) -> list[Recorded]:
    """Claim the ids, write the rows whose id was free, and compare the others."""
    stored = clock.now()
    free = set() if is_replaying() else _claim(statements, stored)
    new = {one.id: _row(one, stored) for one in statements if one.id in free}
    StatementRow.objects.bulk_create(new.values())
    known = _known([one for one in statements if one.id not in free])
    return [_recorded(one, new, known) for one in statements]


def _claim(statements: Sequence[Statement], stored: datetime) -> set[UUID]:
    """Claim ids in the register; returns those that were free.

    A second writer of the same id waits here until the first has committed or rolled back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [[one.id for one in statements], stored])
        return {row[0] for row in cursor.fetchall()}


def _known(statements: Sequence[Statement]) -> dict[UUID, Stored]:
    """Stored statements by id, read from the partitions that the register names."""
    if not statements:
        return {}
    register = StatementId.objects.filter(pk__in=[one.id for one in statements])
    keys = [(stored, id_) for id_, stored in register.values_list("pk", "stored")]
    rows = StatementRow.objects.filter(pk__in=keys)
    return {row.id: row.to_statement() for row in rows}


def _recorded(
    statement: Statement, new: dict[UUID, StatementRow], known: dict[UUID, Stored]
) -> Recorded:
    if statement.id in new:
        row = new.pop(statement.id)
        known[statement.id] = row.to_statement()
        return Recorded(statement=known[statement.id], new=True)
    earlier = known.get(statement.id)
    if earlier is None:
        raise StatementMissing
    if not earlier.same_as(statement):
        raise StatementConflict
    return Recorded(statement=earlier, new=False)


def _row(statement: Statement, stored: datetime) -> StatementRow:
    return StatementRow(
        id=statement.id,
        stored=stored,
        timestamp=statement.timestamp,
        actor_id=statement.actor_id,
        verb=statement.verb,
        object_kind=statement.object_kind,
        object_id=statement.object_id,
        result=dict(statement.result),
        context=dict(statement.context),
    )


@contextmanager
def _hearing(verb: Verb) -> Iterator[None]:
    token = _heard.set(verb)
    try:
        yield
    finally:
        _heard.reset(token)


def open_partitions(*, months: int = 12) -> list[str]:
    """Make sure that the coming months have their partition; returns their names."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [months])
        return [row[0] for row in cursor.fetchall()]
