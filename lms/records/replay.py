"""Rebuild what is derived from statements, and say where it differs from what is there.

A derived table registers the fields that identify a row and those that must come out the same.
Replay empties the derived tables, runs every statement through its subscribers again, and
compares. Nothing is recorded and no effect leaves meanwhile. Nothing that is not derived may
hold a foreign key to a derived row.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from lms.accounts.models import User
from lms.kit.replaying import replaying
from lms.records.actions import dispatch
from lms.records.queries import everything

Progress = Callable[[int], None]
Snapshot = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A table that statements alone determine."""

    model: type[models.Model]
    key: tuple[str, ...]
    compare: tuple[str, ...]
    rebuild: Callable[[], object] | None

    @property
    def person(self) -> str:
        """The field that says whose row it is; empty in a summary."""
        links = (one.name for one in self.model._meta.local_fields if one.related_model is User)
        return "" if self.rebuild else next(links, "")

    def snapshot(self) -> Snapshot:
        """Every row, by key."""
        rows = self.model._default_manager.values_list(*self.key, *self.compare)
        width = len(self.key)
        return {row[:width]: row[width:] for row in rows}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One row that is not what the statements say."""

    table: str
    key: tuple[Any, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


_derived: dict[str, Derived] = {}


def derived(
    model: type[models.Model],
    *,
    key: tuple[str, ...],
    compare: tuple[str, ...],
    rebuild: Callable[[], object] | None = None,
) -> None:
    """Register a derived table, in the order in which tables may be emptied.

    A summary that no single statement makes gives `rebuild`, which counts it anew once every
    statement has run.
    """
    label = model._meta.label
    if label in _derived:
        raise ValueError(f"{label} is registered twice.")
    _derived[label] = Derived(model=model, key=key, compare=compare, rebuild=rebuild)


def tables() -> list[str]:
    """Labels of the derived tables."""
    return list(_derived)


class _RolledBack(Exception):
    """Leaves the transaction of a check as if it had never been."""


def replay(*, check: bool, progress: Progress = lambda _count: None) -> list[Difference]:
    """Rebuild the derived tables; with `check`, put everything back. Returns the differences."""
    found: list[Difference] = []
    try:
        with transaction.atomic():
            found = _rebuild(progress)
            if check:
                raise _RolledBack
    except _RolledBack:
        pass
    return found


@transaction.atomic
def replay_people(person_ids: Collection[int]) -> None:
    """Rebuild what is derived about these people alone; summaries are counted anew elsewhere."""
    for table in reversed(_derived.values()):
        if table.person:
            whose = {f"{table.person}__in": person_ids}
            table.model._default_manager.filter(**whose).delete()
    with replaying():
        for statement in everything(of=person_ids):
            dispatch(statement)


def _rebuild(progress: Progress) -> list[Difference]:
    before = {label: table.snapshot() for label, table in _derived.items()}
    for table in reversed(_derived.values()):
        table.model._default_manager.all().delete()
    with replaying():
        for number, statement in enumerate(everything(), start=1):
            dispatch(statement)
            progress(number)
        for table in _derived.values():
            if table.rebuild:
                table.rebuild()
    return [
        difference
        for label, table in _derived.items()
        for difference in _compare(label, before[label], table.snapshot())
    ]


def _compare(label: str, before: Snapshot, after: Snapshot) -> list[Difference]:
    return [
        Difference(table=label, key=key, before=before.get(key), after=after.get(key))
        for key in sorted(before.keys() | after.keys(), key=repr)
        if before.get(key) != after.get(key)
    ]
