"""A trainer who never heard of H5P writes a content in the browser; a learner plays it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from courses.activities.types.h5p.authoring.semantics import offered
from courses.activities.types.h5p.models import Package
from lms.accounts.models import User
from tests.accessibility import open_as
from tests.courses.activities.types.h5p.test_playing import all_kept, frame_of, scored, told
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, enrolment
from tests.factories.h5p import dossier_file, h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "Thêm: "
FILES = (
    "packages/multi-choice-1.16", "packages/blanks-1.14", "packages/drag-text-1.10",
    "packages/single-choice-set-1.11", "packages/dialog-cards-1.9", "vietnamese/vi-questionset",
)  # fmt: skip


def item(place: Page | Locator, name: str) -> Locator:
    """One entry of a list in the form, by its name and number."""
    return place.get_by_role("group", name=name, exact=True)


def add(page: Page, thing: str) -> None:
    """The entry that was added has the focus when it is there."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=f"{ADD}{thing}", exact=True).last.click()
    expect(page.locator(".h5p-item :focus, .h5p-item:focus")).to_have_count(1)


def errors(page: Page) -> list[str]:
    """What went wrong in scripts. The server of the tests sends fonts to no sandbox; ours does."""
    return [one for one in page.complaints if "CORS" not in one and "ERR_FAILED" not in one]


def write_choice(page: Page) -> None:
    page.get_by_label("Câu hỏi", exact=True).fill("Thời hạn đăng ký khai sinh?")
    for name, text in (("Phương án 1", "60 ngày"), ("Phương án 2", "90 ngày")):
        item(page, name).get_by_label("Nội dung").fill(text)
    item(page, "Phương án 1").get_by_label("Là phương án đúng").check()


def play_choice(frame: FrameLocator) -> None:
    frame.get_by_role("radio", name="60 ngày").click()
    frame.get_by_role("button", name="Kiểm tra").click()


def write_true(page: Page) -> None:
    page.get_by_label("Câu hỏi", exact=True).fill("Chữ ký số có giá trị như chữ ký tay.")
    page.get_by_label("Đáp án đúng").select_option("Đúng")


def play_true(frame: FrameLocator) -> None:
    frame.get_by_role("radio", name="Đúng").click()
    frame.get_by_role("button", name="Kiểm tra").click()


def write_blanks(page: Page) -> None:
    item(page, "Đoạn văn 1").get_by_label("Đoạn văn").fill("Hà Nội là *thủ đô*.")
    add(page, "đoạn văn")
    item(page, "Đoạn văn 2").get_by_label("Đoạn văn").fill("Huế là *cố đô/kinh đô cũ*.")


def play_blanks(frame: FrameLocator) -> None:
    frame.locator(".h5p-text-input").nth(0).fill("thủ đô")
    frame.locator(".h5p-text-input").nth(1).fill("kinh đô cũ")
    frame.get_by_role("button", name="Kiểm tra").click()


def write_drag(page: Page) -> None:
    page.get_by_label("Nội dung", exact=True).fill("Hà Nội là *thủ đô*, Huế là *cố đô*.")


def play_drag(frame: FrameLocator) -> None:
    for number, word in enumerate(("thủ đô", "cố đô")):
        frame.locator(".ui-draggable", has_text=word).first.press("Enter")
        frame.locator(".ui-droppable").nth(number).press("Enter")
    frame.get_by_role("button", name="Kiểm tra").click()


def write_single(page: Page) -> None:
    questions = (
        ("Nơi nộp hồ sơ?", "Một cửa", "Công an"),
        ("Ai ký số?", "Người có thẩm quyền", "Ai cũng ký"),
    )
    for number, (question, right, wrong) in enumerate(questions, start=1):
        one = item(page, f"Câu hỏi và phương án {number}")
        one.get_by_label("Câu hỏi", exact=True).fill(question)
        one.get_by_label("Phương án", exact=True).nth(0).fill(right)
        one.get_by_label("Phương án", exact=True).nth(1).fill(wrong)


def play_single(frame: FrameLocator) -> None:
    for right in ("Một cửa", "Người có thẩm quyền"):
        slide = frame.locator(".h5p-sc-current-slide", has_text=right)
        slide.get_by_role("radio", name=right).click()
        expect(slide).to_have_count(0)


def write_cards(page: Page) -> None:
    item(page, "Câu hỏi 1").get_by_label("Nội dung").fill("TTHC")
    item(page, "Câu hỏi 1").get_by_label("Mặt sau").fill("Thủ tục hành chính")


def play_cards(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="Lật thẻ").first.click()


def write_set(page: Page) -> None:
    first = item(page, "Câu hỏi 1")
    first.get_by_role("textbox", name="Câu hỏi", exact=True).fill("Thời hạn?")
    for name, text in (("Phương án 1", "60 ngày"), ("Phương án 2", "90 ngày")):
        item(first, name).get_by_label("Nội dung").fill(text)
    item(first, "Phương án 1").get_by_label("Là phương án đúng").check()
    add(page, "câu hỏi")
    second = item(page, "Câu hỏi 2")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        second.get_by_label("Loại", exact=True).first.select_option("Đúng hay sai")
    second.get_by_role("textbox", name="Câu hỏi", exact=True).fill("Chữ ký số có giá trị.")


