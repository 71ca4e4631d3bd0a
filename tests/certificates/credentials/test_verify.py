"""Anybody checks a paper by its code: every line, the state, and nothing else."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from certificates.credentials import lookups
from certificates.credentials.actions import revoke, suspend
from certificates.credentials.lookups import LIMIT, count_lookup
from certificates.credentials.models import Credential, LookupCount
from certificates.credentials.rules import printed_lines
from lms.kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory, issued_credential

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def credential() -> Credential:
    rule = AchievementRuleFactory()
    return issued_credential(UserFactory(full_name="Nguyễn <b>Văn</b> Mẫu"), course=rule.course)


def test_a_typed_code_leads_to_its_page(client: Client, credential: Credential) -> None:
    response = client.get("/verify/", {"code": f" {credential.printed_code.lower()} "})

    assert (response.status_code, response["Location"]) == (302, f"/verify/{credential.code}/")


def test_a_mistyped_code_is_told_beside_the_field(client: Client) -> None:
    response = client.get("/verify/", {"code": "K7QM-2XRT-9HV0"})

    form = response.context["form"]
    assert list(form.errors) == ["code"]
    assert 'value="K7QM-2XRT-9HV0"' in response.content.decode()


def test_the_page_shows_every_printed_line(client: Client, credential: Credential) -> None:
    page = text_of(client, f"/verify/{credential.code}/")

    with translation.override("vi"):
        lines = printed_lines(credential.content, "vi")
    assert [line.value for line in lines if line.value not in page] == []
    assert len(lines) == 13
    assert credential.content["meaning"]["vi"] in page
    assert "<b>Văn</b>" not in client.get(f"/verify/{credential.code}/").content.decode()


def test_the_page_in_english_keeps_the_printed_words(
    client: Client, credential: Credential
) -> None:
    client.cookies["lms_language"] = "en"

    page = text_of(client, f"/verify/{credential.code}/")

    assert credential.content["course"]["vi"] in page
    assert credential.content["course"]["en"] in page
    assert "Compare each line below with the paper in your hand." in page


def test_the_page_says_nothing_to_search_engines(client: Client, credential: Credential) -> None:
    response = client.get(f"/verify/{credential.code}/")

    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("act", [revoke, suspend])
def test_the_reason_of_an_act_stays_inside(
    client: Client, credential: Credential, act: Any
) -> None:
    act(credential=credential, by=UserFactory(full_name="Trần Thị Kín"), reason="Bí mật nội bộ")

    page = text_of(client, f"/verify/{credential.code}/")

    assert "Bí mật" not in page
    assert "Trần Thị Kín" not in page
    assert clock.today().strftime("%d/%m/%Y") in page
    assert "badge--good" not in page


def test_a_paper_past_its_last_day_is_expired(
    client: Client, credential: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = credential.valid_until + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: later)

    assert client.get(f"/verify/{credential.code}/").context["paper"].status == "expired"


@pytest.mark.parametrize(
    "code", ["22222222222A", "abc", "<script>alert(1)</script>", "%00", "А" * 12, "x" * 300]
)
def test_an_unknown_code_is_told_what_to_do(client: Client, code: str) -> None:
    response = client.get(f"/verify/{code.replace('/', '')}/")

    assert response.status_code == 404
    assert response.templates[0].name == "certificates/credentials/unknown.html"
    assert b"<script>alert" not in response.content


def test_names_find_nothing(client: Client, credential: Credential) -> None:
    response = client.get("/verify/", {"code": credential.content["holder"]})

    assert list(response.context["form"].errors) == ["code"]


def test_too_many_look_ups_are_refused_and_kept_apart_by_address(
    client: Client, credential: Credential
) -> None:
    address = f"/verify/{credential.code}/"
    answers = [client.get(address).status_code for _ in range(LIMIT + 1)]

    assert answers == [200] * LIMIT + [429]
    assert client.get(address)["Retry-After"] == "600"
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_one_line_of_ipv6_is_one_asker(client: Client) -> None:
    asks = [f"2001:db8:1:2::{number:x}" for number in range(1, LIMIT // 4 + 1)]
    for address in asks:
        client.get("/verify/22222222222A/", REMOTE_ADDR=address)

    again = client.get("/verify/22222222222A/", REMOTE_ADDR="2001:db8:1:2:ffff::9")
    neighbour = client.get("/verify/22222222222A/", REMOTE_ADDR="2001:db8:1:3::1")

    assert (again.status_code, neighbour.status_code) == (429, 404)


def test_a_wrong_code_weighs_four_times_as_much(client: Client) -> None:
    answers = [client.get("/verify/22222222222A/").status_code for _ in range(LIMIT // 4 + 1)]

    assert answers == [404] * (LIMIT // 4) + [429]


def test_the_address_behind_our_proxy_is_the_last_it_added(client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for address in ("203.0.113.1", "203.0.113.2"):
        client.get("/verify/abc/", HTTP_X_FORWARDED_FOR=f"198.51.100.7, {address}")

    assert LookupCount.objects.count() == 2


def test_addresses_are_kept_as_hashes_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    count_lookup(address="203.0.113.1")
    now = clock.now() + timedelta(days=2)
    monkeypatch.setattr(lookups.clock, "now", lambda: now)
    count_lookup(address="203.0.113.1")

    row = LookupCount.objects.get()
    assert row.count == 1
    assert re.fullmatch(r"[0-9a-f]{64}", row.address)


def test_the_queries_of_the_page_are_few(
    client: Client, credential: Credential, django_assert_num_queries: Any
) -> None:
    client.get(f"/verify/{credential.code}/")

    with django_assert_num_queries(4):
        client.get(f"/verify/{credential.code}/")
