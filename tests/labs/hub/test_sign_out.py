"""Who leaves the site leaves the hub, and the other way round; hub pages speak Vietnamese."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from labs.hub.client import Hub
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.accessibility import faults
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import open_lab, until

pytestmark = pytest.mark.django_db(transaction=True)
AT_HOME = {"localhost", "127.0.0.1"}


@pytest.fixture
def learner(hub: Any, boxed: None) -> User:
    return UserFactory()


@pytest.fixture
def activity(learner: User) -> Activity:
    made = make.lab_activity()
    enrolment(learner, made.course)
    return made


def sign_ons(learner: User) -> list[dict[str, Any]]:
    """What the person's browsers hold for their room."""
    answer = Hub()._call("GET", f"/hub/api/users/{lab_user(learner)}/tokens")
    return [one for one in answer.json()["api_tokens"] if one.get("oauth_client")]


def test_signing_out_of_the_site_ends_the_hub(
    hub: Any, learner: User, activity: Activity, live_server: Any, browser: Browser
) -> None:
    lab = open_lab(browser, live_server.url, activity, learner)
    page = lab.context.new_page()
    assert sign_ons(learner) != []

    page.goto(f"{live_server.url}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{live_server.url}/**")
    until(lambda: drain() >= 0 and not sign_ons(learner))

    def is_shut_out() -> bool:
        """The server and the hub ask anew after some seconds."""
        lab.goto(f"{hub.url}/user/{lab_user(learner)}/lab")
        return lab.url.startswith(f"{live_server.url}/accounts/login/")

    until(is_shut_out, 40)
    assert Hub().server(lab_user(learner)).ready  # the work there goes on


def test_signing_out_of_the_hub_ends_the_site_with_a_hint_of_who_it_was(
    hub: Any, learner: User, activity: Activity, live_server: Any, browser: Browser
) -> None:
    lab = open_lab(browser, live_server.url, activity, learner)
    asked: list[str] = []
    lab.on("request", lambda request: asked.append(request.url))

    lab.goto(f"{hub.url}/hub/logout")
    lab.wait_for_url(f"{live_server.url}/**")

    (leaving,) = (url for url in asked if url.startswith(f"{live_server.url}/o/logout/"))
    query = parse_qs(urlsplit(leaving).query)
    assert len(query["id_token_hint"][0].split(".")) == 3
    lab.goto(f"{live_server.url}/learn/{activity.course.slug}/{activity.lesson.slug}/")
    expect(lab).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_the_hub_are_vietnamese_whole_and_ask_nobody_else(
    hub: Any,
    learner: User,
    activity: Activity,
    live_server: Any,
    browser: Browser,
    width: int,
) -> None:
    lab = open_lab(browser, live_server.url, activity, learner)
    Hub().stop(lab_user(learner))
    until(lambda: Hub().server(lab_user(learner)).gone)
    page = lab.context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    hosts = hosts_of(page)
    headings = []

    for path in ("/hub/home", f"/user/{lab_user(learner)}/lab", "/hub/khong-co"):
        page.complaints = []  # a page that says 404 is told so by the console too
        page.goto(hub.url + path)
        headings.append(page.locator("h1").inner_text())
        assert page.locator("html").get_attribute("lang") == "vi"
        assert [one for one in faults(page) if "status of" not in one] == []

    assert headings == ["Phòng thực hành", "Phòng thực hành đang đóng", "Không có trang này"]
    assert hosts <= AT_HOME


def test_lab_itself_asks_nobody_else(
    hub: Any, learner: User, activity: Activity, live_server: Any, browser: Browser
) -> None:
    lab = open_lab(browser, live_server.url, activity, learner)
    hosts = hosts_of(lab)

    lab.reload()
    lab.locator(".jp-CodeCell .cm-content").first.wait_for(timeout=60_000)
    lab.get_by_role("button", name="Nộp bài").first.wait_for()

    assert hosts == {"127.0.0.1"}


def hosts_of(page: Page) -> set[str]:
    """The hosts that the page asks from now on."""
    found: set[str] = set()
    page.on("request", lambda request: found.add(urlsplit(request.url).hostname or ""))
    return found
