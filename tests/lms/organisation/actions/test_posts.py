"""Posts begin and end; one main post and one head at a time."""

from datetime import date

import pytest

from lms.organisation import actions
from lms.organisation.errors import (
    EndedAlready,
    EndsBeforeStart,
    MainPostHeld,
    PersonDisabled,
    UnitHasHead,
    UnitNotOpen,
)
from lms.organisation.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.organisation import (
    START,
    AssignmentFactory,
    PositionFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def test_assign_twice_gives_one_post():
    facts = {"person": UserFactory(), "unit": UnitFactory(), "position": PositionFactory()}

    first = actions.assign(**facts, starts_on=MARCH)
    second = actions.assign(**facts, starts_on=MARCH)

    assert first == second
    assert Assignment.objects.count() == 1


def test_assign_a_second_main_post_needs_a_transfer():
    held = AssignmentFactory()
    facts = {"person": held.person, "unit": UnitFactory(), "position": held.position}

    with pytest.raises(MainPostHeld):
        actions.assign(**facts, starts_on=MARCH)
    actions.assign(**facts, starts_on=MARCH, transfer=True)

    held.refresh_from_db()
    assert held.ends_on == date(2026, 2, 28)


def test_assign_a_concurrent_post_leaves_the_main_post():
    held = AssignmentFactory()

    actions.assign(
        person=held.person,
        unit=UnitFactory(),
        position=held.position,
        starts_on=MARCH,
        is_primary=False,
    )

    posts = Assignment.objects.order_by("pk").values_list("is_primary", "ends_on")
    assert list(posts) == [(True, None), (False, None)]


def test_assign_a_second_head_is_refused_while_the_first_serves():
    unit = UnitFactory()
    AssignmentFactory(unit=unit, head=True, ended=True)
    facts = {"unit": unit, "position": PositionFactory(), "starts_on": MARCH, "is_head": True}

    actions.assign(person=UserFactory(), **facts)

    with pytest.raises(UnitHasHead):
        actions.assign(person=UserFactory(), **facts)


@pytest.mark.parametrize("starts_on", [date(2025, 6, 30), date(2026, 1, 1)])
def test_assign_outside_the_days_of_the_unit_is_refused(starts_on: date):
    with pytest.raises(UnitNotOpen):
        actions.assign(
            person=UserFactory(),
            unit=UnitFactory(closed=True),
            position=PositionFactory(),
            starts_on=starts_on,
        )


def test_assign_a_disabled_person_is_refused():
    with pytest.raises(PersonDisabled):
        actions.assign(
            person=UserFactory(disabled=True),
            unit=UnitFactory(),
            position=PositionFactory(),
            starts_on=MARCH,
        )


def test_end_assignment_twice_ends_it_once():
    post = AssignmentFactory()

    actions.end_assignment(assignment=post, ends_on=MARCH)
    actions.end_assignment(assignment=post, ends_on=MARCH)

    post.refresh_from_db()
    assert post.ends_on == MARCH
    with pytest.raises(EndedAlready):
        actions.end_assignment(assignment=post, ends_on=START)


def test_end_assignment_before_it_begins_is_refused():
    with pytest.raises(EndsBeforeStart):
        actions.end_assignment(assignment=AssignmentFactory(), ends_on=date(2020, 1, 1))
