"""The trainer's pages in a real browser: wide and narrow, light and dark, with much in them."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from courses.activities.models import Activity
from labs.assignments.models import Attempt
from labs.submissions.actions import compare, start_regrade
from labs.submissions.models import Likeness, Regrade
from lms.accounts.models import User
from tests.accessibility import LOOKS, faults, open_as
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of
from tests.labs.submissions.test_prints import LONG, RENAMED

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [
    "Nguyễn Thị Hoàng Phương Thảo Nguyên",
    "Lê Văn An",
    "Trần Bình",
    "Phạm Thị Đào",
]


@pytest.fixture
def addresses(lab: Activity, trainer: User) -> dict[str, str]:
    """A class in which everything has happened that a page can show."""
    attempts = [_handed_in(lab, name, place) for place, name in enumerate(NAMES)]
    learner_of(lab, "Vũ Thị Chưa Nộp")
    for one in attempts:
        compare(attempt=one)
    regrade = _regraded(lab, trainer)
    likeness = Likeness.objects.first()
    assert likeness is not None
    return {
        "labs": "",
        "lab": f"{lab.uuid}/",
        "figures": f"{lab.uuid}/figures/",
        "attempt": f"attempts/{attempts[0].uuid}/",
        "regrade": f"regrades/{regrade.uuid}/",
        "likeness": f"likenesses/{likeness.uuid}/",
    }


def _handed_in(lab: Activity, name: str, place: int) -> Attempt:
    source = RENAMED if place % 2 else LONG
    table = {"output_type": "display_data", "data": {"text/html": "<table><tr><td>1</td></tr>"}}
    cells = (
        make.answer(source) | {"outputs": [table, {"output_type": "stream", "text": "x" * 300}]},
        make.essay("## Nhận xét\n\nHồ sơ **quá hạn** tập trung ở hai xã."),
    )
    learner = learner_of(lab, name)
    made = make.attempt(activity=lab, learner=learner, content=make.notebook(*cells))
    state, score = [("ok", 2), ("wrong", 0), ("timeout", 0), ("memory", 0)][place]
    by_hand = ("by_hand", None) if place == 0 else ("blank", 0)
    make.marked(
        made, make.mark(state=state, score=score), make.mark("nhan-xet", by_hand[0], by_hand[1], 3)
    )
    return made


def _regraded(lab: Activity, trainer: User) -> Regrade:
    """One item of each outcome: higher, lower and held, failed, still waiting."""
    regrade = start_regrade(activity=lab, by=trainer)
    states = ["waiting", "held", "fault", "done"]
    for item, state in zip(regrade.items.order_by("id"), states, strict=True):
        item.marking.state, item.marking.report = state, item.before.report
        if state in ("held", "done"):
            item.marking.score, item.marking.max_score = (0, 5) if state == "held" else (4, 5)
        item.marking.save()
    regrade.items.update(score_before=2, max_before=5)
    return regrade


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_sound(
    addresses: dict[str, str],
    trainer: User,
    live_server: Any,
    browser: Browser,
    width: int,
    scheme: str,
) -> None:
    found = {}
    for name, address in addresses.items():
        page = open_as(
            browser,
            f"{live_server.url}/labs/submissions/{address}",
            trainer,
            width=width,
            scheme=scheme,
        )
        found[name] = faults(page)
        page.context.close()

    assert found == {name: [] for name in addresses}


def test_the_framed_notebook_is_sound(
    addresses: dict[str, str], trainer: User, live_server: Any, browser: Browser
) -> None:
    """In its sandbox no script runs, so that the same HTML is looked at outside of it."""
    site = f"{live_server.url}/labs/submissions/"
    page = open_as(browser, f"{site}{addresses['attempt']}", trainer, width=360)
    framed = page.frames[1].content()

    page.set_content(framed)
    page.wait_for_load_state("networkidle")

    assert "Nhận xét" in framed
    assert faults(page) == []
    page.context.close()
