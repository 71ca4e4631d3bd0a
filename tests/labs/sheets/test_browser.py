"""The demonstration's spreadsheet solved in a real browser, on a computer and on a phone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from labs.files import demonstration
from labs.files.models import FileLab
from labs.sheets.models import Draft, Edit
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.accessibility import WIDTHS, faults, open_as
from tests.factories import files as make
from tests.factories.courses import enrolment
from tests.labs.browser import lesson_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boxed")]
SHOTS = os.environ.get("SCREENSHOTS", "")
COUNT = "=COUNTIFS(SoLieu!$B$2:$B$61;$A2)"
ONLINE = '=COUNTIFS(SoLieu!$B$2:$B$61;$A2;SoLieu!$C$2:$C$61;"Trực tuyến")'
SHARE = "=IFERROR(C2/B2;0)"
FEES = "=SUMIFS(SoLieu!$F$2:$F$61;SoLieu!$B$2:$B$61;$A2)"
DAYS = "=IFERROR(AVERAGEIFS(SoLieu!$E$2:$E$61;SoLieu!$B$2:$B$61;$A2);0)"


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """Results come from a box that others use too."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def lab(learner: User) -> Activity:
    demonstration.load()
    made = make.file_activity(FileLab.objects.get(kind="spreadsheet"), title="Tổng hợp hồ sơ")
    enrolment(learner, made.course)
    return made


def opened(
    browser: Browser,
    site: str,
    lab: Activity,
    learner: User,
    *,
    width: int = 1280,
    sheet: str = "TongHop",
) -> Page:
    """From the lesson to the sheet that is to be filled."""
    page = open_as(browser, lesson_of(site, lab), learner, width=width)
    page.get_by_role("button", name="Làm ngay trên trang").click()
    page.get_by_role("link", name=sheet).click()
    expect(page.get_by_role("grid", name=sheet)).to_be_visible()
    return page


def saved(page: Page) -> None:
    expect(page.locator("lms-saved")).to_have_attribute("data-state", "saved")


def cell(page: Page, address: str) -> Any:
    return page.locator(f"td#{address}")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"sheet-{name}.png", full_page=True)


def fill(page: Page, cells: str, content: str) -> None:
    """By the two boxes alone, as a thumb does."""
    page.get_by_label("Ô hoặc vùng ô").fill(cells)
    page.get_by_label("Ô hoặc vùng ô").press("Enter")
    page.get_by_label("Nội dung").fill(content)
    page.get_by_role("button", name="Ghi", exact=True).click()
    saved(page)


def choose(page: Page, cells: str) -> None:
    page.get_by_label("Ô hoặc vùng ô").fill(cells)
    page.get_by_label("Ô hoặc vùng ô").press("Enter")


def set_up(page: Page, name: str) -> None:
    page.get_by_text("Trang tính: dòng tiêu đề, bộ lọc").click()
    with page.expect_event("load"):
        page.get_by_role("button", name=name).click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_demonstration_is_solved_wholly_in_the_browser(
    live_server: Any, browser: Browser, learner: User, lab: Activity, width: int
) -> None:
    page = opened(browser, live_server.url, lab, learner, width=width)

    for cells, content in {
        "B2:B6": COUNT,
        "C2:C6": ONLINE,
        "D2:D6": SHARE,
        "E2:E6": FEES,
        "F2:F6": DAYS,
    }.items():
        fill(page, cells, content)
    choose(page, "D2:D6")
    page.get_by_label("Định dạng số").select_option("0.0%")
    page.get_by_role("button", name="Áp dụng định dạng").click()
    choose(page, "E2:E6")
    page.get_by_label("Định dạng số").select_option("#,##0")
    page.get_by_role("button", name="Áp dụng định dạng").click()
    choose(page, "A1:F1")
    page.get_by_role("button", name="In đậm").click()
    expect(cell(page, "F1")).to_have_class("sheet__cell--bold")
    expect(cell(page, "F1")).to_have_text("Số ngày bình quân")
    expect(cell(page, "D2")).to_have_text(re.compile(r"^\d+,\d%$"))
    shot(page, f"filled-{width}")
    assert faults(page) == []

    page.get_by_text("Trang tính: dòng tiêu đề, bộ lọc").click()
    page.get_by_label("Tiêu đề").fill("Số hồ sơ theo lĩnh vực")
    page.get_by_label("Các ô tên").fill("A2:A6")
    page.get_by_label("Các ô số liệu").fill("B2:B6")
    with page.expect_event("load"):
        page.get_by_role("button", name="Vẽ biểu đồ").click()
    expect(
        page.get_by_role("img", name=re.compile("Số hồ sơ theo lĩnh vực: Đất đai"))
    ).to_be_visible()
    expect(page.locator(".sheet__chart rect")).to_have_count(5)
    shot(page, f"chart-{width}")
    assert faults(page) == []
    page.get_by_role("link", name="SoLieu").click()
    page.wait_for_load_state("networkidle")
    set_up(page, "Cố định dòng tiêu đề")
    set_up(page, "Đặt bộ lọc ở dòng tiêu đề")
    shot(page, f"data-{width}")
    assert faults(page) == []

    assert Draft.objects.get().edits == 11
    page.get_by_role("button", name="Nộp bảng tính này").click()
    page.wait_for_load_state("networkidle")
    drain()
    page.goto(lesson_of(live_server.url, lab))
    section = page.locator(f"#activity-{lab.uuid}")
    expect(section.get_by_role("heading", name="Lượt 1: 18/18 điểm")).to_be_visible()
    shot(page, f"lesson-{width}")
    assert faults(page) == []


