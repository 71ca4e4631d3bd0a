"""Units open, close, move, merge, split and change their names; history stays."""

from datetime import date

import pytest

from lms.organisation import actions
from lms.organisation.errors import (
    CircleInTree,
    CodeTaken,
    EndedAlready,
    EndsBeforeStart,
    SuccessorMissing,
    UnitStillInUse,
)
from lms.organisation.models import Assignment, LineageKind, RoleGrant, Unit, UnitKind, UnitLineage
from tests.factories.organisation import START, AssignmentFactory, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)
LAST_OF_JUNE = date(2026, 6, 30)


def opened(**fields):
    facts = {"code": "X1", "name": "Xã Một", "kind": UnitKind.COMMUNE, "starts_on": START}
    return actions.open_unit(**(facts | fields))


def test_open_unit_twice_gives_one_unit_below_its_parent():
    parent = UnitFactory()

    first, second = opened(parent=parent), opened(parent=parent)

    assert first == second
    assert second.ancestor_ids == [parent.pk, first.pk]
    assert Unit.objects.count() == 2


def test_open_unit_with_a_code_in_use_is_refused():
    opened()

    with pytest.raises(CodeTaken):
        opened(name="Xã Khác")


def test_close_unit_ends_posts_and_roles_with_it():
    unit = UnitFactory()
    post, grant = AssignmentFactory(unit=unit), RoleGrantFactory(unit=unit)
    AssignmentFactory(unit=unit, starts_on=JULY)
    earlier = AssignmentFactory(unit=unit, ended=True)

    actions.close_unit(unit=unit, ends_on=LAST_OF_JUNE)
    actions.close_unit(unit=unit, ends_on=LAST_OF_JUNE)

    held = Assignment.objects.order_by("pk").values_list("pk", "ends_on")
    assert list(held) == [(post.pk, LAST_OF_JUNE), (earlier.pk, earlier.ends_on)]
    assert RoleGrant.objects.get(pk=grant.pk).ends_on == LAST_OF_JUNE
    assert Unit.objects.get(pk=unit.pk).ends_on == LAST_OF_JUNE


def test_close_unit_refuses_what_makes_no_sense():
    parent = UnitFactory()
    UnitFactory(parent=parent)
    closed = UnitFactory(closed=True)

    with pytest.raises(UnitStillInUse):
        actions.close_unit(unit=parent, ends_on=LAST_OF_JUNE)
    with pytest.raises(EndedAlready):
        actions.close_unit(unit=closed, ends_on=LAST_OF_JUNE)
    with pytest.raises(EndsBeforeStart):
        actions.close_unit(unit=UnitFactory(), ends_on=date(2020, 1, 1))


def test_move_unit_takes_everything_below_along():
    old, new = UnitFactory(), UnitFactory()
    unit = UnitFactory(parent=old)
    below = UnitFactory(parent=unit)

    moved = actions.move_unit(unit=unit, parent=new)

    below.refresh_from_db()
    assert moved.ancestor_ids == [new.pk, unit.pk]
    assert below.ancestor_ids == [new.pk, unit.pk, below.pk]
    assert list(Unit.objects.under(old)) == [old]


def test_move_unit_below_itself_is_refused():
    unit = UnitFactory()
    below = UnitFactory(parent=unit)

    with pytest.raises(CircleInTree):
        actions.move_unit(unit=unit, parent=below)


def test_merge_units_carries_people_over_without_a_head():
    first, second, into = UnitFactory(), UnitFactory(), UnitFactory(starts_on=JULY)
    head = AssignmentFactory(unit=first, head=True)
    grant = RoleGrantFactory(unit=second)

    for _again in range(2):
        actions.merge_units(units=[first, second], into=into, effective_on=JULY, ground="QĐ 1")

    posts = Assignment.objects.filter(person=head.person).order_by("starts_on")
    assert list(posts.values_list("unit", "starts_on", "ends_on", "is_head", "is_primary")) == [
        (first.pk, START, LAST_OF_JUNE, True, True),
        (into.pk, JULY, None, False, True),
    ]
    grants = RoleGrant.objects.filter(person=grant.person).order_by("starts_on")
    assert list(grants.values_list("unit", "ends_on")) == [
        (second.pk, LAST_OF_JUNE),
        (into.pk, None),
    ]
    steps = UnitLineage.objects.order_by("predecessor").values_list(
        "predecessor", "successor", "kind", "effective_on", "ground"
    )
    assert list(steps) == [
        (first.pk, into.pk, LineageKind.MERGE, JULY, "QĐ 1"),
        (second.pk, into.pk, LineageKind.MERGE, JULY, "QĐ 1"),
    ]


def test_split_unit_ends_its_posts_and_hands_its_units_down():
    unit = UnitFactory()
    child = UnitFactory(parent=unit)
    post = AssignmentFactory(unit=unit)
    parts = [UnitFactory(starts_on=JULY), UnitFactory(starts_on=JULY)]

    steps = actions.split_unit(unit=unit, into=parts, effective_on=JULY)

    child.refresh_from_db()
    post.refresh_from_db()
    assert [(step.successor, step.kind) for step in steps] == [
        (parts[0], LineageKind.SPLIT),
        (parts[1], LineageKind.SPLIT),
    ]
    assert child.parent == parts[0]
    assert post.ends_on == LAST_OF_JUNE


def test_rename_unit_opens_a_successor_with_the_same_people():
    unit = UnitFactory(parent=UnitFactory())
    head = AssignmentFactory(unit=unit, head=True)

    for _again in range(2):
        renamed = actions.rename_unit(unit=unit, code="X9", name="Phường Chín", effective_on=JULY)

    open_posts = Assignment.objects.filter(ends_on__isnull=True)
    assert list(open_posts.values_list("person", "unit", "is_head")) == [
        (head.person_id, renamed.pk, True)
    ]
    assert (renamed.name, renamed.parent_id) == ("Phường Chín", unit.parent_id)
    assert Unit.objects.get(pk=unit.pk).ends_on == LAST_OF_JUNE


def test_merge_and_split_need_units_on_both_sides():
    unit = UnitFactory()

    with pytest.raises(SuccessorMissing):
        actions.merge_units(units=[], into=unit, effective_on=JULY)
    with pytest.raises(SuccessorMissing):
        actions.split_unit(unit=unit, into=[], effective_on=JULY)
