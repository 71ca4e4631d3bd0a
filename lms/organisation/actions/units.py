"""Open, close, move, merge, split and rename units; what was stays readable."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from lms.kit.text import nfc
from lms.organisation.actions.changes import posts_changed, tree_changed
from lms.organisation.errors import (
    CircleInTree,
    CodeTaken,
    EndedAlready,
    EndsBeforeStart,
    SuccessorMissing,
    UnitStillInUse,
)
from lms.organisation.models import Assignment, LineageKind, RoleGrant, Unit, UnitLineage

A_DAY = timedelta(days=1)


@transaction.atomic
def open_unit(
    *,
    code: str,
    name: str,
    kind: str,
    starts_on: date,
    parent: Unit | None = None,
    short_name: str = "",
) -> Unit:
    """Open a unit below `parent`; the same code with the same facts is the unit itself."""
    held = Unit.objects.select_for_update().filter(code=code).first()
    if held is not None:
        said = (held.name, held.kind, held.parent_id, held.starts_on)
        if said != (nfc(name).strip(), kind, parent and parent.pk, starts_on):
            raise CodeTaken
        return held
    unit = Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        starts_on=starts_on,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, ends_on: date) -> Unit:
    """Close a unit: posts and roles that would go on end with it."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.ends_on == ends_on:
        return unit
    if unit.ends_on is not None:
        raise EndedAlready
    if ends_on < unit.starts_on:
        raise EndsBeforeStart
    if Unit.objects.on(ends_on + A_DAY).filter(parent=unit).exists():
        raise UnitStillInUse
    people = Assignment.objects.on(ends_on).filter(unit=unit)
    posts_changed(people.values_list("person_id", flat=True))
    for table in (Assignment, RoleGrant):
        _end_open(table, unit, ends_on)
    unit.ends_on = ends_on
    unit.save(update_fields=["ends_on"])
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None) -> Unit:
    """Place a unit, with all below it, under another one."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if parent is not None and parent.path.startswith(unit.path):
        raise CircleInTree
    if unit.parent_id == (parent.pk if parent else None):
        return unit
    before, after = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    moved = Concat(Value(after), Substr(F("path"), len(before) + 1))
    Unit.objects.filter(path__startswith=before).update(path=moved)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    tree_changed()
    return Unit.objects.get(pk=unit.pk)


@transaction.atomic
def merge_units(
    *, units: Sequence[Unit], into: Unit, effective_on: date, ground: str = ""
) -> list[UnitLineage]:
    """Merge `units` into one: people and roles go over, the old units close the day before."""
    if not units:
        raise SuccessorMissing
    return [
        _succeed(unit, into, LineageKind.MERGE, effective_on, ground)
        for unit in units
        if unit.pk != into.pk
    ]


@transaction.atomic
def split_unit(
    *, unit: Unit, into: Sequence[Unit], effective_on: date, ground: str = ""
) -> list[UnitLineage]:
    """Split a unit; its people's posts end with it and are decided one by one."""
    if not into:
        raise SuccessorMissing
    _hand_down_children(unit, into[0])
    close_unit(unit=unit, ends_on=effective_on - A_DAY)
    return [_step(unit, one, LineageKind.SPLIT, effective_on, ground) for one in into]


@transaction.atomic
def rename_unit(*, unit: Unit, code: str, name: str, effective_on: date, ground: str = "") -> Unit:
    """Give a unit a new name: a successor opens in its place, with its people and its units."""
    successor = open_unit(
        code=code,
        name=name,
        kind=unit.kind,
        parent=unit.parent,
        starts_on=effective_on,
    )
    _succeed(unit, successor, LineageKind.RENAME, effective_on, ground)
    return successor


def _succeed(
    unit: Unit, successor: Unit, kind: LineageKind, effective_on: date, ground: str
) -> UnitLineage:
    _hand_down_children(unit, successor)
    headed = kind == LineageKind.RENAME
    _carry_over(Assignment, unit, successor, effective_on, headed)
    _carry_over(RoleGrant, unit, successor, effective_on, headed)
    close_unit(unit=unit, ends_on=effective_on - A_DAY)
    return _step(unit, successor, kind, effective_on, ground)


def _step(
    unit: Unit, successor: Unit, kind: LineageKind, effective_on: date, ground: str
) -> UnitLineage:
    step, _new = UnitLineage.objects.get_or_create(
        predecessor=unit,
        successor=successor,
        effective_on=effective_on,
        defaults={"kind": kind, "ground": ground},
    )
    return step


def _hand_down_children(unit: Unit, successor: Unit) -> None:
    for child in Unit.objects.filter(parent=unit, ends_on__isnull=True):
        if child.pk != successor.pk:
            move_unit(unit=child, parent=successor)


def _carry_over(
    table: type[Assignment | RoleGrant],
    unit: Unit,
    successor: Unit,
    effective_on: date,
    headed: bool,
) -> None:
    """What is open goes on in the successor as a new row; the old row ends the day before.

    After a merge nobody leads until a head is appointed, so `headed` is false.
    """
    rows = list(table.objects.filter(unit=unit, ends_on__isnull=True))
    posts_changed(row.person_id for row in rows)
    _end_open(table, unit, effective_on - A_DAY)
    for row in rows:
        going_on = table(unit=successor, starts_on=max(row.starts_on, effective_on))
        for field in ("person_id", "position_id", "is_primary", "is_head", "role"):
            if hasattr(row, field):
                setattr(going_on, field, getattr(row, field))
        if isinstance(going_on, Assignment):
            going_on.is_head = going_on.is_head and headed
        rows_of: Any = table.objects
        rows_of.bulk_create([going_on], ignore_conflicts=True)


def _end_open(table: type[Assignment | RoleGrant], unit: Unit, ends_on: date) -> None:
    """End what is open; what had not begun by then is taken back."""
    rows = table.objects.filter(unit=unit).exclude(ends_on__lte=ends_on)
    rows.filter(starts_on__gt=ends_on).delete()
    rows.filter(starts_on__lte=ends_on).update(ends_on=ends_on)
