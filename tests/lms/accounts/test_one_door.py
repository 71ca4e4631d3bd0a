"""The forms of the frameworks do not change an account: only actions do, and end what it has."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from lms.accounts.models import ACTIONS_ALONE, User
from lms.accounts.sessions import Session
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["by role", "by flag"])
def administrator(request: pytest.FixtureRequest, client: Client) -> User:
    """Somebody who may do everything, signed in."""
    by_flag = request.param == "by flag"
    person = UserFactory(superuser=True) if by_flag else RoleGrantFactory(centre_admin=True).person
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return person


@pytest.fixture
def victim() -> User:
    """Somebody with a session."""
    person = UserFactory(full_name="Lê Thị Hà", email="ha@example.vn", password="cu-1234567890")
    Client().force_login(person, "django.contrib.auth.backends.ModelBackend")
    return person


def state(person: User) -> tuple[object, ...]:
    held = User.objects.get(pk=person.pk)
    sessions = Session.objects.filter(person=held).count()
    return held.is_active, held.is_superuser, held.password, held.email, sessions


def test_wagtails_form_changes_nobody(client: Client, administrator: User, victim: User) -> None:
    before = state(victim)
    form = {
        "username": victim.username,
        "email": "other@example.vn",
        "password1": "moi-1234567890",
        "password2": "moi-1234567890",
        "is_superuser": "on",
    }

    answers = [
        client.post(reverse("wagtailusers_users:edit", args=[victim.pk]), form),
        client.post(reverse("wagtailusers_users:delete", args=[victim.pk])),
        client.post(reverse("wagtailusers_users:add"), form | {"username": "moi"}),
    ]

    assert [one["Location"] for one in answers] == [reverse("wagtailadmin_home")] * 3
    assert state(victim) == before
    assert not User.objects.filter(username="moi").exists()


@pytest.mark.parametrize(
    ("action", "sent"),
    [("set_active_state", {"mark_as_active": "False"}), ("delete", {}), ("assign_role", {})],
)
def test_wagtails_bulk_actions_change_nobody(
    client: Client, administrator: User, victim: User, action: str, sent: dict[str, str]
) -> None:
    before, group = state(victim), Group.objects.get_or_create(name="Giảng viên")[0]
    address = reverse("wagtail_bulk_action", args=["lms", "user", action])

    client.post(f"{address}?id={victim.pk}", {"role": group.pk, **sent})

    assert state(victim) == before
    assert not victim.groups.exists()


def test_wagtails_groups_are_not_written(client: Client, administrator: User) -> None:
    group = Group.objects.get_or_create(name="Giảng viên")[0]

    client.post(reverse("wagtailusers_groups:edit", args=[group.pk]), {"name": "Khác"})
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))

    assert list(Group.objects.filter(pk=group.pk).values_list("name", flat=True)) == ["Giảng viên"]


@pytest.mark.parametrize("form", ["add", "change", "delete"])
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (User, {}),
        (Group, {"name": "Nhóm"}),
        (EmailAddress, {"email": "ha@example.vn"}),
        (SocialAccount, {"provider": "sso", "uid": "1"}),
    ],
)
def test_djangos_administration_writes_no_account(
    client: Client, administrator: User, victim: User, model: type, form: str, fields: dict
) -> None:
    if "email" in fields or "uid" in fields:
        fields = fields | {"user": victim}
    row = victim if model is User else model.objects.create(**fields)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{form}"
    address = reverse(name, args=[] if form == "add" else [row.pk])

    answer = client.post(address, {"is_active": "", "post": "yes"})

    assert answer.status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_a_lost_second_factor_is_taken_away(
    client: Client, administrator: User, victim: User
) -> None:
    lost = Authenticator.objects.create(user=victim, type="totp", data={"secret": "x"})

    client.post(reverse("admin:mfa_authenticator_delete", args=[lost.pk]), {"post": "yes"})

    assert not Authenticator.objects.filter(pk=lost.pk).exists()


def test_every_table_of_accounts_in_djangos_administration_is_closed() -> None:
    """A new table about sign-in is not forgotten; what is named here exists."""
    apart = {"auth", "account", "socialaccount", "oauth2_provider"}
    shown = {model._meta for model in admin.site._registry if model._meta.app_label in apart}

    wanted = {f"{meta.app_label}.change_{meta.model_name}" for meta in shown}

    assert wanted <= ACTIONS_ALONE
    for name in ACTIONS_ALONE:
        label, _dot, rest = name.partition(".")
        assert apps.get_model(label, rest.partition("_")[2])
