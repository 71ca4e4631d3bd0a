"""Writing in the browser as a person does it: by keyboard, with images, in the lesson's editor."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Browser, Page, Request, Route, expect

from courses.activities.models import Activity
from courses.activities.types.h5p.authoring import pictures
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import Package
from lms.accounts.models import User
from tests.accessibility import faults, open_as
from tests.courses.activities.types.h5p.test_playing import frame_of, told
from tests.courses.activities.types.h5p.test_trainers import (
    ADD,
    errors,
    item,
    play_choice,
    write_choice,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, enrolment
from tests.factories.h5p import h5p_activity, order_file, package

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a rendition's file open
    ),
]

WIDTHS = pytest.mark.parametrize("width", [1280, 360])
ORDER = "/admin/h5p/write/H5P.ProcedureOrder/"
CHOICE = "/admin/h5p/write/H5P.MultiChoice/"


@pytest.fixture
def trainer() -> User:
    return UserFactory(superuser=True)


@pytest.fixture
def desk(browser: Browser, live_server: Any, trainer: User) -> Iterator[Page]:
    """A trainer's browser; our own types are installed."""
    package()
    page = open_as(browser, f"{live_server.url}/admin/h5p/", trainer)
    page.set_default_timeout(15_000)
    yield page
    page.context.close()


@pytest.fixture
def choices(shared_data: Path) -> None:
    package(shared_data / "h5p" / "packages" / "multi-choice-1.16.h5p")


def is_draft(request: Request) -> bool:
    return request.headers["accept"] == "application/json"


def posted(request: Request) -> list[str]:
    if request.method != "POST":
        return []
    return ["draft" if is_draft(request) else "saving"]


def kept(page: Page) -> None:
    expect(page.locator(".h5p-write__said")).to_contain_text("Đã giữ bản viết dở lúc")


def test_list_is_written_by_keyboard_alone(desk: Page, live_server: Any):
    desk.goto(live_server.url + ORDER)
    desk.get_by_label("Tiêu đề").press_sequentially("Bằng bàn phím")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Sắp xếp.")
    first = item(desk, "Bước 1").get_by_label("Nội dung bước")
    while not first.evaluate("one => one === document.activeElement"):
        desk.keyboard.press("Tab")
    desk.keyboard.type("Một")
    item(desk, "Bước 2").get_by_label("Nội dung bước").focus()
    desk.keyboard.type("Hai")
    item(desk, "Bước 3").get_by_role("button", name="Gỡ bỏ").press("Enter")
    expect(desk.locator(".h5p-item")).to_have_count(2)
    held = "document.activeElement.closest('.h5p-item').id"
    assert desk.evaluate(held) == "p-steps-1--item"

    item(desk, "Bước 2").get_by_role("button", name="Lên").press("Space")
    expect(item(desk, "Bước 1").get_by_label("Nội dung bước")).to_have_value("Hai")
    expect(item(desk, "Bước 1").get_by_role("button", name="Xuống")).to_be_focused()
    desk.get_by_role("button", name=f"{ADD}bước").press("Enter")
    expect(item(desk, "Bước 3").get_by_label("Nội dung bước")).to_be_focused()
    desk.keyboard.type("Ba")
    desk.get_by_role("button", name="Lưu", exact=True).press("Enter")
    desk.wait_for_url("**/admin/h5p/*-*/")

    made = Package.objects.get(title="Bằng bàn phím")
    assert [one["text"] for one in made.parameters["steps"]] == ["Hai", "Một", "Ba"]


