"""Office files as trainers see them: read in the box, harmless, theirs alone."""

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import Workbook

from courses.activities.models import Activity
from labs.assignments.models import Attempt
from labs.grading.errors import SandboxMissing
from lms.accounts.models import User
from tests.accessibility import faults, open_as
from tests.factories import files as make
from tests.labs.submissions.conftest import learner_of

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]


def handed_in(lab: Activity, trainer: User, content: bytes) -> Attempt:
    lab.course.owner = trainer
    lab.course.save()
    learner = learner_of(lab, f"Lê <b>Hà</b> {HOSTILE}")
    return make.handed_in(activity=lab, learner=learner, content=content).attempt


def sheet_of(trainer: User) -> Attempt:
    workbook = Workbook()
    workbook.active.title = "<b>Phí"
    workbook.active.append([HOSTILE, 1500.5, "=B1*2", '=HYPERLINK("http://x.vn","bấm")'])
    return handed_in(make.file_activity(make.spreadsheet_lab()), trainer, make.saved(workbook))


def letter_of(trainer: User) -> Attempt:
    document = Document()
    document.add_heading("Công văn", 1)
    document.add_paragraph(HOSTILE)
    document.add_table(rows=1, cols=1).cell(0, 0).text = f"{HOSTILE} trong bảng"
    made = BytesIO()
    document.save(made)
    return handed_in(make.file_activity(make.document_lab()), trainer, made.getvalue())


def contents(client: Client, person: User, attempt: Attempt) -> Any:
    client.force_login(person)
    return client.get(reverse("submissions:contents", args=[attempt.uuid]))


def test_a_spreadsheet_is_shown_with_its_formulas(client: Client, trainer: User) -> None:
    answer = contents(client, trainer, sheet_of(trainer))
    text = answer.content.decode()

    assert '<td class="figure">1500,5</td><td class="figure">3001<br><code>=B1*2</code>' in text
    assert ("<script" in text, "<img" in text, "<b>" in text) == (False, False, False)
    assert text.count("&lt;script&gt;") == 3  # the title, the heading, the cell
    policy = answer["Content-Security-Policy"].split("; ")
    assert policy[:2] == ["sandbox", "default-src 'none'"]


def test_a_document_is_shown_in_its_order(client: Client, trainer: User) -> None:
    text = contents(client, trainer, letter_of(trainer)).content.decode()

    places = [text.index(said) for said in ("Công văn", "alert(2)&gt;</p>", "trong bảng")]
    assert places == sorted(places)
    assert ("<script" in text, "<img" in text) == (False, False)


def test_nobody_else_reads_it(client: Client, trainer: User, stranger: User) -> None:
    attempt = letter_of(trainer)

    found = [contents(client, one, attempt).status_code for one in (stranger, attempt.learner)]

    assert found == [404, 404]


def test_a_file_that_may_not_come_in_is_not_shown(client: Client, trainer: User) -> None:
    attempt = handed_in(make.file_activity(make.spreadsheet_lab()), trainer, make.start_document())

    text = contents(client, trainer, attempt).content.decode()

    assert "Bài này yêu cầu" in text


def test_without_a_box_the_file_is_there_to_download(
    client: Client, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxMissing("bwrap")

    attempt = letter_of(trainer)
    monkeypatch.setattr("labs.submissions.office.look_into", refuse)

    text = contents(client, trainer, attempt).content.decode()

    assert "Hãy tải tệp về để xem." in text
    assert cache.get(f"labs:look:{attempt.uuid}") is None


def test_a_file_is_opened_once(
    client: Client, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = letter_of(trainer)
    first = contents(client, trainer, attempt).content
    monkeypatch.setattr("labs.submissions.office.look_into", None)

    assert contents(client, trainer, attempt).content == first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_sound(trainer: User, live_server: Any, browser: Any, width: int) -> None:
    """In its sandbox no script runs, so that the same HTML is looked at outside of it."""
    found = {}
    for attempt in (sheet_of(trainer), letter_of(trainer)):
        address = f"{live_server.url}/labs/submissions/attempts/{attempt.uuid}/"
        page = open_as(browser, address, trainer, width=width)
        page.locator("iframe").scroll_into_view_if_needed()
        page.frame_locator("iframe").locator("main").wait_for()
        kind = attempt.activity.type
        found[kind] = faults(page)
        framed = page.frames[1].content()
        page.set_content(framed)
        found[f"{kind} framed"] = faults(page)
        page.context.close()

    assert found == {name: [] for name in found}
    assert len(found) == 4
