"""Screens of the organisation."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from lms.accounts.errors import UsernameTaken
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.errors import MainPostElsewhere, MainPostHeld
from lms.organisation.models import Assignment, LineageKind, RoleGrant, UnitLineage
from tests.factories.accounts import UserFactory
from tests.factories.organisation import (
    AssignmentFactory,
    PositionFactory,
    RoleGrantFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def signed_in(person: User) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(person)
    return client


@pytest.fixture
def commune():
    return UnitFactory(name="Xã Thử")


@pytest.fixture
def hr(commune) -> Client:
    return signed_in(RoleGrantFactory(unit=commune).person)


@pytest.fixture
def admin() -> Client:
    return signed_in(RoleGrantFactory(centre_admin=True).person)


@pytest.mark.parametrize("below", [1, 3])
def test_tree_page_takes_the_same_queries(hr, commune, below, django_assert_num_queries):
    for _each in range(below):
        AssignmentFactory(unit=UnitFactory(parent=commune))
    url = reverse("organisation:units")
    hr.get(url)

    with django_assert_num_queries(4):  # person, grants, units, counts
        page = hr.get(url)

    assert len(page.context["nodes"]) == below + 1


@pytest.mark.parametrize("people", [1, 3])
def test_unit_page_takes_the_same_queries(hr, commune, people, django_assert_num_queries):
    for _each in range(people):
        AssignmentFactory(unit=commune)
    url = reverse("organisation:unit", args=[commune.uuid])
    hr.get(url)

    # person, grants; unit, parts; before, after; count and page of posts; may write
    with django_assert_num_queries(9):
        page = hr.get(url)

    assert len(page.context["page"].object_list) == people


def test_unit_page_shows_history_both_ways_and_people_of_the_day(hr, commune):
    before, after = UnitFactory(name="Huyện Cũ"), UnitFactory(name="Phường Mới")
    step = {"kind": LineageKind.MERGE, "effective_on": MARCH}
    UnitLineage.objects.create(predecessor=before, successor=commune, **step)
    UnitLineage.objects.create(predecessor=commune, successor=after, **step)
    AssignmentFactory(unit=commune, person__full_name="Lê Thị Xưa", ended=True)
    url = reverse("organisation:unit", args=[commune.uuid])

    today, then = (hr.get(url, {"on": day}).content.decode() for day in ("", "2025-10-01"))

    assert [name in today for name in ("Huyện Cũ", "Phường Mới", "Lê Thị Xưa")] == [
        True,
        True,
        False,
    ]
    assert "Lê Thị Xưa" in then


def test_a_unit_outside_ones_scope_does_not_exist(hr):
    other = UnitFactory()
    stranger = AssignmentFactory(unit=other)
    urls = [
        reverse("organisation:unit", args=[other.uuid]),
        reverse("organisation:assign", args=[other.uuid]),
        reverse("organisation:enter", args=[other.uuid]),
        reverse("organisation:person", args=[stranger.person.uuid]),
        reverse("organisation:end_post", args=[stranger.uuid]),
    ]

    assert [hr.get(url).status_code for url in urls] == [404] * 5


def post_facts(person: User, **fields):
    facts = {
        "username": person.username,
        "position": PositionFactory().pk,
        "starts_on": "2026-03-01",
        "is_primary": "on",
    }
    return facts | fields


def test_assign_enters_a_post(hr, commune):
    person = UserFactory()

    answer = hr.post(reverse("organisation:assign", args=[commune.uuid]), post_facts(person))

    assert answer["Location"] == reverse("organisation:unit", args=[commune.uuid])
    post = Assignment.objects.get(person=person)
    assert (post.unit, post.starts_on, post.is_primary) == (commune, MARCH, True)


def test_assign_says_a_refusal_and_loses_nothing_typed(hr, commune):
    held = AssignmentFactory(unit=commune)
    facts = post_facts(held.person)

    page = hr.post(reverse("organisation:assign", args=[commune.uuid]), facts)

    assert page.context["form"].non_field_errors() == [str(MainPostHeld.sentence)]
    assert page.context["form"]["username"].value() == held.person.username
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("exists", [True, False])
def test_assign_does_not_tell_whether_a_stranger_exists(hr, commune, exists):
    stranger = AssignmentFactory().person if exists else UserFactory.build(username="nobody")

    page = hr.post(reverse("organisation:assign", args=[commune.uuid]), post_facts(stranger))

    assert page.context["form"].errors == {"username": ["Nobody with this staff code was found."]}


def test_enter_makes_a_person_with_a_post(hr, commune):
    facts = post_facts(UserFactory.build(username="cb-moi")) | {"full_name": "Lê Thị Mới"}

    answer = hr.post(reverse("organisation:enter", args=[commune.uuid]), facts)

    person = User.objects.get(username="cb-moi")
    assert answer["Location"] == reverse("organisation:person", args=[person.uuid])
    assert (person.full_name, person.has_usable_password()) == ("Lê Thị Mới", False)
    assert person.assignments.get().unit == commune


TOMORROW = timedelta(days=1)
NOT_HERE = "Nobody can be entered with this staff code here. Check the code, or ask the centre."


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"concurrent": True},
        {"starts_on": clock.today() + TOMORROW},
        {"person__disabled": True},
        {"person__full_name": "Lê Thị Khác"},
    ],
    ids=["main", "concurrent", "later", "disabled", "another name"],
)
def test_enter_neither_draws_in_nor_describes_somebody_from_elsewhere(hr, commune, post):
    held = AssignmentFactory(**{"person__full_name": "Lê Thị Hà", **post})
    facts = post_facts(held.person) | {"full_name": "Lê Thị Hà"}

    page = hr.post(reverse("organisation:enter", args=[commune.uuid]), facts)

    assert page.context["form"].errors == {"__all__": [NOT_HERE]}
    assert list(Assignment.objects.values_list("unit")) == [(held.unit_id,)]


def test_enter_gives_a_post_to_who_serves_nowhere_any_more(hr, commune):
    left = AssignmentFactory(ended=True).person
    facts = post_facts(left) | {"full_name": left.full_name}

    hr.post(reverse("organisation:enter", args=[commune.uuid]), facts)

    assert left.assignments.get(ends_on=None).unit == commune


def test_enter_in_ones_own_units_says_what_is_wrong(hr, commune):
    held = AssignmentFactory(unit=commune)
    facts = post_facts(held.person) | {"full_name": "Người Khác"}

    page = hr.post(reverse("organisation:enter", args=[commune.uuid]), facts)

    assert page.context["form"].non_field_errors() == [str(UsernameTaken.sentence)]


def test_enter_by_the_centre_finds_everybody(admin, commune):
    held = AssignmentFactory(concurrent=True)
    facts = post_facts(held.person) | {"full_name": held.person.full_name}

    admin.post(reverse("organisation:enter", args=[commune.uuid]), facts)

    assert held.person.assignments.get(is_primary=True).unit == commune


def test_transfer_does_not_end_a_main_post_elsewhere(hr, commune):
    main = AssignmentFactory()
    AssignmentFactory(unit=commune, person=main.person, concurrent=True)
    facts = post_facts(main.person, transfer="on")

    page = hr.post(reverse("organisation:assign", args=[commune.uuid]), facts)

    main.refresh_from_db()
    assert page.context["form"].non_field_errors() == [str(MainPostElsewhere.sentence)]
    assert main.ends_on is None


def test_transfer_within_ones_units_ends_the_main_post_the_day_before(hr, commune):
    main = AssignmentFactory(unit=UnitFactory(parent=commune))
    facts = post_facts(main.person, transfer="on")

    hr.post(reverse("organisation:assign", args=[commune.uuid]), facts)

    main.refresh_from_db()
    assert main.ends_on == MARCH - TOMORROW


def test_end_post_sets_its_last_day(hr, commune):
    post = AssignmentFactory(unit=commune)

    hr.post(reverse("organisation:end_post", args=[post.uuid]), {"ends_on": "2026-03-01"})

    post.refresh_from_db()
    assert post.ends_on == MARCH


def test_grant_and_end_grant_change_roles(admin, commune):
    person = UserFactory()

    admin.post(
        reverse("organisation:grant", args=[person.uuid]),
        {"role": "trainer", "unit": commune.pk},
    )
    given = RoleGrant.objects.get(person=person)
    admin.post(reverse("organisation:end_grant", args=[given.uuid]))

    assert (given.role, given.unit) == (Role.TRAINER, commune)
    assert not RoleGrant.objects.on(clock.today()).filter(person=person).exists()


def test_grant_without_a_unit_is_said_beside_nothing_lost(admin):
    person = UserFactory()

    page = admin.post(reverse("organisation:grant", args=[person.uuid]), {"role": "trainer"})

    assert page.context["form"].non_field_errors() == ["Choose the unit over which the role holds."]


def test_hr_disables_and_enables_a_person_of_the_unit(hr, commune):
    person = AssignmentFactory(unit=commune).person

    hr.post(reverse("organisation:disable", args=[person.uuid]))
    disabled = User.objects.get(pk=person.pk).is_active
    hr.post(reverse("organisation:enable", args=[person.uuid]))

    assert (disabled, User.objects.get(pk=person.pk).is_active) == (False, True)


@pytest.mark.parametrize("role", [Role.CENTRE_ADMIN, Role.HR_OFFICER, Role.AUDITOR])
def test_hr_does_not_disable_upwards_or_oneself(hr, commune, role):
    person = AssignmentFactory(unit=commune).person
    scope = None if role == Role.CENTRE_ADMIN else commune
    RoleGrantFactory(person=person, role=role, unit=scope)
    myself = User.objects.get(pk=hr.session["_auth_user_id"])
    AssignmentFactory(person=myself, unit=commune)

    answers = [
        hr.post(reverse("organisation:disable", args=[one.uuid])).status_code
        for one in (person, myself)
    ]

    assert answers == [404, 404]
    assert User.objects.filter(is_active=False).count() == 0


def test_person_page_shows_posts_roles_and_manager(hr, commune):
    head = AssignmentFactory(unit=commune, head=True, person__full_name="Phạm Văn Trưởng")
    post = AssignmentFactory(unit=commune)
    RoleGrantFactory(person=post.person, role=Role.TRAINER, unit=commune)

    page = hr.get(reverse("organisation:person", args=[post.person.uuid]))

    assert list(page.context["posts"]) == [post]
    assert [grant.role for grant in page.context["grants"]] == [Role.TRAINER]
    assert page.context["manager"] == head.person


def test_a_head_reads_and_does_not_write(commune):
    head = RoleGrantFactory(role=Role.UNIT_HEAD, unit=commune).person
    client = signed_in(head)

    assert (
        client.get(reverse("organisation:unit", args=[commune.uuid])).context["may_write"] is False
    )
    assert client.get(reverse("organisation:assign", args=[commune.uuid])).status_code == 404


def test_the_administration_opens_to_centre_administrators_alone(hr, admin):
    for path in ("/django-admin/", "/django-admin/lms/unit/"):
        assert admin.get(path).status_code == 200
        assert hr.get(path).status_code == 302


def test_an_expired_administrator_is_none(commune):
    yesterday = clock.today() - timedelta(days=1)
    person = RoleGrantFactory(centre_admin=True, ends_on=yesterday).person

    assert signed_in(person).get("/django-admin/").status_code == 302
