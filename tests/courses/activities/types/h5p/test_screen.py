"""The player on the learner's screen: full screen, saving as one works, words for all."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from lms.accounts.models import User
from tests.accessibility import faults, open_as
from tests.courses.activities.types.h5p.test_playing import frame_of, play_dossier, play_order, told
from tests.courses.activities.types.h5p.test_trainers import errors
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, enrolment
from tests.factories.h5p import dossier_file, h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)

# The frame is a part of the lesson's page, which has its main part and its heading.
OF_WHOLE_PAGES = {"landmark-one-main", "page-has-heading-one", "region"}
WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def pair(learner: User) -> tuple[Activity, Activity]:
    """Both of our own types on one page; the first with a text for those who cannot use it."""
    lesson = LessonPageFactory()
    order = h5p_activity(package(), lesson=lesson, text_alternative="<p>Tiếp nhận trước.</p>")
    dossier = h5p_activity(package(dossier_file()), lesson=lesson, title="Kiểm tra hồ sơ")
    enrolment(learner, order.course)
    return order, dossier


def address(live_server: Any, one: Activity) -> str:
    return f"{live_server.url}/learn/{one.course.slug}/{one.lesson.slug}/"


def lift(page: Page, one: Activity) -> None:
    """Carry the last step up by one."""
    frame_of(page, one).locator(".h5p-order-step").last.locator(".h5p-order-up").press("Enter")


def order_of(page: Page, one: Activity) -> list[str]:
    steps = frame_of(page, one).locator(".h5p-order-text")
    expect(steps).to_have_count(3)
    return steps.all_inner_texts()


def test_work_is_saved_by_itself_and_the_page_says_when(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity]
):
    page = open_as(browser, address(live_server, pair[0]), learner)
    frame_of(page, pair[0]).locator(".h5p-order-step").first.wait_for()
    page.wait_for_timeout(1_500)

    with page.expect_request("**/state/"):
        lift(page, pair[0])

    saved = page.locator(f"#activity-{pair[0].uuid} .h5p-player__saved")
    expect(saved).to_have_text(re.compile(r"^Đã lưu lúc \d\d:\d\d$"))
    page.context.close()


def test_work_of_the_last_moment_is_saved_when_the_page_is_left(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity]
):
    page = open_as(browser, address(live_server, pair[0]), learner)
    frame_of(page, pair[0]).locator(".h5p-order-step").first.wait_for()
    page.wait_for_timeout(1_500)
    lift(page, pair[0])
    left = order_of(page, pair[0])
    page.wait_for_timeout(150)

    page.goto(f"{live_server.url}/")
    page.goto(address(live_server, pair[0]))

    assert order_of(page, pair[0]) == left
    page.context.close()


@WIDTHS
def test_content_fills_the_screen_and_escape_leaves_it(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity], width: int
):
    page = open_as(browser, address(live_server, pair[0]), learner, width=width)
    player = page.locator(f"#activity-{pair[0].uuid} h5p-player")
    button = player.get_by_role("button", name="Toàn màn hình")
    button.press("Enter")
    leave = player.get_by_role("button", name="Thoát toàn màn hình")
    expect(leave).to_be_visible()
    frame = player.locator("iframe")
    tall = frame.evaluate("one => one.clientHeight / window.innerHeight")
    play_order(frame_of(page, pair[0]))
    told(page, pair[0])

    frame_of(page, pair[0]).locator(".h5p-task-result").press("Escape")

    expect(button).to_be_visible()
    assert tall > 0.7
    assert page.evaluate("document.fullscreenElement") is None
    page.context.close()


def test_phone_without_full_screen_for_elements_fills_its_window(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity]
):
    page = open_as(browser, f"{live_server.url}/", learner, width=360)
    page.add_init_script("delete Element.prototype.requestFullscreen")
    page.goto(address(live_server, pair[0]))
    player = page.locator(f"#activity-{pair[0].uuid} h5p-player")

    player.get_by_role("button", name="Toàn màn hình").click()
    box = player.bounding_box()
    page.keyboard.press("Escape")

    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 800)
    expect(player.get_by_role("button", name="Toàn màn hình")).to_be_visible()
    page.context.close()


@WIDTHS
def test_two_contents_and_a_text_alternative_are_accessible(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity], width: int
):
    page = open_as(browser, address(live_server, pair[0]), learner, width=width)
    section = page.locator(f"#activity-{pair[0].uuid}")
    section.locator("summary").press("Enter")
    expect(section.get_by_text("Tiếp nhận trước.")).to_be_visible()
    page.complaints[:] = errors(page)

    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("is_checked", [False, True])
def test_own_types_have_names_for_everything(
    browser: Browser,
    live_server: Any,
    learner: User,
    pair: tuple[Activity, Activity],
    number: int,
    is_checked: bool,
):
    page = open_as(browser, f"{live_server.url}/h5p/play/{pair[number].uuid}/", learner, width=360)
    page.locator(".h5p-task").wait_for()
    if is_checked:
        (play_order, play_dossier)[number](page)
        page.locator(".h5p-task-verdict").first.wait_for()

    violations = Axe().run(page).response["violations"]
    found = [one for one in violations if one["id"] not in OF_WHOLE_PAGES]

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()
