"""Rooms of a real hub: started with the lesson, queued for, restarted, never of a wrong version."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from labs.assignments.actions import folder_of
from labs.hub import actions
from labs.hub.client import Hub
from labs.hub.homes import Home
from labs.hub.models import PlaceState
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from tests.accessibility import faults, open_as
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import open_lab, until

pytestmark = pytest.mark.django_db(transaction=True)


def lesson_url(site: str, activity: Activity) -> str:
    return f"{site}/learn/{activity.course.slug}/{activity.lesson.slug}/"


def taken_by(*learners: User, **value: Any) -> Activity:
    activity = make.lab_activity(**value)
    for learner in learners:
        enrolment(learner, activity.course)
    return activity


def is_ready(person: User) -> bool:
    return actions.look(person=person).ready


@pytest.fixture
def learner(hub: Any, boxed: None) -> User:
    return UserFactory(full_name="Nguyễn Thị Thử")


def test_opening_the_lesson_starts_the_room_and_says_so(
    hub: Any, learner: User, live_server: Any, browser: Browser
) -> None:
    activity = taken_by(learner)

    page = open_as(browser, lesson_url(live_server.url, activity), learner)
    section = page.locator(f"#activity-{activity.uuid}")

    expect(section.locator("[data-room=ready]")).to_be_visible(timeout=60_000)
    expect(section.get_by_text("Phòng thực hành đã sẵn sàng.")).to_be_visible()
    assert Hub().server(lab_user(learner)).ready
    assert faults(page) == []

    section.get_by_role("button", name="Khởi động lại phòng thực hành").click()
    expect(section.locator("[data-room=ready]")).to_have_count(0)
    expect(section.locator("[data-room=ready]")).to_be_visible(timeout=60_000)


def test_the_notebook_comes_first_on_a_phone(
    hub: Any, learner: User, live_server: Any, browser: Browser
) -> None:
    lab = open_lab(browser, live_server.url, taken_by(learner), learner, width=360)
    panel = lab.locator(".jp-NotebookPanel")

    until(lambda: panel.bounding_box()["width"] >= 320)

    box = lab.locator("jp-button.lms-hand-in").bounding_box()
    assert (box["height"] >= 44, box["x"] + box["width"] <= 360) == (True, True)


def test_nothing_starts_for_who_can_gain_nothing(
    learner: User, live_server: Any, browser: Browser
) -> None:
    activity = taken_by(learner, attempts=1)
    make.attempt(activity=activity, learner=learner, content=b"{}")

    page = open_as(browser, lesson_url(live_server.url, activity), learner)

    assert page.locator(".lab__state").count() == 0
    assert actions.look(person=learner).state == PlaceState.CLOSED


def test_the_room_before_the_lab_was_opened_leads_to_the_lesson(
    learner: User, live_server: Any, browser: Browser
) -> None:
    activity = taken_by(learner)

    page = open_as(browser, f"{live_server.url}/labs/{activity.uuid}/room/", learner)

    assert page.url == f"{lesson_url(live_server.url, activity)}#activity-{activity.uuid}"


def test_who_began_is_given_their_version_after_a_newer_one_was_published(
    hub: Any, learner: User, live_server: Any, browser: Browser
) -> None:
    activity = taken_by(learner)
    receive(activity=activity, learner=learner, message=Message(kind="open", data={}, key="a"))
    make.lab_version(make.notebook(make.answer("moi = 1"), make.check("assert moi")))
    activity.lesson.save_revision().publish()
    actions.claim(person=learner)
    until(lambda: is_ready(learner))

    open_as(browser, f"{live_server.url}/labs/{activity.uuid}/room/", learner)

    laid_out = Home(lab_user(learner)).fetch(f"{folder_of(activity)}/bai.ipynb")
    assert Activity.objects.get(pk=activity.pk).version == 2
    assert (b"cong" in laid_out, b"moi" in laid_out) == (True, False)


def test_the_second_waits_with_a_visible_place_and_starts_when_the_first_stops(
    hub_of_one: Any, boxed: None, live_server: Any, browser: Browser
) -> None:
    first, second, third = (UserFactory() for _ in range(3))
    activity = taken_by(first, second, third)
    actions.claim(person=first)
    until(lambda: is_ready(first))
    pages = [
        open_as(browser, lesson_url(live_server.url, activity), person, width=width)
        for person, width in ((second, 1280), (third, 360))
    ]

    expect(pages[0].get_by_text("đến lượt anh/chị tiếp theo")).to_be_visible(timeout=20_000)
    expect(pages[1].get_by_text("còn 1 người trước anh/chị")).to_be_visible(timeout=20_000)
    assert [faults(page) for page in pages] == [[], []]

    Hub().stop(lab_user(first))

    expect(pages[0].locator("[data-room=ready]")).to_be_visible(timeout=60_000)
    expect(pages[1].get_by_text("đến lượt anh/chị tiếp theo")).to_be_visible(timeout=20_000)
