"""The centre closes a room over a real hub: the learner is warned, saved, and told why."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from labs.assignments.actions import folder_of
from labs.hub import actions
from labs.hub.client import Hub
from labs.hub.homes import Home
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.outbox.actions import drain
from tests.accessibility import faults, open_as
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory
from tests.labs.browser import open_lab, until, write

pytestmark = pytest.mark.django_db(transaction=True)

WARNING = "Trung tâm sắp đóng phòng"


@pytest.fixture
def rooms(browser: Browser, live_server: Any) -> Page:
    """The page of rooms, before the centre's administrator."""
    admin = RoleGrantFactory(role=Role.CENTRE_ADMIN, unit=None).person
    page: Page = open_as(browser, f"{live_server.url}/labs/rooms/", admin, width=360)
    return page


def close(page: Page, learner: User, when: str) -> None:
    page.get_by_role("link", name=f"Đóng phòng của {learner.full_name}").click()
    page.get_by_label(when).check()
    page.get_by_label("Lý do").fill("Nâng cấp máy chủ")
    page.get_by_role("button", name="Đóng phòng", exact=True).click()
    page.get_by_text(f"Phòng thực hành của {learner.full_name} sẽ đóng lúc").wait_for()
    drain()


def test_a_learner_is_warned_and_saved_before_the_centre_closes_the_room(
    hub: Any, boxed: None, live_server: Any, browser: Browser, rooms: Page
) -> None:
    learner, activity = UserFactory(), make.lab_activity()
    enrolment(learner, activity.course)
    lab = open_lab(browser, live_server.url, activity, learner)
    name, path = lab_user(learner), f"{folder_of(activity)}/bai.ipynb"
    rooms.goto(f"{live_server.url}/labs/rooms/{learner.uuid}/close/")
    assert faults(rooms) == []
    rooms.goto(f"{live_server.url}/labs/rooms/")

    close(rooms, learner, "Sau 30 phút")
    assert faults(rooms) == []
    write(lab, "dang_lam = 1")
    expect(lab.get_by_text(WARNING)).to_be_visible(timeout=30_000)
    expect(lab.get_by_text("Lý do: Nâng cấp máy chủ.")).to_be_visible()
    assert b"dang_lam = 1" in Home(name).fetch(path)
    rooms.get_by_role("button", name=f"Không đóng phòng của {learner.full_name} nữa").click()
    rooms.get_by_text("vẫn mở").wait_for()
    drain()
    expect(lab.get_by_text("Trung tâm không đóng phòng nữa")).to_be_visible(timeout=30_000)
    expect(lab.get_by_text(WARNING)).to_have_count(0)

    close(rooms, learner, "Ngay")
    write(lab, "dang_lam = 2")
    until(lambda: drain() and Hub().server(name).gone)
    expect(lab.get_by_text("Phòng thực hành đã đóng")).to_be_visible(timeout=30_000)
    expect(lab.get_by_text("Trung tâm đã đóng phòng. Lý do: Nâng cấp máy chủ.")).to_be_visible()
    assert actions.look(person=learner).closing.reason == "Nâng cấp máy chủ"

    actions.claim(person=learner)
    until(lambda: actions.look(person=learner).ready)
    assert b"dang_lam = 2" in Home(name).fetch(path)
