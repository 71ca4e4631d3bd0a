"""The pages in a real browser: no faults, keyboard, narrow, and without scripts."""

import pytest
from playwright.sync_api import Browser

from certificates.credentials.actions import revoke
from certificates.credentials.models import Credential
from lms.accounts.roles import Role
from lms.outbox.actions import drain
from tests.accessibility import LOOKS, faults, open_as
from tests.certificates.reports.test_views import Province
from tests.factories.accounts import UserFactory
from tests.factories.certificates import issued_credential
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def credential() -> Credential:
    found = issued_credential()
    drain()
    return found


@pytest.fixture
def province() -> Province:
    return Province(communes=3)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_public_pages_have_no_faults(
    live_server, browser: Browser, credential: Credential, width: int, scheme: str
) -> None:
    revoked = issued_credential()
    revoke(credential=revoked, by=UserFactory(), reason="Cấp nhầm")
    found = []
    for address in (
        "/verify/",
        "/verify/?code=abc",
        f"/verify/{credential.code}/",
        f"/verify/{revoked.code}/",
    ):
        page = open_as(browser, live_server.url + address, width=width, scheme=scheme)
        found += [f"{address} {fault}" for fault in faults(page)]

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_my_papers_have_no_faults(
    live_server, browser: Browser, credential: Credential, width: int, scheme: str
) -> None:
    admin = RoleGrantFactory(centre_admin=True).person
    pages = [("/credentials/", credential.holder), (f"/credentials/{credential.uuid}/", admin)]
    found = []
    for address, person in pages:
        page = open_as(browser, live_server.url + address, person, width=width, scheme=scheme)
        found += [f"{address} {fault}" for fault in faults(page)]

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_reports_have_no_faults(
    live_server, browser: Browser, province: Province, width: int, scheme: str
) -> None:
    reader = province.reader()
    person = province.communes[0].assignments.order_by("id").first().person
    found = []
    for address in (
        f"/reports/competencies/{province.top.uuid}/",
        f"/reports/competencies/{province.top.uuid}/{province.competency.uuid}/",
        "/reports/people/",
        f"/reports/people/{person.uuid}/",
    ):
        page = open_as(browser, live_server.url + address, reader, width=width, scheme=scheme)
        found += [f"{address} {fault}" for fault in faults(page)]

    assert found == []


def test_a_code_is_checked_at_320_px_without_scripts(
    live_server, browser: Browser, credential: Credential
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=False, locale="vi-VN"
    )
    page = context.new_page()

    page.goto(f"{live_server.url}/verify/")
    page.get_by_label("Mã tra cứu").fill(credential.printed_code.lower())
    page.get_by_role("button", name="Tra cứu").click()

    assert page.url.endswith(f"/verify/{credential.code}/")
    assert page.locator(".verdict").inner_text().strip() == "Còn hiệu lực"
    assert page.locator(".paper-lines__row").count() == 12
    context.close()


def test_arrows_move_in_the_map_and_enter_opens_the_cell(
    live_server, browser: Browser, province: Province
) -> None:
    address = f"{live_server.url}/reports/competencies/{province.top.uuid}/"
    page = open_as(browser, address, province.reader(role=Role.AUDITOR))
    page.locator("lms-grid [data-roving]").first.focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    stops = page.locator("[data-roving][tabindex='0']").count()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{province.communes[1].uuid}/{province.competency.uuid}/")

    assert stops == 1
    assert "Xã 1" in page.locator("main").inner_text()
