"""The shell in a real browser: no faults for assistive tools, light, usable by keyboard."""

from datetime import timedelta

import pytest

from lms.accounts.roles import Role
from lms.kit import clock
from tests.accessibility import LOOKS, faults, open_as
from tests.factories.courses import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    block,
    enrolment,
)
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory

LONG = "Trung tâm Phục vụ hành chính công xã Thượng Ninh và vùng phụ cận huyện Như Xuân (cũ)"
WEIGHT = 120_000


@pytest.fixture
def official(transactional_db):
    """A head of unit with a course that is nearly due."""
    unit = UnitFactory(name=LONG)
    person = AssignmentFactory(unit=unit, head=True).person
    for role in (Role.UNIT_HEAD, Role.HR_OFFICER, Role.TRAINER, Role.AUDITOR):
        RoleGrantFactory(person=person, unit=unit, role=role)
    for number in (1, 2):
        course = CoursePageFactory(title=f"An toàn thông tin cho cán bộ, công chức {number}")
        lesson = ModulePageFactory(parent=course)
        LessonPageFactory(parent=lesson, title="Nhận ra thư lừa đảo", body=[block("text")])
        due_on = clock.today() + timedelta(days=5 * number)
        enrolment(learner=person, course=course, due_on=due_on)
    return person


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_home_has_no_faults(live_server, browser, official, width, scheme):
    page = open_as(browser, live_server.url, official, width=width, scheme=scheme)

    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_search_has_no_faults(live_server, browser, official, width, scheme):
    address = f"{live_server.url}/search/?q=an toan"

    page = open_as(browser, address, official, width=width, scheme=scheme)

    assert faults(page) == []


@pytest.fixture
def styleguide(live_server, settings):
    """The address of the style guide, which exists under DEBUG only."""
    settings.DEBUG = True
    return f"{live_server.url}/styleguide/"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_styleguide_has_no_faults(browser, styleguide, width, scheme):
    page = open_as(browser, styleguide, width=width, scheme=scheme)

    assert faults(page) == []


def test_home_weighs_little(live_server, browser, official):
    weights = {}
    page = open_as(browser, live_server.url, official)
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))

    page.reload()
    page.wait_for_load_state("networkidle")

    light = {url: size for url, size in weights.items() if not url.endswith(".ttf")}
    assert len(light) >= 8
    assert sum(light.values()) <= WEIGHT, light


def test_home_leads_to_the_lesson_in_one_click(live_server, browser, official):
    page = open_as(browser, live_server.url, official)

    page.get_by_role("link", name="Bắt đầu", exact=True).first.click()

    assert page.locator("h1").first.inner_text() == "Nhận ra thư lừa đảo"


def test_menu_on_the_phone_opens_by_keyboard_and_closes_with_escape(live_server, browser, official):
    page = open_as(browser, live_server.url, official, width=360)
    opener = page.get_by_role("button", name="Mở trình đơn")

    opener.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("navigation", name="Điều hướng chính").is_visible()
    page.keyboard.press("Escape")

    assert opened is True
    assert page.get_by_role("navigation", name="Điều hướng chính").is_hidden()
    assert opener.evaluate("element => element === document.activeElement")


def test_menu_on_the_phone_opens_without_scripts(live_server, browser, official):
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="vi-VN"
    )
    with_scripts = open_as(browser, live_server.url, official, width=360)
    context.add_cookies(with_scripts.context.cookies())
    page = context.new_page()
    page.goto(live_server.url)

    page.get_by_label("Mở trình đơn").click()

    assert page.get_by_role("link", name="Khóa học", exact=True).is_visible()


def test_banner_shows_while_the_network_is_gone(live_server, browser, official):
    page = open_as(browser, live_server.url, official)
    banner = page.get_by_text("Đang mất mạng.")
    before = banner.is_visible()

    page.context.set_offline(True)
    banner.wait_for(state="visible")
    page.context.set_offline(False)
    page.get_by_text("Đã có mạng trở lại.").wait_for(state="visible")

    assert before is False
    assert banner.is_hidden()


def test_matrix_moves_by_arrow_keys(browser, styleguide):
    page = open_as(browser, styleguide)
    cells = page.locator("lms-grid [data-roving]")

    cells.nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")

    focused = page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()")
    assert focused == "7/7 Đạt"
    assert page.locator("lms-grid [data-roving][tabindex='0']").count() == 1


def test_saved_tells_the_time_of_the_last_answer(browser, styleguide):
    page = open_as(browser, styleguide)

    page.evaluate(
        "document.dispatchEvent(new CustomEvent('lms:saved',"
        " {detail: {at: '2026-11-23T00:42:00Z'}}))"
    )

    assert page.locator("lms-saved").inner_text() == "Đã lưu lúc 07:42"
