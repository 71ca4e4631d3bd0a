"""The sheet through its addresses: as a script sends, and as a form without script."""

from io import BytesIO
from typing import Any

import pytest
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


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def lab(learner: User) -> Activity:
    made = make.file_activity(make.spreadsheet_lab())
    enrolment(learner, made.course)
    return made


@pytest.fixture
def browser_of(client: Client, learner: User, lab: Activity) -> Client:
    client.force_login(learner)
    client.post(f"/labs/sheets/{lab.uuid}/open/")
    return client


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
