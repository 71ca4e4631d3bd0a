"""The whole way: sign in, learn, practise, earn a paper that everybody can check and HR sees."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from certificates.credentials.models import Credential
from courses.activities.models import Activity
from lms.accounts.models import User
from lms.outbox.actions import drain
from lms.records.replay import replay
from tests.accessibility import faults
from tests.journey.conftest import PASSWORD, World

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@WIDTHS
def test_from_sign_in_to_a_verified_certificate_that_hr_sees(
    world: World, live_server: Any, browser: Browser, width: int
) -> None:
    site = live_server.url
    learner = _visitor(browser, width)
    _sign_in(learner, site, world.learner)

    learner.get_by_role("main").get_by_role(
        "link", name=re.compile("Bắt đầu|Học tiếp")
    ).first.click()
    _read_and_answer(learner, world)
    learner.get_by_role("link", name=re.compile("Bài tiếp|Bài sau")).first.click()
    _order_the_steps(learner, world.activities["h5p"])
    _practise(learner, world.activities["lab"])
    _say_what_one_thinks(learner, world.activities["survey"])
    drain()

    credential = Credential.objects.get(holder=world.learner)
    _see_the_paper(learner, site, credential)
    _check_in_public(_visitor(browser, width), site, credential)
    _see_the_map(_visitor(browser, width), site, world)
    _see_the_unit(_visitor(browser, width), site, world)
    assert replay(check=True) == []


def _visitor(browser: Browser, width: int) -> Page:
    context: BrowserContext = browser.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": 900},
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _sign_in(page: Page, site: str, person: User) -> None:
    page.goto(f"{site}/accounts/login/")
    page.locator("[name=login]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{site}/")
    assert faults(page) == []


def _section(page: Page, activity: Activity) -> Locator:
    return page.locator(f"#activity-{activity.uuid}")


def _read_and_answer(page: Page, world: World) -> None:
    assert faults(page) == []
    text = _section(page, world.activities["text"])
    text.get_by_role("button").click()
    expect(text).to_have_attribute("data-state", "completed")
    quiz = _section(page, world.activities["quiz"])
    quiz.get_by_role("button", name="Bắt đầu").click()
    quiz.get_by_label("Yêu cầu bổ sung một lần").check()
    quiz.get_by_role("button", name="Nộp bài").click()
    expect(_section(page, world.activities["quiz"])).to_have_attribute("data-state", "passed")


def _order_the_steps(page: Page, activity: Activity) -> None:
    """By keyboard alone: each step is carried up to its place."""
    assert faults(page) == []
    _section(page, activity).scroll_into_view_if_needed()
    frame = page.frame_locator(f"#activity-{activity.uuid} iframe")
    for place, step in enumerate(("Tiếp nhận", "Thẩm định", "Trả kết quả")):
        row = frame.locator(".h5p-order-step", has_text=step)
        while row.evaluate("one => [...one.parentNode.children].indexOf(one)") > place:
            row.locator(".h5p-order-up").press("Alt+ArrowUp")
    frame.get_by_role("button", name="Kiểm tra").press("Enter")
    status = _section(page, activity).locator(".h5p-player__status")
    expect(status).to_have_attribute("data-result", "recorded")
    expect(_section(page, activity)).to_have_attribute("data-state", re.compile("completed|passed"))
    page.wait_for_load_state("networkidle")


def _practise(page: Page, activity: Activity) -> None:
    """The lab opens in a tab of its own, right below a content that has just grown."""
    _section(page, activity).scroll_into_view_if_needed()
    # A browser needs a moment after scrolling to know which frame lies under the pointer.
    page.wait_for_timeout(200)
    with page.expect_popup() as popup:
        _section(page, activity).get_by_role("button", name="Mở bài thực hành").click()
    _write_the_sum(popup.value)
    _section(page, activity).get_by_role("button", name="Nộp bài").click()
    expect(_section(page, activity)).to_have_attribute("data-state", "waiting", timeout=30_000)
    drain()
    page.reload()
    expect(_section(page, activity)).to_have_attribute("data-state", "passed")


def _write_the_sum(lab: Page) -> None:
    """A notebook is worked on at a desk; the lessons around it are read on a phone too."""
    lab.set_viewport_size({"width": 1280, "height": 900})
    lab.wait_for_url("**/lab/tree/**", timeout=40_000)
    cell = lab.locator(".jp-CodeCell .cm-content").first
    cell.wait_for(timeout=60_000)
    expect(lab.locator(".jp-Spinner:visible")).to_have_count(0, timeout=60_000)
    expect(lab.locator(".jp-Dialog")).to_have_text([])
    cell.click()
    lab.keyboard.press("Control+a")
    lab.keyboard.type("def cong(a, b): return a + b")
    lab.keyboard.press("Control+s")
    lab.wait_for_timeout(1500)
    lab.close()


def _say_what_one_thinks(page: Page, activity: Activity) -> None:
    survey = _section(page, activity)
    survey.get_by_role("radio", name="5").check()
    survey.get_by_role("radio", name="Nhà").check()
    survey.get_by_role("button", name="Nộp bài").click()
    expect(_section(page, activity)).to_have_attribute("data-state", "completed")


def _see_the_paper(page: Page, site: str, credential: Credential) -> None:
    page.goto(f"{site}/credentials/{credential.uuid}/")
    expect(page.get_by_role("main")).to_contain_text(credential.register_number)
    assert faults(page) == []
    with page.expect_download() as download:
        page.evaluate(
            "url => { location.href = url }", f"/credentials/{credential.uuid}/files/pdf/"
        )
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def _check_in_public(page: Page, site: str, credential: Credential) -> None:
    page.goto(f"{site}/verify/")
    page.get_by_role("main").get_by_role("textbox").fill(credential.code)
    page.get_by_role("main").get_by_role("button").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Còn hiệu lực")
    expect(main).to_contain_text("Lê Thị Hà (mẫu)")
    assert faults(page) == []


def _see_the_map(page: Page, site: str, world: World) -> None:
    _sign_in(page, site, world.officer)
    page.goto(f"{site}/reports/competencies/")
    expect(page.get_by_role("main")).to_contain_text("1/1")
    assert faults(page) == []
    page.goto(f"{site}/reports/people/{world.learner.uuid}/")
    expect(page.get_by_role("main")).to_contain_text("CQS-01")
    assert faults(page) == []


def _see_the_unit(page: Page, site: str, world: World) -> None:
    _sign_in(page, site, world.head)
    page.goto(f"{site}/reports/people/units/{world.unit.uuid}/")
    expect(page.get_by_role("main")).to_contain_text("Lê Thị Hà (mẫu)")
    assert faults(page) == []
