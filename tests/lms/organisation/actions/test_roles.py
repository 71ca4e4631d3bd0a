"""Roles are given over a unit and taken back at once."""

from datetime import timedelta

import pytest

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation import actions
from lms.organisation.errors import (
    EndsBeforeStart,
    LastAdministrator,
    PersonDisabled,
    RoleNeedsUnit,
    UnitNotOpen,
)
from lms.organisation.models import RoleGrant
from lms.organisation.permissions import roles_of
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_grant_role_twice_gives_it_once():
    person, unit = UserFactory(), UnitFactory()

    first = actions.grant_role(person=person, role=Role.AUDITOR, unit=unit)
    second = actions.grant_role(person=person, role=Role.AUDITOR, unit=unit)

    assert first == second
    assert roles_of(person) == {Role.LEARNER, Role.AUDITOR}


def test_grant_role_refuses_what_makes_no_sense():
    person, unit = UserFactory(), UnitFactory()
    yesterday = clock.today() - timedelta(days=1)

    with pytest.raises(RoleNeedsUnit):
        actions.grant_role(person=person, role=Role.TRAINER)
    with pytest.raises(PersonDisabled):
        actions.grant_role(person=UserFactory(disabled=True), role=Role.TRAINER, unit=unit)
    with pytest.raises(UnitNotOpen):
        actions.grant_role(person=person, role=Role.TRAINER, unit=UnitFactory(closed=True))
    with pytest.raises(EndsBeforeStart):
        actions.grant_role(person=person, role=Role.TRAINER, unit=unit, ends_on=yesterday)


def test_end_grant_takes_the_role_back_at_once():
    grant = RoleGrantFactory()

    actions.end_grant(grant=grant)
    actions.end_grant(grant=grant)

    grant.refresh_from_db()
    assert grant.ends_on == clock.today() - timedelta(days=1)
    assert roles_of(User.objects.get(pk=grant.person_id)) == {Role.LEARNER}


def test_end_grant_of_today_leaves_nothing():
    grant = RoleGrantFactory(starts_on=clock.today())

    actions.end_grant(grant=grant)

    assert RoleGrant.objects.count() == 0


def test_end_grant_keeps_the_last_administrator():
    first = RoleGrantFactory(centre_admin=True)

    with pytest.raises(LastAdministrator):
        actions.end_grant(grant=first)
    RoleGrantFactory(centre_admin=True)
    actions.end_grant(grant=first)

    assert roles_of(User.objects.get(pk=first.person_id)) == {Role.LEARNER}
