"""Look at a page as a person with a phone, a dark screen or a screen reader would."""

from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as WaitEnded

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
LOOKS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]


def open_as(
    browser: Browser, address: str, person: Any = None, *, width: int = 1280, scheme: str = "light"
) -> Page:
    """The page at `address` as `person` sees it; what the console says becomes an error."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN"
    )
    if person is not None:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": urljoin(address, "/")}]
        )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.goto(address)
    with suppress(WaitEnded):  # a page that asks again and again is never idle; it is there
        page.wait_for_load_state("networkidle", timeout=10_000)
    return page


def faults(page: Page) -> list[str]:
    """What axe finds, what the console said, and whether the page must be scrolled sideways."""
    found = [
        f"{one['id']}: {node['target']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
    root = "document.documentElement"
    over = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return found + page.complaints + ([f"scrolls sideways by {over} px"] if over else [])


def wait_in(page: Page, question: str, about: Any = None) -> None:
    """Until the page answers yes.

    Playwright's `wait_for_function` asks a second time by evaluating text, which our policy
    refuses: it would hold only where the first answer is yes.
    """
    for _ in range(400):
        if page.evaluate(question, about):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"The page never answered yes to {question}")
