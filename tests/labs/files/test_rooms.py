"""A file of the learner's own practice room, handed in through a real hub."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from courses.activities.models import Activity
from labs.assignments.actions import folder_of
from labs.assignments.models import Attempt
from labs.hub import actions as hub_actions
from labs.hub.homes import Home
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.accessibility import WIDTHS, faults, open_as
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import lesson_of, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learner(hub: Any, boxed: None) -> User:
    return UserFactory(full_name="Nguyễn Thị Phòng")


@pytest.fixture
def lab(learner: User) -> Activity:
    made = make.file_activity(make.spreadsheet_lab(), title="Tổng hợp phí")
    enrolment(learner, made.course)
    return made


def in_room(learner: User, path: str) -> bytes | None:
    return Home(lab_user(learner)).fetch(path)


def test_from_the_start_file_in_the_room_to_the_marks(
    hub: Any, learner: User, lab: Activity, live_server: Any, browser: Browser
) -> None:
    lesson = lesson_of(live_server.url, lab)
    page = open_as(browser, lesson, learner)
    page.get_by_role("button", name="Nộp tệp từ phòng thực hành").click()
    expect(page.get_by_text("Phòng thực hành đã sẵn sàng")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("chưa có tệp .xlsx nào")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Đặt tệp bắt đầu vào phòng").click()
    opened.value.wait_for_url(re.compile(f"^{hub.url}/"), timeout=60_000)
    opened.value.close()

    path = f"{folder_of(lab)}/phi-theo-xa.xlsx"
    start = in_room(learner, path)
    assert start is not None
    assert list(fees(start)) == list(fees(make.start_of(lab, learner)))
    name, done = lab_user(learner), make.worked_on(start, make.solve)
    Home(name).put(path, done)
    Home(name).put("khac.docx", make.start_document())
    hub_actions.lay_out(person=learner, folder=folder_of(lab), files={"phi-theo-xa.xlsx": b"new"})
    assert in_room(learner, path) == done

    page.reload()
    expect(page.get_by_role("radio")).to_have_count(1)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_load_state("networkidle")
    drain()

    attempt = Attempt.objects.get(learner=learner)
    assert bytes(attempt.content) == done
    page.goto(lesson)
    heading = page.locator(f"#activity-{lab.uuid}").get_by_role(
        "heading", name="Lượt 1: 10/10 điểm"
    )
    expect(heading).to_be_visible()


def test_only_what_the_room_lists_is_taken_and_a_closed_room_says_so(
    hub: Any, learner: User, lab: Activity, client: Any
) -> None:
    client.force_login(learner)
    client.post(f"/labs/{lab.uuid}/start-file/")
    send = f"/learn/activities/{lab.uuid}/hand-in/"

    closed = client.post(send, {"room_file": "a.xlsx", "key": "1"})
    hub_actions.claim(person=learner)
    until(lambda: hub_actions.look(person=learner).ready)
    Home(lab_user(learner)).put("bai.docx", make.start_document())
    Home(lab_user(learner)).put("rac.xlsx", b"PK\x03\x04 no")
    answers = [
        client.post(send, {"room_file": path, "key": path})
        for path in ("bai.docx", "../../etc/passwd", ".bashrc", "khong-co.xlsx", "rac.xlsx")
    ]

    assert (closed.status_code, "Phòng thực hành" in closed.content.decode()) == (409, True)
    assert [one.status_code for one in answers] == [422] * 5
    assert "Tệp này không còn trong phòng thực hành." in answers[0].content.decode()
    assert "Tệp bị hỏng" in answers[4].content.decode()
    assert Attempt.objects.count() == 0


def fees(content: bytes) -> Any:
    sheet = load_workbook(BytesIO(content))["Số liệu"]
    return (row[2] for row in sheet.iter_rows(min_row=2, values_only=True))
