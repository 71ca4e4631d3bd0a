"""What a first visit to a content asks for: few requests, and nothing twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from courses.activities.types.h5p.models import Package
from lms.accounts.models import User
from tests.accessibility import open_as
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import dossier_file, h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 15
REAL = ("packages/multi-choice-1.16", "packages/blanks-1.14", "vietnamese/vi-questionset")


def asked(browser: Browser, live_server, learner: User, held: Package) -> tuple[Page, list[str]]:
    """The addresses that the player's frame asks for when its lesson is opened first."""
    made = h5p_activity(held)
    enrolment(learner, made.course)
    page = open_as(browser, live_server.url, learner)
    addresses: list[str] = []

    def note(request: Request) -> None:
        if request.frame != page.main_frame and request.url.startswith("http"):
            addresses.append(request.url.removeprefix(live_server.url))

    page.on("request", note)
    page.goto(f"{live_server.url}/learn/{made.course.slug}/{made.lesson.slug}/")
    frame = page.locator(f"#activity-{made.uuid} iframe")
    frame.scroll_into_view_if_needed()
    expect(frame.content_frame.locator(".h5p-container")).to_be_visible(timeout=15_000)
    page.wait_for_load_state("networkidle")
    return page, addresses


@pytest.mark.parametrize("name", REAL)
def test_first_visit_of_a_real_package_asks_little(
    browser: Browser, live_server, shared_data: Path, name: str
):
    held = package(shared_data / "h5p" / f"{name}.h5p")

    page, addresses = asked(browser, live_server, UserFactory(), held)

    page.context.close()
    assert len(addresses) <= LIMIT, addresses
    assert len(set(addresses)) == len(addresses)
    assert sum(address.startswith("/h5p/bundles/") for address in addresses) == 2
    assert not any(address.endswith(".json") for address in addresses)


def test_first_visit_of_a_content_of_ours_asks_little(browser: Browser, live_server):
    page, addresses = asked(browser, live_server, UserFactory(), package(dossier_file()))

    page.context.close()
    assert len(addresses) <= LIMIT, addresses
