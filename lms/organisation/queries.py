"""Reads of the organisation: the tree, who serves where, who leads whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from lms.accounts.models import User
from lms.organisation.models import Assignment, RoleGrant, Unit, UnitLineage, UnitQuerySet


@dataclass(frozen=True, kw_only=True)
class Node:
    """A unit in the tree: how deep it lies, how many serve in it and in all below it."""

    unit: Unit
    depth: int
    people: int
    people_below: int


@dataclass(frozen=True, kw_only=True)
class History:
    """What a unit was before and what became of it."""

    origins: list[UnitLineage]
    successions: list[UnitLineage]


def tree(units: UnitQuerySet, day: date) -> list[Node]:
    """The units that exist on `day`, parents before children, in Vietnamese order."""
    held = list(units.on(day).by_name())
    serving = dict(
        Assignment.objects.on(day)
        .filter(unit__in=[unit.pk for unit in held])
        .values_list("unit")
        .annotate(Count("person", distinct=True))
    )
    below = _sums(held, serving)
    return [
        Node(
            unit=unit,
            depth=depth,
            people=serving.get(unit.pk, 0),
            people_below=below[unit.pk],
        )
        for unit, depth in _in_order(held)
    ]


def _sums(units: Iterable[Unit], serving: dict[int, int]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for unit in units:
        for ancestor in unit.ancestor_ids:
            sums[ancestor] = sums.get(ancestor, 0) + serving.get(unit.pk, 0)
    return sums


def _in_order(units: list[Unit]) -> list[tuple[Unit, int]]:
    known = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        parent = unit.parent_id if unit.parent_id in known else None
        children.setdefault(parent, []).append(unit)
    ordered: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(children.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        ordered.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(unit.pk, []))]
    return ordered


def posts_in(unit: Unit, day: date) -> QuerySet[Assignment]:
    """Who serves in the unit itself on `day`: the head first, then by given name."""
    posts: QuerySet[Assignment] = Assignment.objects.on(day).filter(unit=unit)
    return posts.select_related("person", "position").order_by(
        "-is_head", "person__sort_key", "person_id", "id"
    )


def posts_of(person: User) -> QuerySet[Assignment]:
    """Every post of a person, the newest first."""
    posts: QuerySet[Assignment] = Assignment.objects.filter(person=person)
    return posts.select_related("unit", "position").order_by("-starts_on", "-is_primary", "-id")


def grants_to(person: User) -> QuerySet[RoleGrant]:
    """Every role a person was given, the newest first."""
    grants: QuerySet[RoleGrant] = RoleGrant.objects.filter(person=person)
    return grants.select_related("unit").order_by("-starts_on", "-id")


def ancestors(unit: Unit, seen: UnitQuerySet) -> list[Unit]:
    """From the root down to the unit's parent, those among `seen`."""
    return list(seen.filter(pk__in=unit.ancestor_ids[:-1]).order_by("path"))


def history(unit: Unit) -> History:
    """The steps before the unit and after it, by date."""
    order = ("effective_on", "id")
    origins = unit.origins.select_related("predecessor").order_by(*order)
    successions = unit.successions.select_related("successor").order_by(*order)
    return History(origins=list(origins), successions=list(successions))


def main_post(person: User, day: date) -> Assignment | None:
    """The main post of a person on `day`; a concurrent one when there is no other."""
    post: Assignment | None = (
        Assignment.objects.on(day)
        .filter(person=person)
        .select_related("unit", "position")
        .order_by("-is_primary", "starts_on", "id")
        .first()
    )
    return post


def head_of(unit: Unit, day: date) -> User | None:
    """The head of the unit on `day`."""
    post = (
        Assignment.objects.on(day)
        .filter(unit=unit, is_head=True, person__is_active=True)
        .select_related("person")
        .order_by("starts_on", "id")
        .first()
    )
    return post.person if post else None


def manager_of(person: User, day: date) -> User | None:
    """Who leads a person: the head of their unit, or of the nearest unit above that has one."""
    post = main_post(person, day)
    if post is None:
        return None
    heads = (
        Assignment.objects.on(day)
        .filter(unit__in=post.unit.ancestor_ids, is_head=True, person__is_active=True)
        .exclude(person=person)
        .select_related("person", "unit")
    )
    nearest = max(heads, key=lambda one: len(one.unit.path), default=None)
    return nearest.person if nearest else None
