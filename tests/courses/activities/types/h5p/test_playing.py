"""Real packages, and our own, played in a browser to points that the server works out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Frame, FrameLocator, Page, expect

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.queries import statements_about
from lms.records.verbs import Verb
from tests.accessibility import wait_in
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, enrolment
from tests.factories.h5p import dossier_file, h5p_activity, package

pytestmark = pytest.mark.django_db(transaction=True)


def check(frame: FrameLocator) -> None:
    frame.locator(".h5p-question-check-answer").last.click()


def play_multiple_choice(frame: FrameLocator, right: str) -> None:
    frame.get_by_text(right, exact=True).click()
    check(frame)


def play_blanks(frame: FrameLocator) -> None:
    for index, word in enumerate(("blue", "cloud", "black")):
        frame.locator(".h5p-text-input").nth(index).fill(word)
    frame.locator(".h5p-text-input").nth(2).press("Enter")


def play_drag_words(frame: FrameLocator) -> None:
    for index, word in enumerate(("blue", "red", "orange")):
        frame.locator(".ui-draggable", has_text=word).first.focus()
        frame.locator(".ui-draggable", has_text=word).first.press("Enter")
        frame.locator(".ui-droppable").nth(index).press("Enter")
    check(frame)


def play_single_choice_set(frame: FrameLocator) -> None:
    for right in ("Wolfberries", "Asia", "Dried"):
        slide = frame.locator(".h5p-sc-current-slide", has_text=right)
        slide.get_by_role("radio", name=right).click()
        expect(slide).to_have_count(0)


def play_summary(frame: FrameLocator) -> None:
    frame.get_by_text("Blueberries are edible, round berries.").click()
    frame.get_by_text("Blueberries turn blue on ripening.").click()


def play_column(frame: FrameLocator) -> None:
    frame.get_by_text("2", exact=True).click()
    frame.locator(".h5p-question-check-answer").first.click()
    frame.get_by_role("radio", name="Đúng").click()
    check(frame)


def play_question_set(frame: FrameLocator) -> None:
    frame.get_by_text("Quốc hội").click()
    frame.get_by_role("button", name="Tiếp").first.click()
    frame.get_by_role("radio", name="Đúng").click()
    frame.get_by_role("button", name="Kết thúc").first.click()


def play_order(frame: FrameLocator) -> None:
    """By keyboard alone: each step is carried up to its place."""
    for place, step in enumerate(("Tiếp nhận", "Thẩm định", "Trả kết quả")):
        item = frame.locator(".h5p-order-step", has_text=step)
        while item.evaluate("one => [...one.parentNode.children].indexOf(one)") > place:
            item.locator(".h5p-order-up").press("Alt+ArrowUp")
    frame.get_by_role("button", name="Kiểm tra", exact=True).press("Enter")


def play_dossier(frame: FrameLocator) -> None:
    frame.get_by_role("group", name="1. Tờ khai").get_by_label("Đủ, hợp lệ").press("Space")
    frame.get_by_role("group", name="2. Giấy chứng sinh").get_by_label("Thiếu").press("Space")
    frame.get_by_role("button", name="Kiểm tra", exact=True).press("Enter")


PLAYED: dict[str, tuple[Callable[[FrameLocator], None], float, float]] = {
    "packages/multi-choice-1.16": (lambda f: play_multiple_choice(f, "Very dark purple"), 1, 1),
    "packages/true-false-1.6": (lambda f: play_multiple_choice(f, "True"), 0, 1),
    "packages/blanks-1.14": (play_blanks, 3, 3),
    "packages/drag-text-1.10": (play_drag_words, 3, 3),
    "packages/single-choice-set-1.11": (play_single_choice_set, 3, 3),
    "packages/summary-1.10": (play_summary, 2, 2),
    "vietnamese/vi-multichoice": (lambda f: play_multiple_choice(f, "30 ngày"), 1, 1),
    "vietnamese/vi-column": (play_column, 2, 2),
    "vietnamese/vi-questionset": (play_question_set, 1, 2),
}


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def signed_in(context: BrowserContext, live_server, learner: User) -> Iterator[Page]:
    page = sign_in(context, live_server, learner)
    yield page
    page.close()


def sign_in(context: BrowserContext, live_server, learner: User) -> Page:
    client = Client()
    client.force_login(learner)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def open_lesson(page: Page, live_server, activity: Activity) -> None:
    page.goto(f"{live_server.url}/learn/{activity.course.slug}/{activity.lesson.slug}/")


def frame_of(page: Page, activity: Activity) -> FrameLocator:
    page.locator(f"#activity-{activity.uuid}").scroll_into_view_if_needed()
    return page.frame_locator(f"#activity-{activity.uuid} iframe")


def told(page: Page, activity: Activity) -> None:
    """The lesson page says that the server has the answer."""
    status = page.locator(f"#activity-{activity.uuid} .h5p-player__status")
    expect(status).to_have_attribute("data-result", "recorded", timeout=15_000)


def handed_over(page: Page, content: Frame) -> None:
    """The lesson page has heard all that the content says so far: messages keep their order."""
    page.evaluate(
        "() => { window.heard = new Promise((done) =>"
        " addEventListener('message', (event) => event.data === 'heard' && done())) }"
    )
    content.evaluate(
        "() => { document.dispatchEvent(new Event('visibilitychange'));"
        " parent.postMessage('heard', '*') }"
    )
    page.evaluate("() => window.heard")


def all_kept(page: Page) -> None:
    """The server has all that the lesson page was told; a state comes right behind its answer."""
    wait_in(
        page,
        "[...document.querySelectorAll('h5p-player')]"
        ".every((one) => !one.post.states.size && !one.post.queue.length)",
    )


def scored(learner: User, activity: Activity) -> list[tuple[float, float, str]]:
    held = statements_about(actor_id=learner.pk, object_kind="activity", object_id=activity.uuid)
    return [
        (one.result["score"]["raw"], one.result["score"]["max"], one.context["trust"])
        for one in held
        if one.verb is Verb.SCORED
    ]


def test_real_packages_play_on_one_page_to_points_of_the_server(
    signed_in: Page, live_server, learner: User, shared_data: Path
):
    lesson = LessonPageFactory()
    played = {
        name: h5p_activity(package(shared_data / "h5p" / f"{name}.h5p"), lesson=lesson)
        for name in PLAYED
    }
    enrolment(learner, next(iter(played.values())).course)

    open_lesson(signed_in, live_server, next(iter(played.values())))
    for name, activity in played.items():
        PLAYED[name][0](frame_of(signed_in, activity))
        told(signed_in, activity)

    signed_in.reload()

    choice = frame_of(signed_in, played["packages/multi-choice-1.16"])
    expect(choice.locator(".h5p-answer[aria-checked=true]")).to_contain_text("Very dark purple")
    gaps = frame_of(signed_in, played["packages/blanks-1.14"]).locator(".h5p-text-input")
    expect(gaps.nth(2)).to_have_value("black")
    assert [one.input_value() for one in gaps.all()] == ["blue", "cloud", "black"]
    words = frame_of(signed_in, played["packages/drag-text-1.10"])
    expect(words.locator(".ui-droppable .ui-draggable")).to_have_count(3)
    assert {name: scored(learner, one) for name, one in played.items()} == {
        name: [(score, top, "server")] for name, (_play, score, top) in PLAYED.items()
    }


def test_contents_without_points_are_completed_by_using_them(
    signed_in: Page, live_server, learner: User, shared_data: Path
):
    lesson = LessonPageFactory()
    names = ("accordion-1.0", "dialog-cards-1.9")
    files = [shared_data / "h5p" / "packages" / f"{name}.h5p" for name in names]
    accordion, cards = (h5p_activity(package(file), lesson=lesson) for file in files)
    enrolment(learner, accordion.course)

    open_lesson(signed_in, live_server, accordion)
    frame_of(signed_in, accordion).locator(".h5p-panel-title").first.click()
    frame_of(signed_in, cards).locator(".h5p-dialogcards-turn").first.click()
    for one in (accordion, cards):
        section = signed_in.locator(f"#activity-{one.uuid}")
        expect(section).to_have_attribute("data-state", "completed")

    held = ActivityProgress.objects.filter(learner=learner)
    assert sorted((one.activity_id, one.state, one.trust) for one in held) == [
        (accordion.pk, "completed", "client"),
        (cards.pk, "completed", "client"),
    ]


def test_own_types_play_by_keyboard_and_come_back_on_a_second_device(
    signed_in: Page, live_server, learner: User, browser: Browser
):
    lesson = LessonPageFactory()
    order = h5p_activity(package(), lesson=lesson)
    dossier = h5p_activity(package(dossier_file()), lesson=lesson, pass_percentage=80)
    enrolment(learner, order.course)

    open_lesson(signed_in, live_server, order)
    play_order(frame_of(signed_in, order))
    told(signed_in, order)
    play_dossier(frame_of(signed_in, dossier))
    told(signed_in, dossier)
    head = signed_in.locator(f"#activity-{order.uuid} .activity__head")
    expect(head).to_contain_text("Đã hoàn thành")
    all_kept(signed_in)
    second = browser.new_context()
    other = sign_in(second, live_server, learner)
    open_lesson(other, live_server, order)

    assert scored(learner, order) == [(3, 3, "server")]
    assert scored(learner, dossier) == [(1, 2, "server")]
    expect(frame_of(other, order).locator(".h5p-task-result")).to_contain_text("3 trên 3")
    chosen = frame_of(other, dossier).locator("input:checked")
    assert [one.input_value() for one in chosen.all()] == ["present", "missing"]
    second.close()


def test_answer_given_offline_is_kept_and_sent_when_the_network_is_back(
    signed_in: Page, live_server, learner: User
):
    activity = h5p_activity()
    enrolment(learner, activity.course)
    open_lesson(signed_in, live_server, activity)
    frame = frame_of(signed_in, activity)
    expect(frame.locator(".h5p-order-step")).to_have_count(3)

    signed_in.context.set_offline(True)
    play_order(frame)
    status = signed_in.locator(f"#activity-{activity.uuid} .h5p-player__status")
    expect(status).to_have_text(re.compile("mất mạng|Offline"))
    before = scored(learner, activity)
    signed_in.context.set_offline(False)
    told(signed_in, activity)

    assert before == []
    assert scored(learner, activity) == [(3, 3, "server")]


def test_answers_of_two_tabs_closed_without_network_are_both_sent(
    signed_in: Page, live_server, learner: User
):
    activity = h5p_activity()
    enrolment(learner, activity.course)
    tabs = [signed_in, signed_in.context.new_page()]
    for tab in tabs:
        open_lesson(tab, live_server, activity)
        expect(frame_of(tab, activity).locator(".h5p-order-step")).to_have_count(3)

    signed_in.context.set_offline(True)
    for tab in tabs:
        play_order(frame_of(tab, activity))
        status = tab.locator(f"#activity-{activity.uuid} .h5p-player__status")
        expect(status).to_have_text(re.compile("mất mạng|Offline"))
    third = signed_in.context.new_page()
    for tab in tabs:
        tab.close()
    signed_in.context.set_offline(False)
    open_lesson(third, live_server, activity)

    waiting = "Object.keys(localStorage).filter((name) => name.startsWith('h5p:')).length"
    for _ in range(100):
        if not third.evaluate(waiting):
            break
        third.wait_for_timeout(100)
    assert scored(learner, activity) == [(3, 3, "server")] * 2
