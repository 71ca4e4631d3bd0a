"""The demonstration province loads in bulk, the same each time."""

import pytest

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation import queries
from lms.organisation.actions import load_province
from lms.organisation.demo.province import SCALES, accounts
from lms.organisation.models import Assignment, RoleGrant, Unit, UnitKind, UnitLineage
from lms.organisation.permissions import roles_of, visible_people

pytestmark = pytest.mark.django_db
PASSWORDS = {one.username: f"mat-khau-{one.username}" for one in accounts()}


def load(scale: str = "small"):
    return load_province(scale=SCALES[scale], passwords=PASSWORDS)


def counts() -> tuple[int, ...]:
    tables = (Unit, UnitLineage, User, Assignment, RoleGrant)
    return tuple(table.objects.count() for table in tables)


def test_load_twice_writes_nothing_the_second_time():
    first = load()
    before = counts()

    assert load() == first
    assert counts() == before
    assert first.people == SCALES["small"].people


def test_load_is_the_same_in_every_installation():
    load()
    person = User.objects.get(username="DEMO-00001")
    facts = (person.uuid, person.full_name, queries.main_post(person, clock.today()).unit.code)
    User.objects.all().delete()

    load()

    again = User.objects.get(username="DEMO-00001")
    post = queries.main_post(again, clock.today())
    assert (again.uuid, again.full_name, post.unit.code) == facts


def test_every_commune_has_a_service_centre_and_a_past():
    load()

    communes = Unit.objects.filter(kind__in=[UnitKind.COMMUNE, UnitKind.WARD])
    today = clock.today()
    assert communes.count() == 8
    for commune in communes:
        centres = commune.children.filter(kind=UnitKind.SERVICE_CENTRE)
        assert centres.count() == 1
        assert queries.head_of(centres.get(), today) is not None
        origins = queries.history(commune).origins
        assert {step.predecessor.kind for step in origins} == {UnitKind.DISTRICT}
        assert {str(step.predecessor.ends_on) for step in origins} == {"2025-06-30"}


def test_each_unit_has_one_head_who_holds_the_role_there():
    load()

    heads = Assignment.objects.on(clock.today()).filter(is_head=True)
    assert heads.count() == heads.values("unit").distinct().count()
    for head in heads:
        assert Role.UNIT_HEAD in roles_of(head.person)
        assert head.person in visible_people(head.person, Role.UNIT_HEAD)


def test_only_the_accounts_of_the_demonstration_can_sign_in():
    load()

    usable = [person for person in User.objects.all() if person.has_usable_password()]
    assert sorted(person.username for person in usable) == sorted(PASSWORDS)
    assert all(person.check_password(PASSWORDS[person.username]) for person in usable)
    roles = {person.username: roles_of(person) - {Role.LEARNER} for person in usable}
    assert roles == {one.username: {Role(one.role)} - {Role.LEARNER} for one in accounts()}
