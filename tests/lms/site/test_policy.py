"""What a page may load and run, as the browser is told, and that the pages keep to it."""

import re

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
INLINE = r"<script(?![^>]*\bsrc=)|<[^>]*\s(?:on[a-z]+|style)="


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/khoa-hoc/",
        "/verify/",
        "/learn/",
        "/credentials/",
        "/reports/me/",
        "/accounts/profile/",
    ],
)
def test_a_page_forbids_inline_scripts_and_holds_none(client: Client, address: str) -> None:
    client.force_login(UserFactory(), "django.contrib.auth.backends.ModelBackend")

    response = client.get(address)

    assert response.status_code == 200
    rules = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "style-src 'self'"} <= set(rules)
    assert re.findall(INLINE, response.content.decode()) == []
