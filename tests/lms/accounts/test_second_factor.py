"""The second factor: turned on with a code, asked for at sign-in, never stored in the clear."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from lms.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "lua-vang-tren-dong-79"
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def person() -> User:
    return UserFactory(username="lan.hoang", password=PASSWORD, language="en")


def code_of(secret: str, steps: int = 0) -> str:
    """RFC 6238 by hand: six figures of HMAC-SHA1 over the half minute."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def signed_in(person: User) -> Client:
    """Password given; with a second factor the sign-in is not complete yet."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def confirmed(person: User) -> Client:
    """Signed in, and the password given once more."""
    client = signed_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def turn_on(person: User) -> str:
    client = confirmed(person)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": code_of(secret)})
    return secret


def is_in(client: Client) -> bool:
    return client.get("/accounts/profile/").status_code == 200


def test_turning_on_asks_for_the_password_once_more(person: User):
    answer = signed_in(person).get(ACTIVATE)

    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_turning_on_needs_a_right_code(person: User):
    client = confirmed(person)
    secret = client.get(ACTIVATE).context["form"].secret

    page = client.post(ACTIVATE, {"code": "000000" if code_of(secret) != "000000" else "111111"})

    assert page.context["form"].errors == {
        "code": ["The code is not right. Enter the newest code of your app."]
    }
    assert Authenticator.objects.count() == 0


def test_sign_in_asks_for_the_code(person: User):
    secret = turn_on(person)
    client = signed_in(person)
    before = is_in(client)

    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=0)})

    assert (before, is_in(client)) == (False, True)


@pytest.mark.parametrize(("steps", "lets_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_of_the_half_minute_beside_is_taken(
    person: User, steps: int, lets_in: bool, monkeypatch: pytest.MonkeyPatch
):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    secret = turn_on(person)
    client = signed_in(person)

    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps)})

    assert is_in(client) == lets_in


def test_a_recovery_code_lets_in_once(person: User):
    turn_on(person)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    first, second = signed_in(person), signed_in(person)

    for client in (first, second):
        client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert (is_in(first), is_in(second)) == (True, False)


def test_guessing_codes_is_stopped(person: User):
    secret = turn_on(person)
    client = signed_in(person)
    for _attempt in range(6):
        page = client.post("/accounts/2fa/authenticate/", {"code": "12345"})

    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert page.status_code == 200
    assert right.context["form"].errors == {
        "code": ["Too many failed attempts. Please try again in 5 minutes."]
    }
    assert not is_in(client)


def test_the_secret_is_not_stored_in_the_clear(person: User):
    secret = turn_on(person)

    stored = str([one.data for one in Authenticator.objects.all()])

    assert secret not in stored
    assert "gAAAA" in stored


def test_turning_off_is_confirmed_by_the_password(person: User):
    turn_on(person)
    client = signed_in(person)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    early = client.post("/accounts/2fa/totp/deactivate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")

    assert early["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(type="totp").count() == 0
    assert is_in(signed_in(person))
