"""A room that nobody uses: a warning, the work saved, then closed; and opened again with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from labs.assignments.actions import folder_of
from labs.hub import actions
from labs.hub.client import Hub
from labs.hub.homes import Home
from labs.hub.models import PlaceState
from labs.hub.sign_on import lab_user, register_hub
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import open_lab, until, write
from tests.labs.running import RunningHub, running_hub

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def impatient(live_server: Any, run_as: str, transactional_db: None) -> Iterator[RunningHub]:
    """A hub that warns after eight idle seconds and closes after twenty."""
    times = {"LAB_IDLE_SECONDS": "20", "LAB_IDLE_WARNING": "12"}
    with running_hub(live_server.url, run_as, **times) as hub:
        register_hub()
        yield hub


def test_an_idle_room_warns_saves_and_closes_and_the_work_is_there_again(
    impatient: Any, boxed: None, live_server: Any, browser: Browser
) -> None:
    learner = UserFactory()
    activity = make.lab_activity()
    enrolment(learner, activity.course)
    lab = open_lab(browser, live_server.url, activity, learner)
    path = f"{folder_of(activity)}/bai.ipynb"
    warning = lab.get_by_text("Phòng thực hành sắp đóng")

    write(lab, "dang_lam = 1")
    expect(warning).to_be_visible(timeout=40_000)
    assert b"dang_lam = 1" in Home(lab_user(learner)).fetch(path)
    lab.get_by_role("button", name="Tiếp tục làm bài").click()
    expect(warning).to_have_count(0)

    write(lab, "dang_lam = 2")
    expect(warning).to_be_visible(timeout=40_000)
    until(lambda: Hub().server(lab_user(learner)).gone)
    assert actions.look(person=learner).state == PlaceState.CLOSED
    expect(lab.get_by_text("Phòng thực hành đã đóng")).to_be_visible(timeout=30_000)

    actions.claim(person=learner)
    until(lambda: actions.look(person=learner).ready)
    assert b"dang_lam = 2" in Home(lab_user(learner)).fetch(path)
