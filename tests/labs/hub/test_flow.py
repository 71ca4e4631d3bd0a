"""A learner in a real browser: one click to the notebook, work, hand in, result in the lesson."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from courses.activities.models import Activity
from labs.assignments.actions import lay_out
from labs.assignments.models import Attempt
from labs.grading.models import Marking, MarkingState
from labs.hub import actions
from labs.hub.errors import HubAway
from labs.hub.homes import Home
from labs.hub.sign_on import lab_user
from lms.accounts.actions.people import disable_person
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(context: BrowserContext, person: User, site: str) -> None:
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])


def lesson_url(site: str, activity: Activity) -> str:
    return f"{site}/learn/{activity.course.slug}/{activity.lesson.slug}/"


@pytest.fixture
def learner(hub: Any, boxed: None) -> User:
    return UserFactory(full_name="Nguyễn Thị Thử")


def test_from_the_lesson_to_the_notebook_and_back_with_a_result(
    hub: Any, learner: User, live_server: Any, context: BrowserContext, page: Page
) -> None:
    activity = make.lab_activity(title="Phép cộng đầu tiên")
    enrolment(learner, activity.course)
    sign_in(context, learner, live_server.url)

    page.goto(lesson_url(live_server.url, activity))
    with context.expect_page() as opened:
        page.get_by_role("button", name=re.compile("Mở bài thực hành|Open the lab")).click()
    lab = opened.value
    lab.wait_for_url(f"{hub.url}/user/{lab_user(learner)}/lab/tree/**", timeout=60_000)
    cell = lab.locator(".jp-CodeCell .cm-content").first
    cell.wait_for(timeout=60_000)
    assert labels_without_accents(lab) == ["Kernel", "More commands"]
    cell.click()
    lab.keyboard.press("Control+a")
    lab.keyboard.type("def cong(a, b): return a + b")
    with context.expect_page() as sent:
        lab.get_by_role("button", name="Nộp bài").first.click()
    sent.value.wait_for_url("**/learn/**", timeout=30_000)

    attempt = Attempt.objects.get(learner=learner)
    assert (attempt.number, b"a + b" in bytes(attempt.content)) == (1, True)
    drain()
    marking = Marking.objects.get(attempt=attempt)
    assert (marking.state, marking.score, marking.max_score) == (MarkingState.DONE, 2.0, 2.0)
    sent.value.reload()
    section = sent.value.locator(f"#activity-{activity.uuid}")
    expect(section).to_have_attribute("data-state", "passed")
    expect(section.get_by_text("Cộng đúng hai số")).to_be_visible()

    disable_person(person=learner)
    drain_until(lambda: not known_to_hub(hub, learner))
    lab.reload()
    expect(lab).to_have_url(re.compile(f"^{live_server.url}/accounts/"))


def labels_without_accents(lab: Page) -> list[str]:
    """What the menu bar, the toolbars and the side tabs say that cannot be Vietnamese."""
    script = """() => [
      ...document.querySelectorAll(".lm-MenuBar-itemLabel"),
      ...document.querySelectorAll(".jp-SideBar .lm-TabBar-tab, .jp-DirListing-headerItemText"),
      ...document.querySelectorAll(".jp-NotebookPanel-toolbar jp-button"),
      ...document.querySelectorAll(".jp-FileBrowser-toolbar jp-button"),
    ].map((one) => one.title || one.ariaLabel || one.textContent.trim())"""
    lab.get_by_role("button", name="Python 3 (ipykernel)", exact=True).wait_for()
    return sorted({one for one in lab.evaluate(script) if one and one.isascii()})


def drain_until(done: Callable[[], bool]) -> None:
    """Effects that the hub was too busy for are due again after two seconds."""
    for _ in range(60):
        drain()
        if done():
            return
        time.sleep(0.5)
    pytest.fail("the effect was not carried out")


def known_to_hub(hub: Any, person: User) -> bool:
    url = f"{hub.url}/hub/api/users/{lab_user(person)}"
    headers = {"Authorization": f"token {settings.HUB_API_TOKEN}"}
    return requests.get(url, headers=headers, timeout=10).status_code == 200


def test_a_room_keeps_what_is_there_and_shows_no_hidden_test(hub: Any, learner: User) -> None:
    version = make.lab_version(files={"so-lieu.csv": b"a,b\n1,2\n"})
    activity = make.lab_activity(version)
    address = wait_until_ready(activity, learner)
    folder = address.split("/lab/tree/")[1].rpartition("/")[0]
    name = lab_user(learner)

    notebook = Home(name).fetch(f"{folder}/bai.ipynb")
    Home(name).put(f"{folder}/so-lieu.csv", b"changed")
    wait_until_ready(activity, learner)

    assert notebook is not None
    assert b"randrange" not in notebook
    assert b"return a + b" not in notebook
    assert Home(name).fetch(f"{folder}/so-lieu.csv") == b"changed"


def wait_until_ready(activity: Activity, learner: User) -> str:
    """Where the lab opens, once its room runs and it is laid out; asked again as its page does."""
    for _ in range(120):
        with suppress(HubAway):
            if actions.claim(person=learner).ready:
                return lay_out(activity=activity, learner=learner)
        time.sleep(0.5)
    pytest.fail("the room did not become ready")


def test_a_learners_server_is_never_shown_the_sites_own_token(
    hub: Any, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    send = requests.Session.request

    def listened(self: Any, method: str, url: str, **options: Any) -> Any:
        shown.append((url, options["headers"]["Authorization"]))
        return send(self, method, url, **options)

    activity = make.lab_activity()
    monkeypatch.setattr(requests.Session, "request", listened)
    wait_until_ready(activity, learner)
    name = lab_user(learner)
    other = lab_user(UserFactory())

    keys = {token for url, token in shown if f"/user/{name}/" in url}
    assert keys
    assert f"token {settings.HUB_API_TOKEN}" not in keys
    for key in keys:
        asked = requests.get(
            f"{hub.url}/hub/api/users/{other}", headers={"Authorization": key}, timeout=10
        )
        assert asked.status_code in {403, 404}