def play_set(frame: FrameLocator) -> None:
    frame.get_by_role("radio", name="60 ngày").click()
    frame.get_by_role("button", name=re.compile("Tiếp|Câu sau")).first.click()
    frame.get_by_role("radio", name="Đúng").click()
    frame.get_by_role("button", name="Kết thúc").first.click()


def write_order(page: Page) -> None:
    page.get_by_label("Yêu cầu", exact=True).fill("Sắp xếp các bước.")
    for number, text in enumerate(("Tiếp nhận", "Trả kết quả"), start=1):
        item(page, f"Bước {number}").get_by_label("Nội dung bước").fill(text)
    item(page, "Bước 3").get_by_role("button", name="Gỡ bỏ").click()
    expect(item(page, "Bước 3")).to_have_count(0)


def play_order(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="Chuyển lên: Tiếp nhận").click()
    frame.get_by_role("button", name="Kiểm tra").click()


def write_dossier(page: Page) -> None:
    page.get_by_label("Yêu cầu", exact=True).fill("Kiểm tra hồ sơ.")
    item(page, "Thành phần 1").get_by_label("Giấy tờ theo quy định").fill("Tờ khai")
    item(page, "Thành phần 1").get_by_label("Đánh giá đúng").select_option("Thiếu")
    for _again in range(2):
        count = page.locator(".h5p-item").count()
        item(page, f"Thành phần {count}").get_by_role("button", name="Gỡ bỏ").click()
        expect(page.locator(".h5p-item")).to_have_count(count - 1)


def play_dossier(frame: FrameLocator) -> None:
    frame.get_by_role("radio", name="Thiếu").check()
    frame.get_by_role("button", name="Kiểm tra").click()


@dataclass(frozen=True, kw_only=True)
class Case:
    """How one type is written and played, and the points that come of it."""

    write: Callable[[Page], None]
    play: Callable[[FrameLocator], None]
    points: tuple[float, float] | None


CASES = {
    "H5P.MultiChoice": Case(write=write_choice, play=play_choice, points=(1, 1)),
    "H5P.TrueFalse": Case(write=write_true, play=play_true, points=(1, 1)),
    "H5P.Blanks": Case(write=write_blanks, play=play_blanks, points=(2, 2)),
    "H5P.DragText": Case(write=write_drag, play=play_drag, points=(2, 2)),
    "H5P.SingleChoiceSet": Case(write=write_single, play=play_single, points=(2, 2)),
    "H5P.Dialogcards": Case(write=write_cards, play=play_cards, points=None),
    "H5P.QuestionSet": Case(write=write_set, play=play_set, points=(2, 2)),
    "H5P.ProcedureOrder": Case(write=write_order, play=play_order, points=(2, 2)),
    "H5P.DossierCheck": Case(write=write_dossier, play=play_dossier, points=(1, 1)),
}


@pytest.fixture
def types(shared_data: Path) -> None:
    """Every type that can be had, installed."""
    for name in FILES:
        package(shared_data / "h5p" / f"{name}.h5p")
    package()
    package(dossier_file())


@pytest.fixture
def trainer() -> User:
    return UserFactory(superuser=True)


def test_each_type_is_written_in_the_browser_and_played_to_points_of_the_server(
    browser: Browser, live_server: Any, types: None, trainer: User
):
    lesson = LessonPageFactory()
    page = open_as(browser, f"{live_server.url}/admin/h5p/", trainer)
    page.set_default_timeout(20_000)
    activities = {}
    for name, case in CASES.items():
        page.goto(f"{live_server.url}/admin/h5p/write/{name}/")
        page.get_by_label("Tiêu đề", exact=True).first.fill(f"Bài {name}")
        case.write(page)
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.wait_for_url("**/admin/h5p/*-*/")
        activities[name] = h5p_activity(Package.objects.get(title=f"Bài {name}"), lesson=lesson)
    assert errors(page) == []
    page.context.close()
    learner = UserFactory()
    enrolment(learner, lesson.get_parent().get_parent().specific)

    first = activities["H5P.MultiChoice"]
    address = f"{live_server.url}/learn/{first.course.slug}/{first.lesson.slug}/"
    page = open_as(browser, address, learner)
    page.set_default_timeout(20_000)
    for name, case in CASES.items():
        frame_of(page, activities[name])
        page.wait_for_timeout(500)  # the content above may have grown meanwhile
        case.play(frame_of(page, activities[name]))
        if case.points:
            told(page, activities[name])
    all_kept(page)

    assert {name: scored(learner, activities[name])[-1:] for name in CASES} == {
        name: [(*case.points, "server")] if case.points else [] for name, case in CASES.items()
    }
    assert {one.machine_name for one in offered()} == set(CASES)
    page.context.close()
