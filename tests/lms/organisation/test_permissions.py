"""Roles reach a unit and all below it, on the days they hold."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of, visible_people, visible_units
from tests.factories.accounts import UserFactory
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_roles_are_those_of_today():
    grant = RoleGrantFactory(role=Role.TRAINER)
    RoleGrantFactory(person=grant.person, role=Role.AUDITOR, ended=True)

    assert roles_of(grant.person) == {Role.LEARNER, Role.TRAINER}
    assert roles_of(UserFactory(disabled=True)) == frozenset()
    assert roles_of(AnonymousUser()) == frozenset()


def test_a_role_shows_its_subtree_and_nothing_else():
    commune, other = UnitFactory(), UnitFactory()
    centre = UnitFactory(parent=commune)
    hr = RoleGrantFactory(unit=commune).person
    inside, outside = AssignmentFactory(unit=centre).person, AssignmentFactory(unit=other).person
    left = AssignmentFactory(unit=centre, ended=True).person

    assert set(visible_units(hr, Role.HR_OFFICER)) == {commune, centre}
    assert set(visible_people(hr, Role.HR_OFFICER)) == {inside}
    assert set(visible_units(hr, Role.UNIT_HEAD)) == set()
    assert not {outside, left} & set(visible_people(hr, Role.HR_OFFICER, Role.UNIT_HEAD))


def test_the_path_of_a_unit_is_not_taken_for_that_of_another():
    units = [UnitFactory() for _each in range(11)]
    hr = RoleGrantFactory(unit=units[0]).person

    assert list(visible_units(hr, Role.HR_OFFICER)) == [units[0]]


def test_the_centre_administrator_sees_everything():
    admin = RoleGrantFactory(centre_admin=True).person
    unit = UnitFactory()

    assert list(visible_units(admin, Role.HR_OFFICER)) == [unit]
    assert set(visible_people(admin, Role.HR_OFFICER)) == set(User.objects.all())