def test_what_is_typed_is_previewed_in_the_player_and_there_after_a_reload(
    desk: Page, live_server: Any
):
    desk.goto(live_server.url + ORDER)
    desk.get_by_label("Tiêu đề").fill("Dở dang")
    desk.get_by_label("Yêu cầu", exact=True).fill("Sắp xếp.")
    for number, text in enumerate(("Tiếp nhận", "Thẩm định", "Trả kết quả"), start=1):
        item(desk, f"Bước {number}").get_by_label("Nội dung bước").fill(text)
    kept(desk)
    preview = desk.frame_locator("h5p-preview iframe")
    expect(preview.get_by_text("Thẩm định")).to_be_visible()
    item(desk, "Bước 2").get_by_label("Nội dung bước").fill("Thẩm tra")
    expect(preview.get_by_text("Thẩm tra")).to_be_visible()

    desk.reload()

    expect(item(desk, "Bước 2").get_by_label("Nội dung bước")).to_have_value("Thẩm tra")
    expect(preview.get_by_text("Thẩm tra")).to_be_visible()
    desk.get_by_role("button", name="Bỏ bản viết dở").click()
    expect(item(desk, "Bước 2").get_by_label("Nội dung bước")).to_have_value("")


def test_saving_waits_for_a_draft_that_is_still_on_its_way(desk: Page, live_server: Any):
    held: list[Route] = []
    sent: list[str] = []
    address = live_server.url + ORDER
    desk.goto(address)
    desk.get_by_label("Tiêu đề").fill("Vừa gõ xong")
    desk.get_by_label("Yêu cầu", exact=True).fill("Sắp xếp.")

    def hold(route: Route) -> None:
        if is_draft(route.request):
            held.append(route)
        else:
            route.fallback()

    desk.route(address, hold)
    desk.on("requestfinished", lambda one: sent.extend(posted(one)))
    for number, text in enumerate(("Một", "Hai", "Ba"), start=1):
        with desk.expect_request(is_draft):
            item(desk, f"Bước {number}").get_by_label("Nội dung bước").fill(text)

    desk.get_by_role("button", name="Lưu", exact=True).click(no_wait_after=True)
    desk.wait_for_timeout(300)
    for one in held:
        one.continue_()
    desk.wait_for_url("**/admin/h5p/*-*/")

    assert sent[:4] == ["draft", "draft", "draft", "saving"]
    assert Draft.objects.count() == 0
    assert errors(desk) == []


def test_faults_are_told_in_words_beside_the_field(desk: Page, live_server: Any):
    desk.goto(live_server.url + ORDER)
    item(desk, "Bước 1").get_by_label("Nội dung bước").fill("Một")
    desk.get_by_role("button", name="Lưu", exact=True).click()

    expect(desk.get_by_role("alert")).to_be_focused()
    wrong = item(desk, "Bước 2").get_by_label("Nội dung bước")
    expect(wrong).to_have_accessible_description("Anh/chị hãy điền vào đây.")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(item(desk, "Bước 1").get_by_label("Nội dung bước")).to_have_value("Một")
    desk.complaints[:] = [one for one in errors(desk) if "status of 422" not in one]
    assert faults(desk) == []


def red_square(path: Path) -> Path:
    Pillow.new("RGB", (60, 40), "red").save(path, "PNG")
    return path


def test_image_is_uploaded_in_the_form_with_its_words_and_seen_by_learners(
    desk: Page, browser: Browser, live_server: Any, choices: None, tmp_path: Path
):
    desk.goto(live_server.url + CHOICE)
    desk.get_by_label("Tiêu đề").fill("Có ảnh")
    write_choice(desk)
    desk.locator("summary", has_text="Hình ảnh").click()
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.get_by_label("Loại", exact=True).select_option("Hình ảnh")
    desk.get_by_role("button", name="Chọn một hình ảnh").click()
    desk.get_by_role("tab", name="Tải lên").click()
    desk.locator("#tab-upload input[type=file]").set_input_files(red_square(tmp_path / "do.png"))
    expect(desk.locator("#tab-upload").get_by_label("Tên")).to_have_value("do")
    desk.locator("#tab-upload").get_by_role("button", name="Tải lên").click()
    expect(desk.locator("[data-picture] .chooser.blank")).to_have_count(0)
    desk.get_by_role("button", name="Lưu", exact=True).click()
    words = desk.get_by_label("Mô tả ảnh (cho người khiếm thị)")
    expect(words).to_have_attribute("aria-invalid", "true")
    words.fill("Hình vuông màu đỏ")
    desk.get_by_role("button", name="Lưu", exact=True).click()
    desk.wait_for_url("**/admin/h5p/*-*/")

    made = Package.objects.get(title="Có ảnh")
    path = next(iter(pictures.paths(made.parameters)))
    assert Pillow.open(io.BytesIO((made.folder / path).read_bytes())).size == (60, 40)
    activity = h5p_activity(made)
    learner = UserFactory()
    enrolment(learner, activity.course)
    address = f"{live_server.url}/learn/{activity.course.slug}/{activity.lesson.slug}/"
    page = open_as(browser, address, learner)
    shown = frame_of(page, activity).get_by_role("img", name="Hình vuông màu đỏ")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.naturalWidth") == 60
    page.context.close()


