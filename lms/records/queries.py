"""Reads of statements for those above."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet

from lms.records.models import RetentionRun, StatementRow
from lms.records.statements import Stored
from lms.records.verbs import Verb


def statements_about(
    *, actor_id: int, object_kind: str, object_id: UUID, verbs: tuple[Verb, ...] = ()
) -> list[Stored]:
    """What one person did with one object, oldest first; `verbs` narrows it."""
    rows = StatementRow.objects.filter(
        actor_id=actor_id, object_kind=object_kind, object_id=object_id
    )
    if verbs:
        rows = rows.filter(verb__in=verbs)
    return [row.to_statement() for row in rows.order_by("stored", "id")]


def was_said(verb: Verb, *, actor_id: int, object_kind: str, object_id: UUID) -> bool:
    """Whether this person ever did this with this object."""
    rows = StatementRow.objects.filter(
        actor_id=actor_id, object_kind=object_kind, object_id=object_id, verb=verb
    )
    return bool(rows.exists())


def statements_of(actor_id: int) -> list[Stored]:
    """All that is stored about one person, oldest first: for their own copy of their data."""
    rows = StatementRow.objects.filter(actor_id=actor_id).order_by("stored", "id")
    return [row.to_statement() for row in rows]


def everything(batch: int = 2000, of: Collection[int] | None = None) -> Iterator[Stored]:
    """Every statement in the order in which it was stored; `of` narrows it to some people."""
    rows = StatementRow.objects.order_by("stored", "id")
    if of is not None:
        rows = rows.filter(actor_id__in=of)
    for row in rows.iterator(chunk_size=batch):
        yield row.to_statement()


def retention_runs() -> QuerySet[RetentionRun]:
    """The runs of the terms, the latest first."""
    return RetentionRun.objects.all()


def count() -> int:
    """How many statements are stored."""
    return int(StatementRow.objects.count())
