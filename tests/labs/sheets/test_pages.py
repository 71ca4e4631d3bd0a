"""The sheet through its addresses: as a script sends, and as a form without script."""

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.assignments.models import Attempt
from labs.sheets.models import Cell, Draft, Edit
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]
SHEET = "Tổng hợp"
QUERIES = 11


@pytest.fixture
def browser_of(browser_of: Client, lab: Activity) -> Client:
    """With the draft open."""
    browser_of.post(f"/labs/sheets/{lab.uuid}/open/")
    return browser_of


def send(client: Client, lab: Activity, to: str = "edits", **fields: Any) -> Any:
    """As the page's script does."""
    sent = {"sheet": SHEET, "do": "set", "key": f"{sorted(fields.items())}"[:100], **fields}
    return client.post(f"/labs/sheets/{lab.uuid}/{to}/", sent, HTTP_ACCEPT="application/json")


def test_a_formula_is_saved_worked_out_handed_in_and_marked(
    browser_of: Client, lab: Activity, learner: User
) -> None:
    saved = send(browser_of, lab, address="B2:B4", content=make.TOTAL).json()
    send(browser_of, lab, do="frozen", sheet="Số liệu")
    worked_out = send(browser_of, lab, "values", seen="0").json()

    assert (saved["number"], saved["undo"], saved["redo"], saved["fresh"]) == (
        1,
        True,
        False,
        False,
    )
    assert [one["content"] for one in saved["cells"]] == [
        make.TOTAL,
        make.TOTAL.replace("A2)", "A3)"),
        make.TOTAL.replace("A2)", "A4)"),
    ]
    start = load_workbook(BytesIO(make.start_of(lab, learner)))["Số liệu"]
    total = sum(
        row[2] for row in start.iter_rows(min_row=2, values_only=True) if row[0] == "Hòa Khê"
    )
    cells = {one["address"]: one for one in worked_out["cells"]}
    assert cells["B2"]["text"] == str(total)
    assert worked_out["fresh"] is True

    draft = Draft.objects.get()
    answer = browser_of.post(
        f"/learn/activities/{lab.uuid}/hand-in/", {"sheet": str(draft.uuid), "key": "k1"}
    )
    drain()

    assert answer.status_code == 302
    attempt = Attempt.objects.get(learner=learner)
    progress = ActivityProgress.objects.get(learner=learner, activity=lab)
    assert (progress.state, progress.score, progress.max_score) == ("passed", 10.0, 10.0)
    book = load_workbook(BytesIO(bytes(attempt.content)))
    assert book[SHEET]["B3"].value == make.TOTAL.replace("A2)", "A3)")
    assert book["Số liệu"].freeze_panes == "A2"


def test_the_page_shows_the_drawn_start_file_and_what_was_typed(
    browser_of: Client, lab: Activity
) -> None:
    send(browser_of, lab, address="B2", content="1.234,5")

    page = browser_of.get(f"/labs/sheets/{lab.uuid}/?sheet={SHEET}").content.decode()

    assert 'id="B2" class="sheet__cell--number"' in page
    assert ">1.234,50</td>" in page
    assert ">Hòa Khê</td>" in page


def test_without_script_an_edit_comes_back_to_its_cell(browser_of: Client, lab: Activity) -> None:
    sent = {"do": "set", "sheet": SHEET, "address": "B2", "content": "=1+1", "key": "a"}

    answer = browser_of.post(f"/labs/sheets/{lab.uuid}/edits/", sent, follow=True)

    page = answer.content.decode()
    assert 'id="B2" class="sheet__cell--number" data-content="=1+1" tabindex="0">2</td>' in page


def test_an_edit_sent_twice_counts_once(browser_of: Client, lab: Activity) -> None:
    first = send(browser_of, lab, address="B2", content="5", key="once").json()
    again = send(browser_of, lab, address="B2", content="5", key="once").json()

    assert (first["number"], again["number"], Edit.objects.count()) == (1, 1, 1)


def test_drawn_cells_stay_and_say_why(browser_of: Client, lab: Activity) -> None:
    answer = send(browser_of, lab, sheet="Số liệu", address="C2", content="1")

    assert answer.status_code == 422
    assert answer.json() == {
        "error": "Ô C2 là dữ liệu được giao; ô này giữ nguyên để chấm được bài."
    }
    assert (Cell.objects.count(), Edit.objects.count()) == (0, 0)


def test_a_page_costs_the_same_however_much_was_edited(
    browser_of: Client, lab: Activity, django_assert_num_queries: Any
) -> None:
    address = f"/labs/sheets/{lab.uuid}/?sheet={SHEET}"
    browser_of.get(address)

    for content in ("1", "2", "3"):
        send(browser_of, lab, address="B2:B9", content=content)
        with django_assert_num_queries(QUERIES):
            browser_of.get(address)


def test_another_persons_draft_is_nobodys(browser_of: Client, lab: Activity) -> None:
    send(browser_of, lab, address="B2", content="77")
    draft = Draft.objects.get()
    other = UserFactory()
    enrolment(other, lab.course)
    browser_of.force_login(other)
    browser_of.post(f"/labs/sheets/{lab.uuid}/open/")

    page = browser_of.get(f"/labs/sheets/{lab.uuid}/?sheet={SHEET}").content.decode()
    edit = send(browser_of, lab, address="B2", content="1", draft=str(draft.uuid))
    taken = browser_of.post(f"/labs/sheets/{lab.uuid}/take-up/", {"draft": str(draft.uuid)})
    sent = {"sheet": str(draft.uuid), "key": "k"}
    handed_in = browser_of.post(f"/learn/activities/{lab.uuid}/hand-in/", sent)

    assert ">77<" not in page
    assert (edit.status_code, taken.status_code, handed_in.status_code) == (409, 404, 409)
    assert Cell.objects.get().text == "77"
    assert Attempt.objects.count() == 0


