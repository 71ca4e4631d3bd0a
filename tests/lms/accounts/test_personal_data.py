"""The register of personal data: nothing with a path to a person is left out."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from lms.accounts import personal_data
from lms.accounts.models import User
from lms.accounts.personal_data import Erase
from lms.accounts.sessions import Session


def test_every_model_with_a_path_to_a_person_is_registered():
    models = apps.get_models(include_auto_created=True)

    assert personal_data.unregistered(models) == []


def test_walk_finds_a_table_that_nobody_registered(monkeypatch: pytest.MonkeyPatch):
    kept = {key: one for key, one in personal_data._holdings.items() if one.model is not Session}
    monkeypatch.setattr(personal_data, "_holdings", kept)

    assert personal_data.unregistered([Session, Group]) == [
        "lms.Session.person",
        "lms.Session.session_data",
    ]


def test_walk_finds_a_table_that_hangs_on_a_registered_one(monkeypatch: pytest.MonkeyPatch):
    label = "account.EmailConfirmation"
    kept = {key: one for key, one in personal_data._holdings.items() if key[0] != label}
    monkeypatch.setattr(personal_data, "_holdings", kept)

    assert personal_data.unregistered([apps.get_model(label)]) == [f"{label}.email_address"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"export": ()}, "an export"),
        ({"purpose": ""}, "a purpose"),
        ({"keep_months": 0}, "a term"),
        ({"keep_months": 1201}, "a term"),
    ],
)
def test_register_refuses_what_the_law_would(fields: dict, reason: str, monkeypatch):
    monkeypatch.setattr(personal_data, "_holdings", {})
    values = {"export": ("pk",), "erase": Erase.DELETE, "purpose": "Test", "keep_months": 1}

    with pytest.raises(ValueError, match=reason):
        personal_data.register(User, "pk", **(values | fields))


def test_register_refuses_the_same_table_twice():
    with pytest.raises(ValueError, match="registered twice"):
        personal_data.register(
            User, "pk", export=("pk",), erase=Erase.DELETE, purpose="Test", keep_months=1
        )
