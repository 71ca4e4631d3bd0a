"""A learner in JupyterLab: open the lab, type into its first cell, run it."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from tests.accessibility import open_as


def until(done: Callable[[], Any], seconds: int = 60) -> Any:
    """What `done` gives once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = done()
        if found:
            return found
        time.sleep(0.3)
    pytest.fail("it did not come to pass")


def begin(activity: Activity, learner: User) -> None:
    """The learner opened the lab."""
    message = Message(kind="open", data={}, key="open")
    receive(activity=activity, learner=learner, message=message)


def lesson_of(site: str, activity: Activity) -> str:
    """The address of the lesson that it stands in."""
    return f"{site}/learn/{activity.course.slug}/{activity.lesson.slug}/"


def open_lab(
    browser: Browser, site: str, activity: Activity, learner: User, *, width: int = 1280
) -> Page:
    """From the lesson, signed in at the site alone, to the open notebook."""
    page = open_as(browser, lesson_of(site, activity), learner, width=width)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Mở bài thực hành").click()
    lab = opened.value
    lab.wait_for_url(f"**/user/{lab_user(learner)}/lab/tree/**", timeout=90_000)
    lab.locator(".jp-CodeCell .cm-content").first.wait_for(timeout=60_000)
    idle = lab.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    idle.first.wait_for(state="attached", timeout=60_000)
    page.close()
    return lab


def write(lab: Page, source: str) -> None:
    """Replace what stands in the first cell."""
    cell = lab.locator(".jp-CodeCell .cm-content").first
    cell.click()
    lab.keyboard.press("Control+a")
    lab.keyboard.insert_text(source)
    expect(cell).to_contain_text(source.strip().splitlines()[0])


def execute(lab: Page, source: str) -> None:
    """Have the first cell run; returns once it was begun."""
    write(lab, source)
    prompt = lab.locator(".jp-CodeCell .jp-InputPrompt").first
    before = prompt.inner_text()

    def begun() -> bool:
        """Lab drops the key while its kernel is still connecting: press until it takes it."""
        lab.keyboard.press("Control+Enter")
        lab.wait_for_timeout(1500)
        return prompt.inner_text() != before

    until(begun)


def run(lab: Page, source: str, seconds: int = 60) -> str:
    """What the first cell prints."""
    execute(lab, source + "\nprint('XONG')")
    ended = re.compile("XONG|Error")
    output = lab.locator(".jp-CodeCell .jp-OutputArea-output").filter(has_text=ended)
    output.first.wait_for(timeout=seconds * 1000)
    return output.first.inner_text().replace("XONG", "").strip()
