"""The mailbox, and passwords with rights, in a real browser: learned, refused, built."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from labs.simulators.access.form import content_of as office
from labs.simulators.access.state import NONE
from labs.simulators.mailbox.form import content_of as mailbox
from labs.simulators.mailbox.state import INBOX
from labs.simulators.models import Scenario, Sitting
from labs.simulators.queries import Room
from lms.accounts.models import User
from tests.accessibility import WIDTHS, faults, open_as
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SCREENSHOTS", "")


@pytest.fixture
def learner() -> User:
    return UserFactory(full_name="Nguyễn Thị Cẩn Thận")


def begun(browser: Browser, site: str, learner: User, lab: Activity) -> Page:
    enrolment(learner, lab.course)
    page = open_as(browser, f"{site}/learn/{lab.course.slug}/{lab.lesson.slug}/", learner)
    page.locator(f"#activity-{lab.uuid}").get_by_role("button", name="Vào hệ thống giả lập").click()
    return page


def clean(page: Page, name: str = "") -> None:
    """Without faults at both widths; kept as a picture where somebody wants to look."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []
        if SHOTS and name:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def room_of(learner: User) -> Room:
    return Room(Sitting.objects.get(person=learner))


def test_a_learner_sorts_a_mailbox_and_slips_once(
    live_server: Any, browser: Browser, learner: User
) -> None:
    content = mailbox(count=4, phishing=2, level=2, minutes=60)
    lab = make.simulator(make.published(content, engine="hop-thu"))
    page = begun(browser, live_server.url, learner, lab)
    clean(page, "inbox")

    slipped = ""
    for mail in room_of(learner).state.mails:
        page.get_by_role("link", name=mail.said["subject"]).click()
        press(page, "Mở thư")
        press(page, "Xem địa chỉ người gửi")
        expect(page.locator("article").get_by_text(mail.said["address"])).to_be_visible()
        if mail.said["link"]:
            press(page, "Xem liên kết dẫn tới đâu")
            expect(page.locator("article").get_by_text(mail.said["target"]).last).to_be_visible()
        if not mail.real and not slipped:
            slipped = mail.said["subject"]
            press(page, "Trả lời theo yêu cầu")
            clean(page, "mail")
            press(page, "Gọi đầu mối an toàn thông tin")
        press(page, "Chuyển thành việc cần xử lý" if mail.real else "Báo thư lừa đảo")
    assert all(mail.place != INBOX for mail in room_of(learner).state.mails)
    expect(page.get_by_text("Mọi thư đã được quyết định.")).to_be_visible()
    press(page, "Nộp bài")

    expect(page.get_by_text("Đã trả lời thư lừa đảo")).to_be_visible()
    assert Sitting.objects.get(person=learner).score == 85.0
    clean(page, "mailbox-result")


def test_following_a_link_shows_the_false_page(
    live_server: Any, browser: Browser, learner: User
) -> None:
    content = mailbox(count=8, phishing=5, level=3, minutes=60)
    lab = make.simulator(make.published(content, engine="hop-thu"))
    page = begun(browser, live_server.url, learner, lab)
    mail = next(one for one in room_of(learner).state.mails if one.login)

    page.get_by_role("link", name=mail.said["subject"]).click()
    press(page, "Mở thư")
    press(page, "Bấm liên kết")
    expect(page.get_by_role("heading", name="Trang vừa mở")).to_be_visible()
    assert page.locator("input[type=password]").count() == 0
    clean(page, "false-page")
    press(page, "Nhập mật khẩu")

    expect(page.get_by_text("Mật khẩu đã gửi cho trang này.")).to_be_visible()


def test_a_learner_puts_accounts_and_folders_in_order(
    live_server: Any, browser: Browser, learner: User
) -> None:
    lab = make.simulator(
        make.published(office(people=3, folders=2, faults=2), engine="tai-khoan-va-quyen")
    )
    page = begun(browser, live_server.url, learner, lab)
    clean(page, "overview")
    home = page.url

    while step := (room := room_of(learner)).engine.play(room.state, "quan-tri"):
        data = step.data
        page.goto(
            home if step.kind in ("password", "factor", "close") else f"{home}at/{data['folder']}/"
        )
        form = page.locator("form").filter(has=page.locator(f"input[name=kind][value={step.kind}]"))
        for name in ("account", "person"):
            if name in data:
                form = form.filter(has=page.locator(f"input[name={name}][value={data[name]}]"))
        if step.kind == "password":
            form.get_by_label(data["password"]).check()
        for name in ("factor", "right", "link"):
            if name in data:
                form.locator(f"select[name={name}]").select_option(data[name])
        form.get_by_role("button").click()
        page.wait_for_load_state("networkidle")
    clean(page, "folder")
    assert NONE in room_of(learner).state.rights.values()
    page.goto(home)
    clean(page, "ordered")
    press(page, "Nộp bài")

    assert Sitting.objects.get(person=learner).score == 100.0
    clean(page, "access-result")


@pytest.mark.parametrize(
    ("engine", "fields"),
    [
        ("hop-thu", {"count": "6", "phishing": "3"}),
        ("tai-khoan-va-quyen", {"people": "4", "folders": "3", "faults": "3"}),
    ],
)
def test_a_trainer_builds_one(
    live_server: Any, browser: Browser, engine: str, fields: dict[str, str]
) -> None:
    trainer = RoleGrantFactory(role="trainer").person
    page = open_as(browser, f"{live_server.url}/labs/simulators/scenarios/new/{engine}/", trainer)

    page.locator("#id_title").fill("Bài của tôi")
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    clean(page, "builder")
    press(page, "Lưu bản nháp")

    expect(page.get_by_role("heading", name="Bài của tôi")).to_be_visible()
    held = Scenario.objects.get(title="Bài của tôi")
    assert {name: str(held.latest.content[name]) for name in fields} == fields
