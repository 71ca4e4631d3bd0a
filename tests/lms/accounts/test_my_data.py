"""A person's copy of their data holds theirs alone; erasing leaves no name behind."""

import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessLog
from django.core.management import CommandError, call_command
from django.test import Client

from lms.accounts import actions
from lms.accounts.models import User
from lms.accounts.personal_data import Erase, holdings
from lms.accounts.sessions import Session
from tests.factories.accounts import UserFactory
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Somebody with a row in many tables, beside a stranger with the same."""
    for name in ("stranger", "cb001"):
        found = UserFactory(username=name, full_name=f"Họ Tên {name}")
        AssignmentFactory(person=found)
        RoleGrantFactory(person=found)
        Client().force_login(found)
        Authenticator.objects.create(user=found, type="totp", data={"secret": f"of-{name}"})
        AccessLog.objects.create(username=name, ip_address="10.0.0.1", path_info="/")
    return found


def test_export_holds_what_is_theirs_and_nothing_of_others(person: User):
    data = actions.export_person(person=person)

    text = json.dumps(data, default=str)
    rows = data["lms.Assignment:person"]["rows"]
    assert [row["position__name"] for row in rows] == [
        post.position.name for post in person.assignments.all()
    ]
    assert sorted(data) == [
        "axes.AccessLog:username",
        "lms.Assignment:person",
        "lms.RoleGrant:person",
        "lms.Session:person",
        "lms.User:pk",
        "mfa.Authenticator:user",
    ]
    assert "stranger" not in text
    assert "of-cb001" not in text
    assert person.password not in text


@pytest.mark.parametrize("form", ["json", "zip"])
def test_my_data_is_downloaded_by_oneself(person: User, form: str):
    client = Client()
    client.force_login(person)

    answer = client.get(f"/accounts/my-data/{form}/")

    content = answer.content
    if form == "zip":
        content = zipfile.ZipFile(io.BytesIO(content)).read("du-lieu-cua-toi.json")
    assert answer["Content-Disposition"] == f'attachment; filename="du-lieu-cua-toi.{form}"'
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(content)["lms.User:pk"]["rows"][0]["full_name"] == "Họ Tên cb001"


def test_erase_leaves_no_name_and_touches_nobody_else(person: User):
    stranger = User.objects.get(username="stranger")

    touched = actions.erase_person(person=person)

    person.refresh_from_db()
    assert (person.full_name, person.email, person.is_active) == ("—", "", False)
    assert "cb001" not in f"{person.username}{person.sort_key}{person.folded_name}"
    assert touched["lms.Assignment:person"] == 1
    assert person.assignments.count() == 1
    assert list(Authenticator.objects.values_list("user", flat=True)) == [stranger.pk]
    assert set(AccessLog.objects.values_list("username", flat=True)) == {"stranger"}
    assert list(Session.objects.values_list("person", flat=True)) == [stranger.pk]
    assert stranger.full_name == "Họ Tên stranger"


def test_every_rule_can_be_carried_out(person: User):
    """An erase rule that a constraint forbids would show only on the day it is needed."""
    for holding in holdings():
        if holding.erase is Erase.DETACH:
            assert holding.model._meta.get_field(holding.field).null, holding.model
        rows = holding.rows(person)
        assert rows.count() >= 0
        assert isinstance(holding.exported(person), list)


def test_command_exports_one_person(person: User, capsys):
    call_command("personal_data", export="CB001")

    data = json.loads(capsys.readouterr().out)
    assert data["lms.User:pk"]["rows"][0]["username"] == "cb001"


def test_command_erases_only_when_told_twice(person: User, capsys):
    call_command("personal_data", erase="cb001")
    first = User.objects.filter(username="cb001").exists()
    call_command("personal_data", erase="cb001", yes=True)

    assert "Nothing was erased" in capsys.readouterr().out
    assert (first, User.objects.filter(username="cb001").exists()) == (True, False)
    with pytest.raises(CommandError, match="cb001"):
        call_command("personal_data", export="cb001")
