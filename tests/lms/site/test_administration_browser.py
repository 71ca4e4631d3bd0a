"""Authors at work in a real browser under the policy of the administration."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from courses.catalogue.models import CoursePage, LessonPage
from lms.accounts.models import User
from tests.accessibility import open_as
from tests.factories.courses import CoursePageFactory, LessonPageFactory, block
from tests.factories.h5p import package
from tests.factories.labs import lab_version
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def centre() -> User:
    return RoleGrantFactory(centre_admin=True).person


def refusals(page: Page) -> list[str]:
    """What the policy refused, and what broke.

    Answers are no refusal: Django's administration names no icon, and the editor saves by itself
    what is not complete yet.
    """
    return [one for one in page.complaints if not one.startswith("Failed to load resource")]


def picture() -> dict[str, Any]:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    return {"name": "so-do.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def add_block(page: Page, name: str) -> Locator:
    """Add a block at the end of the lesson, by the name that authors read."""
    page.locator(".c-sf-add-button:visible").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    return page.locator("[data-streamfield-child]:visible").last


def choose(page: Page, field: Locator, title: str) -> None:
    """Open a field's chooser and take what has this title."""
    field.locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal-content").get_by_role("link", name=title).click()
    expect(page.locator(".modal-content")).to_have_count(0)


def upload(page: Page, field: Locator) -> None:
    """Open the chooser of images, send a file, and take it."""
    field.locator("[data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Tải lên").click()
    window = page.locator(".modal-content")
    window.locator("input[type=file]").set_input_files([picture()])
    window.locator("#tab-upload input[name$=title]").fill("Sơ đồ")
    window.locator("#tab-upload button[type=submit]").click()
    expect(window).to_have_count(0)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.action-save").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a rendition's file open
)
def test_a_lesson_is_written_under_the_policy(
    live_server: Any, browser: Browser, centre: User
) -> None:
    lesson, held, lab = LessonPageFactory(), package(), lab_version()
    page = open_as(browser, f"{live_server.url}/admin/pages/{lesson.pk}/edit/", centre)

    add_block(page, "Văn bản").locator("[contenteditable=true]").click()
    page.keyboard.type("Một cửa")
    image = add_block(page, "Hình ảnh")
    upload(page, image)
    image.locator("input[name$=alt]").fill("Sơ đồ một cửa")
    table = add_block(page, "Bảng")
    expect(table.locator(".handsontable td").first).to_be_visible()
    played = add_block(page, "Nội dung tương tác (H5P)")
    played.locator("input[name$=title]").fill("Ba bước")
    choose(page, played, held.title)
    done = add_block(page, "Bài thực hành")
    done.locator("input[name$=title]").fill("Cộng")
    choose(page, done, lab.lab.title)
    quiz = add_block(page, "Bài trắc nghiệm")
    quiz.locator("input[name$=title]").first.fill("Hỏi")
    save(page)

    body = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().body
    assert [one.block_type for one in body] == [
        "rich_text", "image", "table", "h5p", "lab", "quiz",
    ]  # fmt: skip
    assert "Một cửa" in str(body[0].value)
    assert body[1].value["image"].title == "Sơ đồ"
    assert (body[3].value["package"], body[4].value["lab"]) == (held, lab.lab)
    assert refusals(page) == []


def test_a_course_gets_a_source_with_its_date_under_the_policy(
    live_server: Any, browser: Browser, centre: User
) -> None:
    course = CoursePageFactory()
    page = open_as(browser, f"{live_server.url}/admin/pages/{course.pk}/edit/", centre)

    page.locator("#id_sources-ADD").click()
    page.locator("#id_sources-0-number").fill("30/2020/NĐ-CP")
    page.locator("#id_sources-0-title").fill("Về công tác văn thư")
    page.locator("#id_sources-0-issued_on").click()
    page.locator(".xdsoft_datetimepicker:visible td[data-date='15']").first.click()
    save(page)

    source = CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object().sources.get()
    assert (source.number, source.issued_on.day) == ("30/2020/NĐ-CP", 15)
    assert refusals(page) == []


def test_pages_of_the_administrations_keep_to_the_policy(
    live_server: Any, browser: Browser, centre: User
) -> None:
    lesson = LessonPageFactory(body=[block("text", title="Đọc", body="<p>Nội dung.</p>")])
    page = open_as(browser, f"{live_server.url}/admin/", centre)

    for address in (
        "/admin/images/",
        "/admin/images/add/",
        "/admin/snippets/labs/lab/add/",
        "/admin/snippets/courses/video/add/",
        "/admin/h5p/",
        "/admin/workflows/edit/1/",
        "/admin/reports/site-history/",
        "/admin/account/",
        f"/admin/pages/{lesson.pk}/copy/",
        f"/admin/pages/{lesson.pk}/history/",
        f"/admin/pages/{lesson.pk}/edit/preview/?mode=",
        "/django-admin/",
        "/django-admin/lms/unit/",
        "/django-admin/lms/position/add/",
        "/django-admin/django_celery_beat/periodictask/add/",
        "/django-admin/certificates/achievementrule/add/",
    ):
        answer = page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        assert (address, answer.status if answer else 0, refusals(page)) == (address, 200, [])


def test_an_injected_script_does_not_run(live_server: Any, browser: Browser, centre: User) -> None:
    page = open_as(browser, f"{live_server.url}/admin/", centre)

    page.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.taken = 1'; document.body.append(one); }"
    )

    assert page.evaluate("window.taken") is None
    assert len(refusals(page)) == 1
