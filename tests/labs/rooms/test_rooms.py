"""The page of practice rooms over a real hub: what it counts, what a room takes, who waits."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from labs.hub import actions
from labs.hub.client import Hub
from labs.hub.sign_on import lab_user, register_hub
from labs.rooms import queries
from lms.accounts.roles import Role
from tests.accessibility import faults, open_as
from tests.factories.accounts import UserFactory
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory
from tests.labs.browser import until
from tests.labs.running import RunningHub, running_hub

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def measured(live_server: Any, run_as: str, transactional_db: None) -> Iterator[RunningHub]:
    """A hub with room for one learner, which is measured each second."""
    with running_hub(live_server.url, run_as, LAB_MAX_SERVERS="1", LAB_WATCHED_EVERY="1") as hub:
        register_hub()
        yield hub


def test_the_centre_sees_who_runs_a_room_and_who_waits(
    measured: RunningHub, boxed: None, live_server: Any, browser: Browser
) -> None:
    unit = UnitFactory(name="Xã An Bình")
    first = AssignmentFactory(person=UserFactory(full_name="Lê Thị Hà"), unit=unit).person
    second = UserFactory(full_name="Nguyễn Thị Hoàng Phương Thảo Nguyên")
    admin = RoleGrantFactory(role=Role.CENTRE_ADMIN, unit=None).person
    actions.claim(person=first)
    until(lambda: actions.look(person=first).ready)
    actions.claim(person=second)

    [room] = until(lambda: [one for one in Hub().running() if one.memory])

    assert (room.name, room.ready, room.pending) == (lab_user(first), True, "")
    assert 30 << 20 < room.memory < 500 << 20
    assert room.started_at <= room.active_at
    found = queries.rooms()
    assert ([person for person, _ in found.held], found.taken, found.limit) == ([first], 1, 1)

    pages = [
        open_as(browser, f"{live_server.url}/labs/rooms/", admin, width=width)
        for width in (1280, 360)
    ]
    for page in pages:
        expect(page.get_by_text("Đang dùng 1/1 phòng")).to_be_visible()
        expect(page.get_by_role("row", name="Nguyễn Thị Hoàng")).to_contain_text("1")
    assert [faults(page) for page in pages] == [[], []]

    Hub().stop(lab_user(first))

    expect(pages[0].get_by_text("Hiện không có phòng")).to_be_visible(timeout=30_000)


def test_a_hub_that_does_not_answer_is_no_room(measured: RunningHub) -> None:
    measured.kill()

    assert queries.rooms() is None
