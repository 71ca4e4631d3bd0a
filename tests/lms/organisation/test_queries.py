"""Reads of the organisation as at a date."""

from datetime import date

import pytest

from lms.organisation import queries
from lms.organisation.models import LineageKind, Unit, UnitLineage
from tests.factories.organisation import AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
THEN = date(2025, 10, 1)


@pytest.mark.parametrize("communes", [1, 3])
def test_tree_counts_people_in_two_queries(communes: int, django_assert_num_queries):
    province = UnitFactory(name="Tỉnh Mẫu")
    for number in range(communes):
        AssignmentFactory(unit=UnitFactory(parent=province, name=f"Xã {number}"))

    with django_assert_num_queries(2):
        nodes = queries.tree(Unit.objects.all(), TODAY)

    assert [(node.unit.name, node.depth, node.people, node.people_below) for node in nodes] == [
        ("Tỉnh Mẫu", 0, 0, communes),
        *((f"Xã {number}", 1, 1, 1) for number in range(communes)),
    ]


def test_tree_shows_the_units_of_that_day():
    UnitFactory(closed=True, name="Huyện Cũ")
    UnitFactory(name="Xã Mới", starts_on=date(2026, 1, 1))

    assert [node.unit.name for node in queries.tree(Unit.objects.all(), THEN)] == ["Huyện Cũ"]
    assert [node.unit.name for node in queries.tree(Unit.objects.all(), TODAY)] == ["Xã Mới"]


def test_tree_of_a_subtree_begins_at_its_top():
    unit = UnitFactory(parent=UnitFactory())
    child = UnitFactory(parent=unit)

    nodes = queries.tree(Unit.objects.under(unit), TODAY)

    assert [(node.unit, node.depth) for node in nodes] == [(unit, 0), (child, 1)]


@pytest.mark.parametrize("people", [1, 3])
def test_posts_in_a_unit_take_one_query(people: int, django_assert_num_queries):
    unit = UnitFactory()
    for _each in range(people):
        AssignmentFactory(unit=unit)

    with django_assert_num_queries(1):
        shown = [
            (post.person.full_name, post.position.name) for post in queries.posts_in(unit, TODAY)
        ]

    assert len(shown) == people


def test_posts_in_a_unit_are_those_of_the_day_head_first():
    unit = UnitFactory()
    former = AssignmentFactory(unit=unit, person__full_name="Đỗ Văn Bình", ended=True)
    an = AssignmentFactory(unit=unit, person__full_name="Trần Thị An")
    head = AssignmentFactory(unit=unit, person__full_name="Lê Văn Yên", head=True)

    assert list(queries.posts_in(unit, TODAY)) == [head, an]
    assert list(queries.posts_in(unit, THEN)) == [head, an, former]


def test_manager_is_the_head_of_the_nearest_unit_that_has_one():
    province = UnitFactory()
    commune = UnitFactory(parent=province)
    centre = UnitFactory(parent=commune)
    top = AssignmentFactory(unit=province, head=True).person
    chair = AssignmentFactory(unit=commune, head=True).person
    clerk = AssignmentFactory(unit=centre).person

    assert queries.manager_of(clerk, TODAY) == chair
    assert queries.manager_of(chair, TODAY) == top
    assert queries.manager_of(top, TODAY) is None
    assert queries.head_of(commune, TODAY) == chair
    assert queries.head_of(centre, TODAY) is None


def test_main_post_comes_before_a_concurrent_one():
    post = AssignmentFactory(starts_on=date(2026, 5, 1))
    AssignmentFactory(person=post.person, concurrent=True)

    assert queries.main_post(post.person, TODAY) == post
    assert queries.main_post(post.person, date(2020, 1, 1)) is None


def test_history_goes_both_ways():
    before, unit, after = UnitFactory(), UnitFactory(), UnitFactory()
    step = {"kind": LineageKind.MERGE, "effective_on": TODAY}
    first = UnitLineage.objects.create(predecessor=before, successor=unit, **step)
    second = UnitLineage.objects.create(predecessor=unit, successor=after, **step)

    found = queries.history(unit)

    assert (found.origins, found.successions) == ([first], [second])


def test_ancestors_are_those_one_may_see_from_the_root_down():
    root = UnitFactory()
    parent = UnitFactory(parent=root)
    unit = UnitFactory(parent=parent)

    assert queries.ancestors(unit, Unit.objects.all()) == [root, parent]
    assert queries.ancestors(unit, Unit.objects.under(parent)) == [parent]
