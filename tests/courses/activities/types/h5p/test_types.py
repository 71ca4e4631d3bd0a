"""What the list of content types says to trainers, type by type: begun by keyboard on one device,
found again on a second, finished there by keyboard, marked by the server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from courses.activities.models import Activity
from courses.activities.types.h5p.authoring import tested
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from tests.courses.activities.types.h5p.keys import Keys
from tests.courses.activities.types.h5p.test_playing import (
    all_kept,
    handed_over,
    open_lesson,
    scored,
    sign_in,
    told,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonPageFactory, enrolment
from tests.factories.h5p import dossier_file, h5p_activity, order_file, package

pytestmark = pytest.mark.django_db(transaction=True)


def begin_choice(keys: Keys) -> None:
    keys.choose("30 ngày")


def found_choice(frame: Frame) -> None:
    expect(frame.locator("[aria-checked=true]")).to_contain_text("30 ngày")


def check(keys: Keys) -> None:
    keys.go(".h5p-question-check-answer").press("Enter")


def begin_true(keys: Keys) -> None:
    keys.choose("Sai")


def found_true(frame: Frame) -> None:
    expect(frame.locator("[aria-checked=true]")).to_contain_text("Sai")


def begin_blanks(keys: Keys) -> None:
    keys.write("blue").write("cloud")


def found_blanks(frame: Frame) -> None:
    gaps = frame.locator(".h5p-text-input")
    expect(gaps.nth(0)).to_have_value("blue")
    expect(gaps.nth(1)).to_have_value("cloud")


def finish_blanks(keys: Keys) -> None:
    keys.go(".h5p-text-input[aria-label*='3 of 3']")
    keys.page.keyboard.type("black")
    keys.press("Enter")


def drop(keys: Keys, word: str, place: int) -> None:
    keys.go(".ui-draggable", word, "ArrowDown").press("Enter")
    keys.go(".ui-droppable", f"{place}", "ArrowDown").press("Enter")


def begin_drag(keys: Keys) -> None:
    drop(keys, "blue", 1)
    drop(keys, "red", 2)


def found_drag(frame: Frame) -> None:
    expect(frame.locator(".ui-droppable .ui-draggable")).to_have_count(2)


def finish_drag(keys: Keys) -> None:
    drop(keys, "orange", 3)
    check(keys)


def pick(keys: Keys, right: str) -> None:
    slide = keys.frame.locator(".h5p-sc-current-slide", has_text=right)
    slide.wait_for()
    keys.go(".h5p-sc-current-slide [role=radio]", right, "ArrowDown").press("Enter")
    expect(slide).to_have_count(0, timeout=10_000)


def begin_single(keys: Keys) -> None:
    pick(keys, "Wolfberries")


def found_single(frame: Frame) -> None:
    expect(frame.locator(".h5p-sc-current-slide")).to_contain_text("Asia")


def finish_single(keys: Keys) -> None:
    pick(keys, "Asia")
    pick(keys, "Dried")


def begin_summary(keys: Keys) -> None:
    keys.go("[role=radio]", "are edible, round", "ArrowDown").press("Enter")
    expect(keys.frame.get_by_text("turn blue on ripening")).to_be_visible()


def found_summary(frame: Frame) -> None:
    expect(frame.get_by_text("turn blue on ripening")).to_be_visible()


def finish_summary(keys: Keys) -> None:
    keys.go("[role=radio]", "turn blue", "ArrowDown").press("Enter")


def begin_set(keys: Keys) -> None:
    keys.choose("Chính phủ")


def found_set(frame: Frame) -> None:
    expect(frame.locator("[aria-checked=true]:visible")).to_contain_text("Chính phủ")


def finish_set(keys: Keys) -> None:
    keys.button("Tiếp")
    expect(keys.frame.get_by_role("radio", name="Đúng")).to_be_visible()
    keys.choose("Đúng").button("Kết thúc")


def begin_column(keys: Keys) -> None:
    keys.choose("2")


def found_column(frame: Frame) -> None:
    expect(frame.locator("[aria-checked=true]").first).to_contain_text("2")


def finish_column(keys: Keys) -> None:
    check(keys)
    keys.go(".h5p-true-false-answer", "Đúng").press("Space")
    keys.press("Tab")
    check(keys)


def begin_order(keys: Keys) -> None:
    for place, step in enumerate(("Tiếp nhận", "Thẩm định", "Trả kết quả")):
        row = keys.frame.locator(".h5p-order-step", has_text=step)
        while row.evaluate("one => [...one.parentNode.children].indexOf(one)") > place:
            keys.go(".h5p-order-up", step).press("Enter")


def found_order(frame: Frame) -> None:
    expect(frame.locator(".h5p-order-text")).to_have_text(["Tiếp nhận", "Thẩm định", "Trả kết quả"])


def finish(keys: Keys) -> None:
    keys.button("Kiểm tra")


def begin_dossier(keys: Keys) -> None:
    keys.go("input[type=radio]").press("Space")


def found_dossier(frame: Frame) -> None:
    expect(frame.locator("input:checked")).to_have_count(1)


def finish_dossier(keys: Keys) -> None:
    keys.press("Tab").go("input[type=radio]")
    keys.press("Tab").go("input[type=radio]").press("ArrowDown", "ArrowDown")
    finish(keys)


def begin_cards(keys: Keys) -> None:
    keys.go(".h5p-dialogcards-turn").press("Enter")
    keys.go(".h5p-dialogcards-next").press("Enter")


def found_cards(frame: Frame) -> None:
    expect(frame.locator(".h5p-dialogcards-current")).to_contain_text("Frambuesas")


def open_panel(keys: Keys) -> None:
    keys.go(".h5p-panel-button").press("Enter")


def nothing(_any: Any) -> None:
    """No further step, or nothing that could come back."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One type: where it comes from, what hands do, what is found again, what the server says."""

    source: str | Callable[[], bytes]
    begin: Callable[[Keys], None]
    found: Callable[[Frame], None] = nothing
    finish: Callable[[Keys], None] = nothing
    points: tuple[float, float] | None = None

    @property
    def shown(self) -> tested.Tested:
        """What passing shows."""
        return tested.Tested(
            restores=self.found is not nothing, marked=self.points is not None, keyboard=True
        )