@WIDTHS
def test_forms_fit_and_are_accessible(
    browser: Browser, live_server: Any, trainer: User, choices: None, shared_data: Path, width: int
):
    package(shared_data / "h5p" / "vietnamese" / "vi-questionset.h5p")
    held = package()
    addresses = (
        "/admin/h5p/", CHOICE, "/admin/h5p/write/H5P.QuestionSet/",
        f"/admin/h5p/{held.uuid}/", f"/admin/h5p/{held.uuid}/edit/", f"{ORDER}?dialog=1",
    )  # fmt: skip
    page = open_as(browser, f"{live_server.url}/admin/h5p/", trainer, width=width)
    found = {}
    for address in addresses:
        page.goto(live_server.url + address, wait_until="networkidle")
        page.complaints[:] = errors(page)
        found[address] = faults(page)
    assert found == {address: [] for address in addresses}
    page.context.close()


# Without leaving the lesson


@pytest.fixture
def lesson(choices: None) -> Activity:
    """A lesson with one content, on which a learner has begun."""
    return h5p_activity(package(order_file()), lesson=LessonPageFactory(title="Bài soạn"))


@WIDTHS
def test_content_is_written_changed_and_published_without_leaving_the_lesson(
    browser: Browser, live_server: Any, trainer: User, lesson: Activity, width: int
):
    begun = UserFactory()
    enrolment(begun, lesson.course)
    address = f"{live_server.url}/learn/{lesson.course.slug}/{lesson.lesson.slug}/"
    first = open_as(browser, address, begun, width=width)
    order = frame_of(first, lesson)
    order.get_by_role("button", name="Kiểm tra").wait_for()
    order.locator(".h5p-order-down").first.press("Alt+ArrowDown")
    expect(first.locator(".h5p-player__saved")).to_contain_text("Đã lưu lúc")

    page = open_as(
        browser, f"{live_server.url}/admin/pages/{lesson.lesson.pk}/edit/", trainer, width=width
    )
    page.set_default_timeout(15_000)
    compose = page.locator("h5p-compose")
    compose.get_by_role("combobox").select_option("Chọn phương án")
    compose.get_by_role("button", name="Soạn nội dung mới").click()
    form = page.frame_locator("dialog iframe")
    form.get_by_label("Tiêu đề").fill("Soạn trong bài")
    write_choice(form)
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("[data-chooser-title]").first).to_have_text("Soạn trong bài")
    assert page.url.endswith("/edit/")
    publish(page)

    lesson.refresh_from_db()
    made = Package.objects.get(title="Soạn trong bài")
    assert lesson.config["package"] == str(made.uuid)
    first.reload()
    expect(frame_of(first, lesson).locator(".h5p-order-step").first).to_be_visible()
    later = UserFactory()
    enrolment(later, lesson.course)
    second = open_as(browser, address, later, width=width)
    play_choice(frame_of(second, lesson))
    told(second, lesson)
    for one in (first, second, page):
        one.context.close()


def publish(page: Page) -> None:
    """From the menu at the foot of the editor."""
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url("**/admin/pages/*/", timeout=30_000)
