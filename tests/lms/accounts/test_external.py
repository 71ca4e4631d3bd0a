"""Sign-in through an external OpenID provider, tested against a real one."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from lms.accounts import external
from lms.accounts.actions import disable_person
from lms.accounts.models import User
from lms.env import Env
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CALLBACK = "http://testserver/accounts/oidc/sso/login/callback/"
LOGIN = "/accounts/oidc/sso/login/"


@pytest.fixture(scope="module")
def issuer(node_command) -> Iterator[str]:
    script = Path(__file__).parent / "provider.mjs"
    process = subprocess.Popen(
        [*node_command(script), CALLBACK],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


@pytest.fixture(autouse=True)
def provider(settings, issuer: str) -> None:
    env = Env(
        SSO_ISSUER=issuer,
        SSO_CLIENT_ID="site",
        SSO_CLIENT_SECRET="secret-of-the-site",
        SSO_NAME="Cổng của tỉnh",
    )
    settings.SOCIALACCOUNT_PROVIDERS = external.providers(env)


def sign_in(client: Client, who: str, **query: str):
    """Go to the provider, sign in and consent there in its own pages, and come back.

    `who` is "subject:username".
    """
    answer = client.post(LOGIN, query_params=query)
    subject, username = who.split(":")
    with requests.Session() as browser:
        page = browser.get(answer["Location"])
        browser.put(urljoin(page.url, f"/people/{subject}/{username}"))
        page = post(browser, page, {"login": subject, "password": "any"})
        page = post(browser, page, {}, follow=False)
        while not page.headers["Location"].startswith(CALLBACK):
            page = browser.get(page.headers["Location"], allow_redirects=False)
    return client.get(page.headers["Location"].removeprefix("http://testserver"))


def post(browser: requests.Session, page: requests.Response, facts: dict, *, follow: bool = True):
    """Send the form of the provider's page with its hidden fields."""
    action = re.search(r'action="([^"]+)"', page.text)[1]
    hidden = re.findall(r'name="([^"]+)" value="([^"]*)"', page.text)
    return browser.post(action, dict(hidden) | facts, allow_redirects=follow)


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def test_a_known_person_signs_in_and_is_tied_to_the_subject(client: Client):
    person = UserFactory(username="cb001")

    answer = sign_in(client, "s-1:CB001", next="/accounts/profile/")

    assert answer["Location"] == "/accounts/profile/"
    assert signed_in(client) == person.pk
    assert SocialAccount.objects.get().uid == "s-1"


def test_the_subject_decides_from_then_on(client: Client):
    person = UserFactory(username="cb001")
    UserFactory(username="cb002")
    sign_in(Client(), "s-1:cb001")

    sign_in(client, "s-1:cb002")

    assert signed_in(client) == person.pk
    assert SocialAccount.objects.count() == 1


def test_another_subject_does_not_take_the_account_over(client: Client):
    UserFactory(username="cb001")
    sign_in(Client(), "s-1:cb001")

    answer = sign_in(client, "s-2:cb001")

    assert answer["Location"] == "/accounts/3rdparty/not-known/"
    assert signed_in(client) is None


@pytest.mark.parametrize("who", ["s-1:nobody", "s-1:ha"])
def test_nobody_is_made_and_an_address_opens_nothing(client: Client, who: str):
    UserFactory(username="cb001", email="ha@example.vn")

    answer = sign_in(client, who)

    assert answer["Location"] == "/accounts/3rdparty/not-known/"
    assert (signed_in(client), User.objects.count()) == (None, 1)


def test_a_disabled_person_stays_out(client: Client):
    person = UserFactory(username="cb001")
    sign_in(Client(), "s-1:cb001")
    disable_person(person=person)

    answer = sign_in(client, "s-1:cb001")

    assert (answer["Location"], signed_in(client)) == ("/accounts/inactive/", None)


def test_next_outside_the_site_is_not_followed(client: Client):
    UserFactory(username="cb001")

    assert sign_in(client, "s-1:cb001", next="https://evil.example/")["Location"] == "/"


def test_an_answer_that_was_not_asked_for_is_refused(client: Client):
    UserFactory(username="cb001")

    answer = client.get("/accounts/oidc/sso/login/callback/", {"code": "x", "state": "y"})

    assert (answer.status_code, signed_in(client)) == (401, None)


def test_the_sign_in_page_offers_the_provider(client: Client):
    page = client.get("/accounts/login/").content.decode()

    assert "Cổng của tỉnh" in page
    assert f'action="{LOGIN}' in page


def test_the_sign_in_form_may_lead_to_the_provider_alone():
    assert external.origins(Env(SSO_ISSUER="https://id.tinh.vn/realms/cb")) == [
        "https://id.tinh.vn"
    ]


def test_without_an_issuer_there_is_no_provider():
    assert external.providers(Env()) == {}
    assert external.origins(Env()) == []
