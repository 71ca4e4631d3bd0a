"""Who serves where, from when to when."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from lms.accounts.actions import create_person
from lms.accounts.models import User
from lms.organisation.actions.changes import posts_changed
from lms.organisation.errors import (
    EndedAlready,
    EndsBeforeStart,
    MainPostHeld,
    PersonDisabled,
    StaffCodeHeld,
    UnitHasHead,
    UnitNotOpen,
)
from lms.organisation.models import Assignment, DatedQuerySet, Position, Unit
from lms.organisation.permissions import people_to_assign

A_DAY = timedelta(days=1)


@transaction.atomic
def assign(  # noqa: PLR0913  # the facts of a decision on a post
    *,
    person: User,
    unit: Unit,
    position: Position,
    starts_on: date,
    ends_on: date | None = None,
    is_primary: bool = True,
    is_head: bool = False,
    transfer: bool = False,
) -> Assignment:
    """Give a person a post; with `transfer` the main post held so far ends the day before."""
    person = User.objects.select_for_update().get(pk=person.pk)
    held = Assignment.objects.filter(
        person=person, unit=unit, position=position, starts_on=starts_on
    ).first()
    if held is not None:
        return held
    _check_dates(unit, starts_on, ends_on)
    if not person.is_active:
        raise PersonDisabled
    if is_head and _overlapping(starts_on, ends_on).filter(unit=unit, is_head=True).exists():
        raise UnitHasHead
    if is_primary:
        _free_main_post(person, starts_on, ends_on, transfer)
    posts_changed([person.pk])
    return Assignment.objects.create(
        person=person,
        unit=unit,
        position=position,
        starts_on=starts_on,
        ends_on=ends_on,
        is_primary=is_primary,
        is_head=is_head,
    )


@transaction.atomic
def enter_person(  # noqa: PLR0913  # the facts of a first post, and who enters it
    *,
    by: User,
    username: str,
    full_name: str,
    email: str,
    unit: Unit,
    position: Position,
    starts_on: date,
    is_head: bool = False,
) -> Assignment:
    """Enter a new person with their first post; of somebody out of reach nothing is told."""
    held = User.objects.filter(username__iexact=username.strip())
    if held.exclude(pk__in=people_to_assign(by).values("pk")).exists():
        raise StaffCodeHeld
    person = create_person(username=username, full_name=full_name, email=email)
    return assign(person=person, unit=unit, position=position, starts_on=starts_on, is_head=is_head)


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends_on: date) -> Assignment:
    """End a post; `ends_on` is its last day."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.ends_on is not None and assignment.ends_on != ends_on:
        raise EndedAlready
    if ends_on < assignment.starts_on:
        raise EndsBeforeStart
    assignment.ends_on = ends_on
    assignment.save(update_fields=["ends_on"])
    posts_changed([assignment.person_id])
    return assignment


def _check_dates(unit: Unit, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeStart
    if starts_on < unit.starts_on or (unit.ends_on and (ends_on or starts_on) > unit.ends_on):
        raise UnitNotOpen


def _overlapping(starts_on: date, ends_on: date | None) -> DatedQuerySet:
    rows: DatedQuerySet = Assignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    )
    return rows.filter(starts_on__lte=ends_on) if ends_on else rows


def _free_main_post(person: User, starts_on: date, ends_on: date | None, transfer: bool) -> None:
    held = _overlapping(starts_on, ends_on).filter(person=person, is_primary=True)
    for post in held:
        if not transfer or post.starts_on >= starts_on:
            raise MainPostHeld
        post.ends_on = starts_on - A_DAY
        post.save(update_fields=["ends_on"])
