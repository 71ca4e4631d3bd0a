"""A range chosen by thumb: the button first, then the cell where the range ends."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from labs.sheets.models import Cell
from lms.accounts.models import User
from tests.accessibility import faults
from tests.labs.sheets.test_browser import cell, opened, saved

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boxed")]
SHEET = "Tổng hợp"


@pytest.fixture
def phone(browser: Browser, live_server: Any, lab: Activity, learner: User) -> Page:
    first = opened(browser, live_server.url, lab, learner, sheet=SHEET)
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="vi-VN"
    )
    context.add_cookies(first.context.cookies())
    page = context.new_page()
    page.complaints = []
    page.goto(first.url)
    page.wait_for_load_state("networkidle")
    return page


def test_a_range_is_chosen_by_two_taps(phone: Page) -> None:
    button = phone.get_by_role("button", name="Chọn vùng")
    address = phone.get_by_label("Ô hoặc vùng ô")
    cell(phone, "C2").tap()

    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_text("Bây giờ anh/chị chạm vào ô cuối của vùng.")).to_be_visible()
    cell(phone, "D4").tap()

    expect(address).to_have_value("C2:D4")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert faults(phone) == []
    phone.get_by_role("button", name="Đậm").tap()
    saved(phone)
    assert sorted(Cell.objects.values_list("address", flat=True)) == [
        "C2", "C3", "C4", "D2", "D3", "D4",
    ]  # fmt: skip


def test_pressed_again_the_button_lets_go(phone: Page) -> None:
    button = phone.get_by_role("button", name="Chọn vùng")
    cell(phone, "C2").tap()
    button.tap()
    button.tap()
    cell(phone, "D4").tap()

    expect(phone.get_by_label("Ô hoặc vùng ô")).to_have_value("D4")
