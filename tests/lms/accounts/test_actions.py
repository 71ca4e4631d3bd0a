"""People are entered, shut out and let in; all that lets them in ends with it."""

from datetime import timedelta

import pytest
from django.test import Client
from oauth2_provider.models import AccessToken, Application, Grant, IDToken, RefreshToken

from lms.accounts import actions, tasks
from lms.accounts.errors import LanguageUnknown, NotKnownHere, UsernameTaken
from lms.accounts.models import User
from lms.accounts.sessions import Session
from lms.kit import clock
from lms.outbox import registry
from lms.outbox.models import Effect
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_create_person_twice_gives_one_person():
    facts = {"username": "CB001", "full_name": "Lê Thị Hà", "email": "ha@example.vn"}

    first = actions.create_person(**facts)
    second = actions.create_person(**facts | {"username": "cb001"})

    assert first == second
    assert (first.has_usable_password(), first.get_short_name()) == (False, "Hà")
    with pytest.raises(UsernameTaken):
        actions.create_person(username="cb001", full_name="Người Khác")


def test_disable_person_ends_tokens_and_stops_labs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "_handlers", registry._handlers | {"labs.stop_servers": print})
    person, other = UserFactory(), UserFactory()
    application = Application.objects.create(
        name="hub", client_type="confidential", authorization_grant_type="authorization-code"
    )
    expires = clock.now() + timedelta(hours=1)
    for one in (person, other):
        facts = {"user": one, "application": application}
        access = AccessToken.objects.create(**facts, token=f"a{one.pk}", expires=expires)
        RefreshToken.objects.create(**facts, token=f"r{one.pk}", access_token=access)
        IDToken.objects.create(**facts, expires=expires)
        Grant.objects.create(**facts, code=f"g{one.pk}", expires=expires, redirect_uri="http://x")

    for _again in range(2):
        actions.disable_person(person=person)

    for model in (AccessToken, RefreshToken, IDToken, Grant):
        assert list(model.objects.values_list("user", flat=True)) == [other.pk]
    effect = Effect.objects.get(kind="labs.stop_servers")
    assert effect.payload == {"username": person.username, "person": str(person.uuid)}


def test_clear_sessions_removes_those_that_ended():
    client, ended = Client(), Client()
    for one in (client, ended):
        one.force_login(UserFactory())
    past = clock.now() - timedelta(minutes=1)
    Session.objects.filter(session_key=ended.session.session_key).update(expire_date=past)

    assert tasks.clear_sessions() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [
        client.session.session_key
    ]


def test_enable_person_lets_in_again():
    person = UserFactory(disabled=True)

    assert actions.enable_person(person=person).is_active is True


def test_change_language_knows_only_the_sites_languages():
    person = UserFactory()

    assert actions.change_language(person=person, language="en").language == "en"
    with pytest.raises(LanguageUnknown):
        actions.change_language(person=person, language="xx")


def tie(subject: str, username: str) -> User:
    return actions.tie_subject(
        provider="sso", subject=subject, username=username, claims={"sub": subject}
    )


def test_tie_subject_ties_once_and_for_good():
    person = UserFactory(username="cb001")

    assert tie("subject-1", "CB001") == tie("subject-1", "cb001") == person
    with pytest.raises(NotKnownHere):
        tie("subject-2", "cb001")
    assert list(person.socialaccount_set.values_list("uid", flat=True)) == ["subject-1"]


@pytest.mark.parametrize(("subject", "username"), [("s", "nobody"), ("s", ""), ("", "cb001")])
def test_tie_subject_makes_nobody(subject: str, username: str):
    UserFactory(username="cb001")

    with pytest.raises(NotKnownHere):
        tie(subject, username)
    assert User.objects.count() == 1


def test_tie_subject_refuses_a_disabled_person_and_an_address():
    UserFactory(username="cb001", disabled=True)
    UserFactory(username="cb002", email="ha@example.vn")

    for username in ("cb001", "ha@example.vn"):
        with pytest.raises(NotKnownHere):
            tie("subject-1", username)
