"""Sign-in: one door, lockout by account and address, sessions that rotate and die."""

from datetime import timedelta
from html import unescape

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from lms.accounts import actions
from lms.accounts.models import User
from lms.accounts.sessions import Session
from lms.outbox.actions import drain
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "lua-vang-tren-dong-79"
SIGN_IN = "/accounts/login/"
WRONG = "The staff code or the password is not right."


@pytest.fixture(autouse=True)
def in_english(client: Client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with override("en"):
        yield


@pytest.fixture
def person() -> User:
    return UserFactory(username="ha.nguyen", password=PASSWORD, language="en")


def sign_in(client: Client, password: str = PASSWORD, **fields):
    facts = {"login": "ha.nguyen", "password": password}
    address = fields.pop("REMOTE_ADDR", "127.0.0.1")
    return client.post(SIGN_IN, facts | fields, REMOTE_ADDR=address)


def who(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def test_sign_in_in_any_case_of_the_staff_code_rotates_the_session(client: Client, person: User):
    client.get(SIGN_IN)
    session = client.session
    session["mark"] = "before"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key

    response = sign_in(client, login="HA.Nguyen")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert who(client) == person.pk
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert Session.objects.get(session_key=client.session.session_key).person == person


@pytest.mark.parametrize(
    "facts", [{"password": "wrong"}, {"login": "nobody"}, {"login": "disabled"}]
)
def test_sign_in_that_fails_says_the_same_whoever_it_is(client: Client, person: User, facts: dict):
    UserFactory(username="disabled", password=PASSWORD, disabled=True)

    response = sign_in(client, **facts)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [WRONG]
    assert who(client) is None


def test_sign_in_without_a_csrf_token_is_refused(person: User):
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client).status_code == 403
    assert who(client) is None


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_next_outside_the_site_is_not_followed(client: Client, person: User, target: str):
    response = sign_in(client, next=target)

    assert response["Location"] == "/"


def test_next_inside_the_site_is_followed(client: Client, person: User):
    assert sign_in(client, next="/accounts/profile/")["Location"] == "/accounts/profile/"


def test_five_failures_close_sign_in_for_this_account_at_this_address(client: Client, person: User):
    for _attempt in range(4):
        assert sign_in(client, "a-typed-secret").status_code == 200

    locked = sign_in(client, "a-typed-secret")
    right = sign_in(client)
    elsewhere = sign_in(Client(), REMOTE_ADDR="10.1.1.1")

    assert (locked.status_code, right.status_code) == (429, 429)
    assert "You can try again in 15 minutes" in unescape(right.content.decode())
    assert 890 < int(right["Retry-After"]) <= 900
    assert elsewhere.status_code == 302
    assert "a-typed-secret" not in AccessAttempt.objects.get().post_data


def test_lockout_holds_for_all_addresses_of_one_ipv6_line(client: Client, person: User):
    for host in range(1, 6):
        sign_in(Client(), "wrong", REMOTE_ADDR=f"2001:db8:1:2::{host}")

    locked = sign_in(Client(), REMOTE_ADDR="2001:db8:1:2:abcd::1")

    assert locked.status_code == 429


def test_sign_in_opens_again_after_the_time_told(client: Client, person: User):
    for _attempt in range(5):
        sign_in(client, "wrong")
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=13, seconds=30)
    attempt.save()

    early = sign_in(client)
    attempt.attempt_time -= timedelta(minutes=2)
    attempt.save()

    assert "You can try again in 2 minutes" in unescape(early.content.decode())
    assert sign_in(client).status_code == 302


def test_lockout_does_not_tell_whether_the_account_exists(client: Client):
    statuses = [sign_in(client, "wrong").status_code for _attempt in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_sign_out_ends_the_session(client: Client, person: User):
    sign_in(client)
    key = client.session.session_key

    client.post("/accounts/logout/")

    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = key
    assert stolen.get("/accounts/profile/").status_code == 302
    assert not Session.objects.filter(session_key=key).exists()


def test_password_change_ends_all_other_sessions(client: Client, person: User):
    other = Client()
    sign_in(client)
    sign_in(other)
    new = "nui-cao-song-dai-80"
    facts = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    client.post("/accounts/password/change/", facts)

    assert client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302
    assert sign_in(Client(), new).status_code == 302


def test_disabling_ends_every_session_at_once_and_for_good(client: Client, person: User):
    sign_in(client)

    actions.disable_person(person=person)
    disabled = client.get("/accounts/profile/").status_code
    actions.enable_person(person=person)

    assert disabled == 302
    assert client.get("/accounts/profile/").status_code == 302
    assert Session.objects.filter(person=person).count() == 0


def test_nobody_signs_up():
    assert Client().get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize("path", ["/django-admin/login/", "/admin/login/", "/_util/login/"])
def test_other_doors_lead_to_the_one_door(client: Client, path: str):
    response = client.get(path, {"next": "/admin/"})

    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("known", [True, False])
def test_password_reset_says_the_same_whether_the_address_is_known(
    client: Client, person: User, known: bool
):
    address = person.email if known else "nobody@example.vn"

    response = client.post("/accounts/password/reset/", {"email": address})
    drain()

    assert response["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == ([[person.email]] if known else [])


def test_password_reset_link_works_once_and_ends_sessions(client: Client, person: User):
    sign_in(client)
    reader = Client()
    reader.post("/accounts/password/reset/", {"email": person.email})
    drain()
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    new = {"password1": "bien-xanh-cat-trang-81", "password2": "bien-xanh-cat-trang-81"}

    page = reader.get(link, follow=True)
    done = reader.post(page.request["PATH_INFO"], new)

    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get("/accounts/profile/").status_code == 302
    assert Client().get(link).context["token_fail"] is True
    assert sign_in(Client(), new["password1"]).status_code == 302


def test_the_page_is_vietnamese_whatever_the_browser_prefers():
    page = Client().get(SIGN_IN, headers={"accept-language": "en-US,en"})

    assert page["Content-Language"] == "vi"


def test_a_persons_language_comes_with_them(client: Client):
    UserFactory(username="ha.nguyen", password=PASSWORD, language="vi")

    sign_in(client)

    assert client.get("/accounts/profile/")["Content-Language"] == "vi"


def test_choosing_a_language_is_kept(client: Client, person: User):
    sign_in(client)

    answer = client.post("/accounts/language/", {"language": "vi", "next": "//evil.example"})

    person.refresh_from_db()
    assert (answer["Location"], person.language) == ("/", "vi")
    assert client.get("/accounts/profile/")["Content-Language"] == "vi"
