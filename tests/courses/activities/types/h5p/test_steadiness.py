"""A content takes the height it needs without moving what the learner aims at."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from courses.activities.models import Activity
from lms.accounts.models import User
from tests.accessibility import open_as, wait_in
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, activity, enrolment
from tests.factories.h5p import h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def pair(learner: User) -> tuple[Activity, Activity]:
    """A content, and right below it something with a button."""
    lesson = LessonPageFactory()
    above = h5p_activity(package(), lesson=lesson)
    below = activity("text", lesson, body="<p>Đọc xong thì bấm.</p>")
    enrolment(learner, above.course)
    return above, below


def lesson_of(browser: Browser, live_server: Any, learner: User, one: Activity, width: int) -> Page:
    address = f"{live_server.url}/learn/{one.course.slug}/{one.lesson.slug}/"
    return open_as(browser, address, learner, width=width)


def ready(page: Page, one: Activity) -> Frame:
    """The frame of a content that is drawn and has told its height."""
    frame = page.locator(f"#activity-{one.uuid} iframe")
    frame.scroll_into_view_if_needed()
    content = frame.element_handle().content_frame()
    content.wait_for_selector(".h5p-order-step")
    wait_in(page, "frame => frame.style.height !== ''", frame.element_handle())
    page.wait_for_timeout(700)
    return content


def ask(content: Frame, height: int) -> None:
    """Let the content ask for a height, as its library does when something opens or closes."""
    content.evaluate(
        "message => parent.postMessage(message, '*')",
        {"context": "h5p", "action": "resize", "scrollHeight": height},
    )


def button_of(page: Page, one: Activity) -> Locator:
    return page.locator(f"#activity-{one.uuid}").get_by_role("button")


def aim(page: Page, button: Locator) -> tuple[float, float]:
    """Move the pointer there as a hand does: after the page has come to rest."""
    button.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    box = button.bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*place)
    return place


def height_of(page: Page, one: Activity) -> int:
    return page.locator(f"#activity-{one.uuid} iframe").evaluate("one => one.clientHeight")


@WIDTHS
@pytest.mark.parametrize("change", [400, -100])
def test_press_and_release_around_a_change_of_height_are_one_click(
    browser: Browser, live_server: Any, learner: User, pair: Any, width: int, change: int
):
    above, below = pair
    page = lesson_of(browser, live_server, learner, above, width)
    content = ready(page, above)
    before = height_of(page, above)
    place = aim(page, button_of(page, below))

    page.mouse.down()
    ask(content, before + change)
    page.wait_for_timeout(300)
    held = height_of(page, above)
    page.mouse.up()

    state = page.locator(f"#activity-{below.uuid}")
    expect(state).to_have_attribute("data-state", "completed")
    assert held == before
    assert place[1] > 0
    page.context.close()


@WIDTHS
def test_button_aimed_at_stays_under_the_pointer(
    browser: Browser, live_server: Any, learner: User, pair: Any, width: int
):
    above, below = pair
    page = lesson_of(browser, live_server, learner, above, width)
    content = ready(page, above)
    button = button_of(page, below)
    for change in (350, -120):
        _x, y = aim(page, button)
        before = height_of(page, above)
        ask(content, before + change)
        wait_in(
            page,
            "([frame, height]) => frame.clientHeight === height",
            [page.query_selector(f"#activity-{above.uuid} iframe"), before + change],
        )
        page.wait_for_timeout(100)
        box = button.bounding_box()
        assert abs(box["y"] + box["height"] / 2 - y) < 2

    page.mouse.down()
    page.mouse.up()
    expect(page.locator(f"#activity-{below.uuid}")).to_have_attribute("data-state", "completed")
    page.context.close()


def test_height_of_the_last_visit_is_kept_free_before_the_content_is_there(
    browser: Browser, live_server: Any, learner: User, pair: Any
):
    above, below = pair
    page = lesson_of(browser, live_server, learner, above, 1280)
    ready(page, above)
    before = height_of(page, above)
    place = button_of(page, below).bounding_box()["y"] + page.evaluate("scrollY")

    page.route("**/h5p/play/**", lambda route: None)
    page.goto(page.url, wait_until="domcontentloaded")
    wait_in(page, "Boolean(customElements.get('h5p-player'))")

    assert before > 250
    assert height_of(page, above) == before
    again = button_of(page, below).bounding_box()["y"] + page.evaluate("scrollY")
    assert abs(again - place) < 2
    page.context.close()


def test_growing_content_never_gets_a_scroll_bar_of_its_own(
    browser: Browser, live_server: Any, learner: User, pair: Any
):
    above, _below = pair
    page = lesson_of(browser, live_server, learner, above, 360)
    content = ready(page, above)

    content.get_by_role("button", name="Kiểm tra").click()
    content.locator(".h5p-order-down").first.press("Alt+ArrowDown")
    for _ in range(100):
        if content.evaluate("document.body.scrollHeight") == height_of(page, above):
            break
        page.wait_for_timeout(50)

    assert content.evaluate("document.body.scrollHeight") == height_of(page, above)
    assert content.evaluate("document.body.scrollWidth") <= 360
    page.context.close()
