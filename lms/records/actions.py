"""`record()`: the one door through which anything that happened enters."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
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

_COLUMNS = "id, stored, timestamp, actor_id, verb, object_kind, object_id, result, context"
_CASTS = (
    "(%s::uuid, %s::timestamptz, %s::timestamptz, %s::bigint,"
    " %s, %s, %s::uuid, %s::jsonb, %s::jsonb)"
)
_INSERT = f"""
    WITH given ({_COLUMNS}) AS (VALUES {{rows}}), claimed AS (
        INSERT INTO lms_statementid (id, stored) SELECT id, stored FROM given ORDER BY id
        ON CONFLICT DO NOTHING RETURNING id)
    INSERT INTO lms_statement ({_COLUMNS})
    SELECT {_COLUMNS} FROM given JOIN claimed USING (id) RETURNING id
"""  # noqa: S608  # made of constants only
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
    if not statements:
        return []
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
    """Write the statements whose id was free, and compare the others with what is stored."""
    if not statements:
        return []
    distinct = {one.id: one for one in statements}
    stored = clock.now()
    free = set() if is_replaying() else _insert(list(distinct.values()), stored)
    known = {id_: _stored(distinct[id_], stored) for id_ in free}
    known |= _known([id_ for id_ in distinct if id_ not in free])
    return [_recorded(one, known, free) for one in statements]


def _insert(statements: Sequence[Statement], stored: datetime) -> set[UUID]:
    """Claim ids and write rows in one command; returns the ids that were free.

    A second writer of the same id waits here until the first has committed or rolled back.
    """
    values = [value for one in statements for value in _values(one, stored)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(rows=", ".join([_CASTS] * len(statements))), values)
        return {row[0] for row in cursor.fetchall()}


def _values(one: Statement, stored: datetime) -> tuple[Any, ...]:
    return (
        one.id,
        stored,
        one.timestamp,
        one.actor_id,
        one.verb.value,
        one.object_kind,
        one.object_id,
        json.dumps(one.result),
        json.dumps(one.context),
    )


def _known(ids: Sequence[UUID]) -> dict[UUID, Stored]:
    """Stored statements by id, read from the partitions that the register names."""
    if not ids:
        return {}
    keys = [(at, id_) for id_, at in StatementId.objects.filter(pk__in=ids).values_list()]
    return {row.id: row.to_statement() for row in StatementRow.objects.filter(pk__in=keys)}


def _recorded(one: Statement, known: dict[UUID, Stored], free: set[UUID]) -> Recorded:
    """What became of one statement; an id is new once, even when the batch holds it twice."""
    earlier = known.get(one.id)
    if earlier is None:
        raise StatementMissing
    if not earlier.same_as(one):
        raise StatementConflict
    new = one.id in free
    free.discard(one.id)
    return Recorded(statement=earlier, new=new)


def _stored(one: Statement, stored: datetime) -> Stored:
    return Stored(**{field.name: getattr(one, field.name) for field in fields(one)}, stored=stored)


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