def test_who_is_not_of_the_course_finds_nothing(client: Client, lab: Activity) -> None:
    client.force_login(UserFactory())
    base = f"/labs/sheets/{lab.uuid}/"
    lab.course.closed = True
    lab.course.save()

    posts = [client.post(base + name) for name in ("open/", "edits/", "values/", "again/")]
    gets = [client.get(base), client.get(base + "file/")]

    assert [one.status_code for one in posts + gets] == [404] * 6


def test_a_second_run_waits_for_the_first(browser_of: Client, lab: Activity, learner: User) -> None:
    send(browser_of, lab, address="B2", content="=1+1")
    cache.set(f"labs:sheet:turn:{learner.pk}", "1", 30)

    busy = send(browser_of, lab, "values", seen="0").json()
    cache.delete(f"labs:sheet:turn:{learner.pk}")
    done = send(browser_of, lab, "values", seen="0").json()

    assert (busy["busy"], busy["fresh"], busy["cells"][0]["text"]) == (True, False, "…")
    assert (done["busy"], done["fresh"], done["cells"][0]["text"]) == (False, True, "2")


def test_errors_are_told_in_plain_words(browser_of: Client, lab: Activity) -> None:
    for row, formula in enumerate(
        ("=1/0", "=NHAM(1)", "=A1+1", '=SUM("a', "=B6", "=Z!A1", '=VLOOKUP("x";A1:A2;1;FALSE)'), 2
    ):
        send(browser_of, lab, address=f"B{row}", content=formula)

    found = send(browser_of, lab, "values", seen="0").json()

    told = {one["address"]: (one["text"], one["problem"]) for one in found["cells"]}
    assert told == {
        "B2": ("#DIV/0!", "Phép chia cho 0 hoặc cho ô trống."),
        "B3": ("#NAME?", "Hệ thống không tính lại được NHAM; hãy dùng hàm đã học."),
        "B4": ("#VALUE!", "Chỗ cần số lại là chữ, hoặc ngược lại."),
        "B5": (
            "#NAME?",
            "Không đọc được công thức: hãy kiểm tra dấu ngoặc, dấu nháy và dấu ngăn cách.",
        ),
        "B6": ("#CIRC!", "Công thức phụ thuộc vào chính kết quả của nó."),
        "B7": ("#REF!", "Công thức trỏ tới ô hoặc trang tính không tồn tại."),
        "B8": ("#N/A", "Không tìm thấy giá trị cần tra trong danh sách."),
    }


def test_without_a_box_edits_are_saved_all_the_same(
    browser_of: Client, lab: Activity, settings: Any
) -> None:
    settings.LAB_PYTHON = "/nowhere/python"
    saved = send(browser_of, lab, address="B2", content="=1+1").json()

    found = send(browser_of, lab, "values", seen="0").json()

    assert saved["number"] == 1
    assert found["problem"] == (
        "Hiện chưa tính được công thức. Nội dung anh/chị nhập vẫn được lưu."
    )
    assert Draft.objects.get().values_at == -1


def test_what_is_typed_is_never_markup(browser_of: Client, lab: Activity) -> None:
    evil = "<img src=x onerror=alert(1)>\"'&"
    send(browser_of, lab, address="B2", content=evil)

    page = browser_of.get(f"/labs/sheets/{lab.uuid}/?sheet={SHEET}").content.decode()

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;</td>" in page


def test_what_only_excel_can_make_is_told(client: Client, learner: User) -> None:
    checks = [make.value_check(), make.part("feature", sentence="Bảng", points=1.0, sheet=SHEET)]
    checks[1]["value"]["feature"] = "table"
    lab = make.file_activity(make.spreadsheet_lab(checks=checks))
    enrolment(learner, lab.course)
    client.force_login(learner)

    page = client.post(f"/labs/sheets/{lab.uuid}/open/", follow=True).content.decode()

    assert "Bài này còn yêu cầu phần chỉ làm được trong Excel: Dữ liệu được tạo thành Bảng" in page


def test_the_draft_can_be_downloaded(browser_of: Client, lab: Activity) -> None:
    send(browser_of, lab, address="B2", content="=1+1")

    answer = browser_of.get(f"/labs/sheets/{lab.uuid}/file/")

    assert answer["Content-Disposition"] == 'attachment; filename="phi-theo-xa.xlsx"'
    assert load_workbook(BytesIO(answer.content))[SHEET]["B2"].value == "=1+1"


def test_only_the_attempts_allowed_are_taken(client: Client, learner: User) -> None:
    lab = make.file_activity(make.spreadsheet_lab(), attempts=1)
    enrolment(learner, lab.course)
    client.force_login(learner)
    client.post(f"/labs/sheets/{lab.uuid}/open/")
    draft = str(Draft.objects.get().uuid)

    answers = [
        client.post(f"/learn/activities/{lab.uuid}/hand-in/", {"sheet": draft, "key": key})
        for key in ("a", "b")
    ]

    assert [one.status_code for one in answers] == [302, 409]
    page = client.get(f"/labs/sheets/{lab.uuid}/").content.decode()
    assert "Nộp bảng tính này" not in page