def test_keys_alone_are_enough(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    page = opened(browser, live_server.url, lab, learner)
    keys = page.keyboard

    page.get_by_label("Ô hoặc vùng ô").focus()
    keys.press("Control+a")
    keys.type("B2")
    keys.press("Enter")
    expect(cell(page, "B2")).to_be_focused()
    keys.type(COUNT)
    keys.press("Enter")
    expect(cell(page, "B3")).to_be_focused()
    keys.press("ArrowUp")
    for _row in range(4):
        keys.press("Shift+ArrowDown")
    keys.press("Control+d")
    saved(page)
    expect(cell(page, "B6")).to_have_attribute(
        "data-content", COUNT.replace(";", ",").replace("A2", "A6")
    )
    keys.press("Control+c")
    keys.press("ArrowRight")
    keys.press("Control+v")
    expect(cell(page, "C6")).to_have_attribute(
        "data-content", COUNT.replace(";", ",").replace("A2", "A6")
    )
    keys.press("Control+z")
    expect(cell(page, "C6")).to_have_text("")
    keys.press("Control+y")
    expect(cell(page, "C6")).not_to_have_text("")
    keys.press("Delete")
    expect(cell(page, "C2")).to_have_text("")
    expect(cell(page, "C3")).not_to_have_text("")
    keys.press("F2")
    keys.type("bỏ")
    keys.press("Escape")
    expect(cell(page, "C2")).to_be_focused()
    expect(cell(page, "C2")).to_have_text("")
    keys.type("=1/0")
    keys.press("Tab")
    expect(cell(page, "D2")).to_be_focused()
    expect(cell(page, "C2")).to_have_text("#DIV/0!")
    keys.press("ArrowLeft")
    expect(page.locator("#sheet-note")).to_have_text("Phép chia cho 0 hoặc cho ô trống.")
    keys.press("Escape")
    expect(page.get_by_label("Ô hoặc vùng ô")).to_be_focused()


def test_two_tabs_lose_nothing_and_a_second_device_finds_it_all(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    one = opened(browser, live_server.url, lab, learner)
    other = one.context.new_page()
    other.goto(one.url)
    other.wait_for_load_state("networkidle")

    fill(one, "B2", "11")
    fill(other, "B3", "22")
    fill(one, "B4", "33")
    expect(one.locator("td#B3")).to_have_text("22")

    phone = opened_again(browser, live_server.url, lab, learner)
    texts = [cell(phone, address).inner_text() for address in ("B2", "B3", "B4")]
    assert texts == ["11", "22", "33"]
    assert Edit.objects.count() == 3


def opened_again(browser: Browser, site: str, lab: Activity, learner: User) -> Page:
    page = open_as(browser, lesson_of(site, lab), learner, width=360)
    page.get_by_role("button", name="Làm tiếp ngay trên trang").click()
    page.get_by_role("link", name="TongHop").click()
    return page


def test_an_edit_that_does_not_get_through_is_sent_again(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    page = opened(browser, live_server.url, lab, learner)
    lost: list[str] = []

    def lose(route: Any) -> None:
        """The first time the answer is lost after the site took the edit in."""
        if lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    page.route("**/edits/", lose)
    page.get_by_label("Nội dung").fill("7")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator("lms-saved")).to_have_text("Chưa lưu được")
    expect(page.locator("lms-saved")).to_have_attribute("data-state", "saved")

    assert (len(lost), Draft.objects.get().edits) == (1, 1)


def test_it_works_without_script(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    page = opened(browser, live_server.url, lab, learner)
    cookies = page.context.cookies()
    plain = browser.new_context(java_script_enabled=False, locale="vi-VN")
    plain.add_cookies(cookies)
    still = plain.new_page()
    still.goto(page.url)

    still.get_by_label("Ô hoặc vùng ô").fill("B2:B6")
    still.get_by_role("button", name="Đến ô").click()
    still.get_by_label("Nội dung").fill(COUNT)
    still.get_by_role("button", name="Ghi", exact=True).click()

    assert sum(int(cell(still, f"B{row}").inner_text()) for row in range(2, 7)) == 60


@pytest.mark.parametrize("touch", [True, False])
def test_a_formula_takes_the_cell_that_is_pointed_to(
    live_server: Any, browser: Browser, learner: User, lab: Activity, touch: bool
) -> None:
    first = opened(browser, live_server.url, lab, learner)
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=touch, is_mobile=touch, locale="vi-VN"
    )
    context.add_cookies(first.context.cookies())
    page = context.new_page()
    page.goto(first.url)
    page.wait_for_load_state("networkidle")

    def point(address: str) -> None:
        cell(page, address).tap() if touch else cell(page, address).click()

    point("B2")
    expect(page.get_by_label("Ô hoặc vùng ô")).to_have_value("B2")
    point("B2") if touch else page.keyboard.press("F2")
    expect(page.get_by_label("Nội dung")).to_be_focused()
    page.keyboard.type("=")
    point("A2")
    page.keyboard.type('&"!"')
    page.keyboard.press("Enter")

    expect(cell(page, "B2")).to_have_attribute("data-content", '=A2&"!"')
    expect(cell(page, "B2")).to_have_text("Đất đai!")
    expect(cell(page, "B3")).to_be_focused()


def test_lines_from_another_program_are_pasted(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    page = opened(browser, live_server.url, lab, learner)
    choose(page, "G2")
    expect(cell(page, "G2")).to_be_focused()

    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", '1,5\\t"hai\\ndòng"\\r\\n=G2*2\\t31/12/2026\\n');
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )

    expect(cell(page, "G3")).to_have_text("3")
    found = [cell(page, address).inner_text() for address in ("G2", "H3")]
    assert found == ["1,5", "31/12/2026"]
    assert cell(page, "H2").text_content() == "hai\ndòng"
