"""Blocks of others, played in a browser to results that the server has; what a sandbox keeps in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from courses.activities.models import Activity
from courses.activities.types.xblock.models import FieldRow
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.queries import statements_about
from lms.records.verbs import Verb
from tests.accessibility import faults, open_as
from tests.factories.accounts import UserFactory
from tests.factories.activities import drag_value, grid_value, poll_value
from tests.factories.courses import LessonPageFactory, activity, enrolment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def opened(browser: Browser) -> Iterator[list[Page]]:
    pages: list[Page] = []
    yield pages
    for page in pages:
        page.context.close()


def open_lesson(
    opened: list[Page], browser: Browser, live_server, learner: User, made: Activity, width=1280
) -> Page:
    address = f"{live_server.url}/learn/{made.course.slug}/{made.lesson.slug}/"
    page = open_as(browser, address, learner, width=width)
    page.set_default_timeout(10_000)
    opened.append(page)
    return page


def section(page: Page, made: Activity):
    return page.locator(f"#activity-{made.uuid}")


def frame_of(page: Page, made: Activity) -> FrameLocator:
    section(page, made).scroll_into_view_if_needed()
    return page.frame_locator(f"#activity-{made.uuid} iframe")


def recorded(page: Page, made: Activity) -> None:
    status = section(page, made).locator("xblock-player > [role=status]")
    expect(status).to_have_text("Đã ghi nhận.")


def drop(frame: FrameLocator, thing: str, zone: str) -> None:
    """By keyboard alone, as the block itself explains."""
    frame.locator(".item-bank .option", has_text=thing).press("Control+m")
    frame.locator(".zone", has_text=zone).press("Control+m")


def test_drag_and_drop_is_played_by_keyboard_to_points_of_the_server(
    browser: Browser, live_server, learner: User, opened
):
    made = activity("drag_and_drop", **drag_value())
    enrolment(learner, made.course)
    page = open_lesson(opened, browser, live_server, learner, made)
    frame = frame_of(page, made)

    drop(frame, "Tờ khai", "Trả kết quả")
    expect(frame.locator(".popup-content")).to_contain_text("Chưa đúng chỗ.")
    drop(frame, "Tờ khai", "Tiếp nhận")
    expect(frame.locator(".zone", has_text="Tiếp nhận").locator(".option")).to_have_count(1)
    recorded(page, made)
    drop(frame, "Kết quả", "Trả kết quả")
    expect(frame.locator(".problem-progress")).to_have_text("3/3 điểm")
    expect(section(page, made).locator(".activity__head")).to_contain_text("Đạt")

    held = statements_about(actor_id=learner.pk, object_kind="activity", object_id=made.uuid)
    scores = [one.result["score"]["raw"] for one in held if one.verb is Verb.SCORED]
    assert scores == [1, 2, 3]
    progress = ActivityProgress.objects.get(learner=learner, activity=made)
    assert (progress.state, progress.score, progress.max_score, progress.trust) == (
        "passed",
        3,
        3,
        "server",
    )

    again = frame_of(open_lesson(opened, browser, live_server, learner, made), made)
    expect(again.locator(".zone .option")).to_contain_text(["Tờ khai", "Kết quả"])


def test_things_are_dragged_with_the_mouse_and_handed_in_together(
    browser: Browser, live_server, learner: User, opened
):
    made = activity("drag_and_drop", **drag_value(mode="assessment", attempts=2))
    enrolment(learner, made.course)
    page = open_lesson(opened, browser, live_server, learner, made)
    frame = frame_of(page, made)

    place = frame.locator(".zone", has_text="Trả kết quả")
    for number, thing in enumerate(("Tờ khai", "Kết quả"), 1):
        frame.locator(".item-bank .option", has_text=thing).drag_to(place)
        expect(place.locator(".option")).to_have_count(number)
    frame.get_by_role("button", name="Nộp", exact=True).click()

    expect(frame.locator(".feedback")).to_contain_text("1 mục sai chỗ")
    expect(frame.locator(".submission-feedback")).to_have_text("Lượt 1/2.")
    recorded(page, made)
    progress = ActivityProgress.objects.get(learner=learner, activity=made)
    assert (progress.state, progress.score, progress.max_score) == ("failed", 2, 3)


def test_poll_counts_a_vote_and_shows_what_others_said(
    browser: Browser, live_server, learner: User, opened
):
    lesson = LessonPageFactory()
    poll = activity("poll", lesson, **poll_value())
    grid = activity("poll_grid", lesson, **grid_value())
    enrolment(learner, poll.course)
    page = open_lesson(opened, browser, live_server, learner, poll)

    frame = frame_of(page, poll)
    frame.get_by_label("Qua mạng").check()
    frame.get_by_role("button", name="Nộp", exact=True).click()
    expect(frame.locator(".poll-footnote")).to_have_text("1 người đã trả lời.")
    expect(frame.locator(".poll-percent-display")).to_have_text(["0%", "100%"])
    expect(section(page, poll).locator(".activity__head")).to_contain_text("Đã hoàn thành")
    second = frame_of(page, grid)
    for row in second.locator("tr.survey-row").all():
        row.locator("input").first.check()
    second.get_by_role("button", name="Nộp", exact=True).click()
    expect(second.locator(".percentage")).to_have_text(["100%", "0%", "100%", "0%"])

    tallies = FieldRow.objects.filter(scope="user_state_summary").order_by("pk")
    assert [row.data["tally"] for row in tallies] == [
        {"a1": 0, "a2": 1},
        {"q1": {"a1": 1, "a2": 0}, "q2": {"a1": 1, "a2": 0}},
    ]
    page.reload()
    expect(frame_of(page, poll).locator(".poll-footnote")).to_have_text("1 người đã trả lời.")
    held = ActivityProgress.objects.filter(learner=learner).values_list("state", flat=True)
    assert list(held) == ["completed", "completed"]


@pytest.mark.parametrize("width", [1280, 360])
def test_lesson_with_blocks_has_no_faults(
    browser: Browser, live_server, learner: User, opened, width: int
):
    lesson = LessonPageFactory()
    drag = activity("drag_and_drop", lesson, **drag_value())
    poll = activity("poll", lesson, **poll_value())
    enrolment(learner, drag.course)
    page = open_lesson(opened, browser, live_server, learner, drag, width=width)
    expect(frame_of(page, drag).locator(".item-bank .option")).to_have_count(3)
    expect(frame_of(page, poll).get_by_label("Tại quầy")).to_be_visible()
    page.wait_for_timeout(300)

    assert faults(page) == []
    assert frame_of(page, drag).locator("body").evaluate("b => b.scrollWidth - b.clientWidth") <= 0


ATTACKS = {
    "cookie": "document.cookie",
    "storage": "localStorage.length",
    "page above": "parent.document.title",
    "address above": "parent.location.href",
    "session": "fetch('/learn/', {credentials: 'include'}).then(a => a.text())",
    "outside": "fetch('http://127.0.0.1:9/').then(a => a.text())",
    "navigation": "top.location = 'about:blank'",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_script_of_a_block_reaches_nothing_of_the_site(
    browser: Browser, live_server, learner: User, opened, attack: str
):
    made = activity("poll", **poll_value())
    enrolment(learner, made.course)
    page = open_lesson(opened, browser, live_server, learner, made)
    script = f"""async () => {{ try {{ return [await ({ATTACKS[attack]})] }}
        catch (error) {{ return error.name }} }}"""
    frame_of(page, made).get_by_label("Tại quầy").wait_for()
    inside = page.frames[1]
    outcome = inside.evaluate(script)

    assert outcome in {"SecurityError", "TypeError"}
    assert page.url.startswith(live_server.url)
