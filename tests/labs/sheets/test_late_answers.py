"""What was worked out arrives late: the sheet goes on from what was typed since."""

from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from courses.activities.models import Activity
from labs.sheets import actions, calculation
from labs.sheets.models import Draft
from lms.accounts.models import User
from tests.labs.browser import begin
from tests.labs.sheets import test_browser as at
from tests.labs.sheets.test_browser import cell, fill, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boxed")]
lab, patient = at.lab, at.patient


def pump(page: Page, held: list[Any]) -> None:
    """Until something is held."""
    for _ in range(600):
        if held:
            return
        page.wait_for_timeout(50)
    pytest.fail("nothing came")


def test_values_of_before_an_edit_do_not_stay_on_the_page(
    live_server: Any, browser: Browser, learner: User, lab: Activity
) -> None:
    page = opened(browser, live_server.url, lab, learner)
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held:
            return route.continue_()
        held.append((route, route.fetch()))
        return None

    fill(page, "B2", "=1+0")
    expect(cell(page, "B2")).to_have_text("1")
    page.route("**/values/", hold_the_first)
    fill(page, "B2", "=1+1")
    pump(page, held)
    fill(page, "B2", "=2+2")
    page.wait_for_timeout(1_000)  # so that the page has wanted to ask once more, and could not
    route, answer = held[0]
    route.fulfill(response=answer)

    expect(cell(page, "B2")).to_have_text("4")
    expect(cell(page, "B2")).to_have_attribute("data-content", "=2+2")


def test_a_run_that_outlasts_its_turn_gives_back_nothing_of_anothers(
    learner: User, lab: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(lab, learner)
    draft = actions.open_draft(activity=lab, learner=learner)
    turn = f"labs:sheet:turn:{learner.pk}"

    def outlast(_draft: Draft) -> None:
        calculation.cache.clear()
        calculation.cache.add(turn, "another", 30)

    monkeypatch.setattr(calculation, "_work_out", outlast)

    assert calculation.bring_up_to_date(draft)
    assert calculation.cache.get(turn) == "another"
