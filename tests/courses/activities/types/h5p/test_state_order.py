"""Unfinished work reaches the server in the order in which it was done."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from courses.activities.models import Activity
from lms.accounts.models import User
from tests.accessibility import open_as
from tests.courses.activities.types.h5p import test_screen as at
from tests.courses.activities.types.h5p.test_playing import frame_of
from tests.courses.activities.types.h5p.test_screen import address, lift, order_of

pytestmark = pytest.mark.django_db(transaction=True)
learner, pair = at.learner, at.pair


def pump(page: Page, sent: list[Route], count: int) -> None:
    """Until so many were sent."""
    for _ in range(600):
        if len(sent) >= count:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{len(sent)} of {count} came")


def test_a_newer_state_is_not_sent_before_the_older_one_is_taken(
    browser: Browser, live_server: Any, learner: User, pair: tuple[Activity, Activity]
) -> None:
    page = open_as(browser, f"{live_server.url}/", learner)
    sent: list[Route] = []

    def hold_the_first(route: Route) -> None:
        sent.append(route)
        if len(sent) > 1:
            route.continue_()

    page.route(f"**/{pair[0].uuid}/state/", hold_the_first)
    page.goto(address(live_server, pair[0]))
    frame_of(page, pair[0]).locator(".h5p-order-step").first.wait_for()

    lift(page, pair[0])
    pump(page, sent, 1)
    lift(page, pair[0])
    left = order_of(page, pair[0])
    page.wait_for_timeout(1_000)
    before = len(sent)
    with page.expect_response(f"**/{pair[0].uuid}/state/"):
        sent[0].continue_()
    pump(page, sent, 2)
    page.wait_for_load_state("networkidle")
    page.goto(address(live_server, pair[0]))

    assert before == 1
    assert order_of(page, pair[0]) == left
    page.context.close()