CASES = {
    "H5P.MultiChoice": Case(
        source="vietnamese/vi-multichoice",
        begin=begin_choice,
        found=found_choice,
        finish=check,
        points=(1, 1),
    ),
    "H5P.TrueFalse": Case(
        source="packages/true-false-1.6",
        begin=lambda keys: nothing(keys.choose("False")),
        found=lambda frame: expect(frame.locator("[aria-checked=true]")).to_contain_text("False"),
        finish=check,
        points=(1, 1),
    ),
    "H5P.Blanks": Case(
        source="packages/blanks-1.14",
        begin=begin_blanks,
        found=found_blanks,
        finish=finish_blanks,
        points=(3, 3),
    ),
    "H5P.DragText": Case(
        source="packages/drag-text-1.10",
        begin=begin_drag,
        found=found_drag,
        finish=finish_drag,
        points=(3, 3),
    ),
    "H5P.SingleChoiceSet": Case(
        source="packages/single-choice-set-1.11",
        begin=begin_single,
        found=found_single,
        finish=finish_single,
        points=(3, 3),
    ),
    "H5P.Summary": Case(
        source="packages/summary-1.10",
        begin=begin_summary,
        found=found_summary,
        finish=finish_summary,
        points=(2, 2),
    ),
    "H5P.QuestionSet": Case(
        source="vietnamese/vi-questionset",
        begin=begin_set,
        found=found_set,
        finish=finish_set,
        points=(2, 2),
    ),
    "H5P.Column": Case(
        source="vietnamese/vi-column",
        begin=begin_column,
        found=found_column,
        finish=finish_column,
        points=(2, 2),
    ),
    "H5P.ProcedureOrder": Case(
        source=order_file, begin=begin_order, found=found_order, finish=finish, points=(3, 3)
    ),
    "H5P.DossierCheck": Case(
        source=dossier_file,
        begin=begin_dossier,
        found=found_dossier,
        finish=finish_dossier,
        points=(2, 2),
    ),
    "H5P.Dialogcards": Case(
        source="packages/dialog-cards-1.9", begin=begin_cards, found=found_cards
    ),
    "H5P.Accordion": Case(source="packages/accordion-1.0", begin=open_panel),
}


@pytest.fixture
def activities(shared_data: Path) -> dict[str, Activity]:
    """All types on one page."""
    lesson = LessonPageFactory()
    made = {}
    for name, case in CASES.items():
        source = case.source
        held = package(source() if callable(source) else shared_data / "h5p" / f"{source}.h5p")
        made[name] = h5p_activity(held, lesson=lesson)
    return made


def frame(page: Page, activity: Activity) -> Frame:
    element = page.locator(f"#activity-{activity.uuid} iframe")
    element.scroll_into_view_if_needed()
    content = element.element_handle().content_frame()
    content.wait_for_selector(".h5p-initialized .h5p-container > *, .h5p-task")
    page.wait_for_timeout(300)
    return content


def opened(
    browser: Browser, live_server: Any, learner: User, one: Activity
) -> tuple[Page, list[str]]:
    """A device of the learner's, cut off from everything but this site; it notes what was asked."""
    asked: list[str] = []

    def cut(route: Route) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            return route.fallback()
        asked.append(route.request.url)
        return route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.route("**/*", cut)
    page = sign_in(context, live_server, learner)
    open_lesson(page, live_server, one)
    return page, asked


def test_list_says_no_more_and_no_less_than_what_is_shown_here():
    assert {name: case.shown for name, case in CASES.items()} == tested.TESTED


def test_each_type_is_begun_here_found_there_finished_by_keyboard_and_marked(
    browser: Browser, live_server: Any, activities: dict[str, Activity]
):
    learner = UserFactory()
    one = next(iter(activities.values()))
    enrolment(learner, one.course)
    first, asked = opened(browser, live_server, learner, one)
    for name, case in CASES.items():
        content = frame(first, activities[name])
        case.begin(Keys(first, content))
        handed_over(first, content)
    all_kept(first)
    first.context.close()

    second, more = opened(browser, live_server, learner, one)
    for name, case in CASES.items():
        content = frame(second, activities[name])
        case.found(content)
        case.finish(Keys(second, content))
        if case.points:
            told(second, activities[name])
        handed_over(second, content)
    all_kept(second)
    second.context.close()

    assert {name: scored(learner, activities[name]) for name in CASES} == {
        name: [(*case.points, "server")] if case.points else [] for name, case in CASES.items()
    }
    done = ActivityProgress.objects.filter(learner=learner, state="completed").count()
    assert done == len(CASES)
    assert asked + more == []
