"""A trainer in a real browser: from the upload to a marked and regraded class."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.assignments.models import Attempt, Lab
from labs.grading.actions import request_marking
from labs.grading.models import Marking, MarkingState
from labs.submissions.actions import request_comparison
from labs.workshop.actions import try_notebook, try_solution
from lms.accounts.models import User
from lms.kit import clock
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from lms.records.replay import replay
from tests.accessibility import LOOKS, faults, open_as
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

pytestmark = pytest.mark.django_db(transaction=True)

STRICTER = make.sums_and_essay().replace(b"assert cong(1, 2) == 3", b"assert cong(1, 2) == 4")


def carry_out_all() -> None:
    """What a worker does; gradings of a class become due one after the other."""
    Effect.objects.filter(done_at=None).update(due_at=clock.now())
    drain()


def hand_in(lab: Activity, name: str, source: str) -> Attempt:
    cells = (make.answer(source), make.essay(f"Theo {name}, hồ sơ quá hạn tập trung ở hai xã."))
    made = make.attempt(activity=lab, learner=learner_of(lab, name), content=make.notebook(*cells))
    request_marking(attempt=made)
    request_comparison(attempt=made)
    return made


def upload(page: Page, path: Path, content: bytes) -> None:
    """Choose a notebook in the form of the administration, and save."""
    path.write_bytes(content)
    page.locator("input[name=master]").set_input_files(path)
    page.locator("main form button[type=submit], form footer button").first.click()
    page.wait_for_url("**/labs/workshop/**")


def test_from_the_upload_to_a_regraded_class(
    trainer: User, live_server: Any, browser: Browser, boxed: None, tmp_path: Path
) -> None:
    page = open_as(browser, f"{live_server.url}/admin/snippets/labs/lab/add/", trainer)

    page.locator("input[name=title]").fill("Cộng và nhận xét")
    upload(page, tmp_path / "bai.ipynb", make.sums_and_essay())
    expect(page.get_by_text("Đang chạy thử").first).to_be_visible()
    carry_out_all()
    expect(page.get_by_text("Lời giải của người biên soạn đạt đủ điểm")).to_be_visible()
    assert "randrange" not in page.frames[1].content()

    lab = make.lab_activity(Lab.objects.get().latest, title="Bài cộng")
    lab.course.owner = trainer
    lab.course.save()
    good = hand_in(lab, "Lê Thị Hà", make.SOLVED)
    poor = hand_in(lab, "Trần Văn Bình", "def cong(a, b):\n    return 3")
    carry_out_all()

    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Chấm bài").first.click()
    page.get_by_role("link", name="Bài cộng").click()
    page.get_by_role("link", name="Lê Thị Hà", exact=True).click()
    expect(page.frame_locator("iframe").get_by_text("return a + b")).to_be_visible()
    page.get_by_label("Điểm", exact=True).fill("2,5")
    page.get_by_label(re.compile("Nhận xét gửi học viên")).fill("Rõ ý, thiếu số liệu.")
    page.get_by_role("button", name="Lưu điểm").click()
    expect(page.get_by_text("4,5 trên 5 điểm")).to_be_visible()
    assert _standing(good) == ("passed", 4.5)
    assert _standing(poor) == ("waiting", None)

    page.goto(f"{live_server.url}/admin/snippets/labs/lab/edit/{Lab.objects.get().pk}/")
    upload(page, tmp_path / "bai.ipynb", STRICTER)
    carry_out_all()
    expect(page.get_by_text("Học viên làm đúng như lời giải cũng chưa đạt đủ điểm")).to_be_visible()

    page.goto(f"{live_server.url}/labs/submissions/{lab.uuid}/")
    page.get_by_role("button", name="Chấm lại theo phiên bản 2").click()
    expect(page.get_by_text("Đã chấm 0 trên 2 lượt nộp")).to_be_visible()
    carry_out_all()
    expect(page.get_by_text("Đã chấm 2 trên 2 lượt nộp")).to_be_visible()
    expect(page.get_by_text("Thấp hơn, đang giữ lại")).to_be_visible()
    assert _standing(good) == ("passed", 4.5)
    page.get_by_role("button", name="Chấp nhận tất cả kết quả thấp hơn").click()
    expect(page.get_by_text("Thấp hơn, đã chấp nhận")).to_be_visible()

    assert _standing(good) == ("failed", 2.5)
    assert Marking.objects.filter(attempt=good, state=MarkingState.DONE).count() == 2
    assert replay(check=True) == []
    page.context.close()


def _standing(attempt: Attempt) -> tuple[str, float | None]:
    row = ActivityProgress.objects.get(learner=attempt.learner, activity=attempt.activity)
    return row.state, row.score


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_workshop_is_sound(
    trainer: User,
    live_server: Any,
    browser: Browser,
    boxed: None,
    width: int,
    scheme: str,
) -> None:
    version = make.lab_version(STRICTER, files={"so-lieu.csv": b"a"})
    version.files.create(name="dap-an.txt", content=b"3", kept=True)
    try_solution(version=version, by=trainer)
    trial = try_notebook(version=version, by=trainer, content=make.sums(), file_name="thu.ipynb")
    carry_out_all()
    found = {}
    for name, path in {
        "labs": "", "lab": f"{version.lab.uuid}/", "trial": f"trials/{trial.uuid}/"
    }.items():  # fmt: skip
        page = open_as(
            browser,
            f"{live_server.url}/labs/workshop/{path}",
            trainer,
            width=width,
            scheme=scheme,
        )
        found[name] = faults(page)
        page.context.close()

    assert found == {"labs": [], "lab": [], "trial": []}
