"""The player in a real browser: no faults, no network for a while, and no scripts at all."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from courses.activities.models import Activity
from courses.activities.types.quiz.models import Answer, Attempt
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from tests.accessibility import LOOKS, faults, open_as
from tests.factories.accounts import UserFactory
from tests.factories.activities import SAMPLES, quiz_value
from tests.factories.courses import LessonPageFactory, activity, block, enrolment

pytestmark = pytest.mark.django_db(transaction=True)


def begin(made: Activity) -> User:
    learner = UserFactory()
    enrolment(learner, made.course)
    return learner


def at(live_server: Any, made: Activity) -> str:
    return f"{live_server.url}/learn/{made.course.slug}/{made.lesson.slug}/"


@pytest.fixture
def quiz() -> Activity:
    return activity("quiz", **quiz_value(shuffle=False))


@pytest.fixture
def lesson() -> Activity:
    """A lesson with every kind of content and every activity of this app."""
    content = [
        block("rich_text") | {"value": "<h2>Một cửa</h2><p>Nơi tiếp nhận.</p>"},
        block("warning", text="<p>Kiểm tra kỹ.</p>"),
        block("job_aid", title="Ba bước", lines=["Chào", "Nhận", "Hẹn"]),
    ]
    own = ("text", "video", "quiz", "survey")
    activities = [block(slug, **SAMPLES[slug].value()) for slug in own]
    LessonPageFactory(body=[*content, *activities])
    return Activity.objects.select_related("course", "lesson").first()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_have_no_faults(
    live_server: Any, browser: Browser, lesson: Activity, width: int, scheme: str
) -> None:
    learner = begin(lesson)
    slug = lesson.course.slug
    found = []
    for address in (
        "/khoa-hoc/",
        "/khoa-hoc/?q=khongco",
        f"/khoa-hoc/{slug}/",
        "/learn/",
        f"/learn/{slug}/",
        f"/learn/{slug}/{lesson.lesson.slug}/",
    ):
        page = open_as(browser, live_server.url + address, learner, width=width, scheme=scheme)
        found += [f"{address} {fault}" for fault in faults(page)]

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_open_quiz_has_no_faults(
    live_server: Any, browser: Browser, quiz: Activity, width: int, scheme: str
) -> None:
    page = open_as(browser, at(live_server, quiz), begin(quiz), width=width, scheme=scheme)
    page.locator(".quiz__start button").click()
    expect(page.locator(".quiz__question")).to_have_count(4)

    assert faults(page) == []


def test_answers_survive_a_lost_network(live_server: Any, browser: Browser, quiz: Activity) -> None:
    page = open_as(browser, at(live_server, quiz), begin(quiz))
    page.locator(".quiz__start button").click()
    questions = page.locator(".quiz__question")
    expect(questions).to_have_count(4)

    page.context.set_offline(True)
    questions.nth(0).locator("input").first.check()
    questions.nth(2).locator("input").first.check()
    questions.nth(3).locator("input").fill("Hà Nội")
    questions.nth(3).locator("input").blur()
    expect(page.locator("[data-queue]")).to_contain_text("3")
    assert Answer.objects.count() == 0

    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_have_text("Đã gửi 3 câu trả lời.", timeout=20_000)
    assert Answer.objects.count() == 3
    assert kept(page) == []


def test_answers_kept_come_back_after_reload(
    live_server: Any, browser: Browser, quiz: Activity
) -> None:
    page = open_as(browser, at(live_server, quiz), begin(quiz))
    page.locator(".quiz__start button").click()
    first = page.locator(".quiz__question").nth(0).locator("input").first
    expect(first).to_be_visible()
    page.route("**/save/", lambda route: route.abort())
    first.check()
    expect(page.locator("[data-queue]")).to_be_visible()

    page.unroute("**/save/")
    page.reload()

    expect(page.locator(".quiz__question").nth(0).locator("input").first).to_be_checked()
    expect(page.locator("[data-queue]")).to_have_text("Đã gửi 1 câu trả lời.")
    assert Answer.objects.count() == 1


def test_handing_in_waits_for_an_answer_that_is_on_its_way(
    live_server: Any, browser: Browser, quiz: Activity
) -> None:
    page = open_as(browser, at(live_server, quiz), begin(quiz))
    page.locator(".quiz__start button").click()
    questions = page.locator(".quiz__question")
    expect(questions).to_have_count(4)
    held: list[Route] = []
    sent: list[str] = []
    page.on("requestfinished", lambda one: one.method == "POST" and sent.append(kind_of(one)))

    def hold(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/save/", hold)

    with page.expect_request("**/save/"):
        questions.nth(0).locator("input").first.check()
    for box in (0, 2):
        questions.nth(1).locator("input[type=checkbox]").nth(box).check()
    page.get_by_role("button", name="Nộp bài").click(no_wait_after=True)
    page.wait_for_timeout(300)
    held[0].continue_()
    expect(page.locator(".field__error")).to_have_count(2)

    assert sent == ["save", "save", "submit"]
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert kept(page) == []


def kind_of(request: Request) -> str:
    return request.url.rstrip("/").rpartition("/")[2]


def test_signing_out_leaves_nothing(live_server: Any, browser: Browser, quiz: Activity) -> None:
    page = open_as(browser, at(live_server, quiz), begin(quiz))
    page.locator(".quiz__start button").click()
    page.route("**/save/", lambda route: route.abort())
    page.locator(".quiz__question").nth(0).locator("input").first.check()
    expect(page.locator("[data-queue]")).to_be_visible()
    assert len(kept(page)) == 1

    page.locator("summary", has=page.locator("use[href$='#user']")).first.click()
    page.locator("button[form='sign-out-form']").click()
    page.wait_for_load_state("networkidle")

    assert kept(page) == []


def test_text_counts_when_its_end_was_in_sight(live_server: Any, browser: Browser) -> None:
    made = activity("text", body="<p>Ngắn.</p>")
    page = open_as(browser, at(live_server, made), begin(made))

    expect(page.locator(".activity__head .badge--good")).to_be_visible(timeout=15_000)

    assert ActivityProgress.objects.get().state == "completed"


def test_quiz_without_scripts(live_server: Any, browser: Browser, quiz: Activity) -> None:
    learner = begin(quiz)
    session = open_as(browser, live_server.url + "/learn/", learner).context.cookies()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.context.add_cookies(session)
    page.goto(at(live_server, quiz))

    page.locator(".quiz__start button").click()
    questions = page.locator(".quiz__question")
    questions.nth(0).locator("input").first.check()
    page.get_by_role("button", name="Lưu nháp").click()
    assert Answer.objects.count() == 1
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator(".field__error")).to_have_count(3)
    for box in (0, 2):
        questions.nth(1).locator("input[type=checkbox]").nth(box).check()
    questions.nth(2).locator("input").first.check()
    questions.nth(3).locator("input").fill("hà nội")
    page.get_by_role("button", name="Nộp bài").click()

    expect(page.locator(".notice--good").first).to_contain_text("5/5")
    assert Attempt.objects.get().passed is True


def kept(page: Page) -> list[str]:
    """What this device keeps of answers."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("lms.answers.")]
