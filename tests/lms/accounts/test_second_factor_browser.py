"""The second factor with a phone: scan, turn on, sign in with a code, lose the phone."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from lms.accounts.models import User
from tests.accessibility import LOOKS, faults, open_as
from tests.factories.accounts import UserFactory
from tests.lms.accounts.test_second_factor import PASSWORD, code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> User:
    return UserFactory(username="lan.hoang", full_name="Hoàng Thị Lan", password=PASSWORD)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def give_password(page: Page, person: User) -> None:
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    press(page, "Đăng nhập")


def secret_on(page: Page) -> str:
    """The secret as it is printed, once the picture has been seen to be drawn."""
    picture = page.get_by_alt_text("Mã QR chứa khóa bí mật bên dưới")
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    assert (picture.bounding_box() or {})["width"] == 240
    return page.locator(".account__secret").inner_text()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_from_turning_on_to_a_lost_phone(
    live_server: Any, browser: Browser, person: User, width: int, scheme: str
) -> None:
    found = []
    page = open_as(browser, f"{live_server.url}/accounts/login/", width=width, scheme=scheme)
    give_password(page, person)
    page.goto(f"{live_server.url}/accounts/profile/")
    page.get_by_role("link", name="Xác thực hai lớp").click()
    found += faults(page)
    page.get_by_role("link", name="Bật").click()
    found += faults(page)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").click()

    secret = secret_on(page)
    found += faults(page)
    page.locator("main input[name=code]").fill(code_of(secret))
    press(page, "Bật")
    shown = page.locator(".account__codes li")
    expect(shown).to_have_count(10)
    codes = shown.all_inner_texts()
    found += faults(page)

    sign_out(page)
    page.goto(f"{live_server.url}/accounts/login/")
    give_password(page, person)
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    found += faults(page)
    answer(page, code_of(secret))
    expect(page).to_have_url(f"{live_server.url}/")

    sign_out(page)
    page.goto(f"{live_server.url}/accounts/login/")
    give_password(page, person)
    answer(page, codes[0])
    expect(page).to_have_url(f"{live_server.url}/")
    assert found == []
    left = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert left == codes[1:]


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def answer(page: Page, code: str) -> None:
    page.locator("main input[name=code]").fill(code)
    page.locator("main button[type=submit]").first.click()
