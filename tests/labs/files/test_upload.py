"""Take the start file, hand in, look back: through the lesson's own addresses."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.assignments.models import Attempt
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]


def start(client: Client, lab: Activity) -> bytes:
    return client.post(f"/labs/{lab.uuid}/start-file/").content


def hand_in(client: Client, lab: Activity, content: bytes, name: str = "bai.xlsx") -> Any:
    sent = {"file": SimpleUploadedFile(name, content), "key": f"k-{len(content)}"}
    return client.post(f"/learn/activities/{lab.uuid}/hand-in/", sent)


def fees(content: bytes) -> list[Any]:
    sheet = load_workbook(BytesIO(content))["Số liệu"]
    return [row[0] for row in sheet.iter_rows(min_row=2, min_col=3, max_col=3, values_only=True)]


def test_the_start_file_is_the_learners_own_and_stays_the_same(
    browser_of: Client, lab: Activity
) -> None:
    other = UserFactory()
    enrolment(other, lab.course)

    first, again = start(browser_of, lab), start(browser_of, lab)
    browser_of.force_login(other)
    theirs = start(browser_of, lab)

    assert fees(first) == fees(again)
    assert fees(first) != fees(theirs)
    assert all(10 <= fee <= 5000 and fee % 10 == 0 for fee in fees(first))


def test_downloads_are_files_to_keep(browser_of: Client, lab: Activity) -> None:
    answer = browser_of.post(f"/labs/{lab.uuid}/start-file/")

    assert answer["Content-Disposition"] == 'attachment; filename="phi-theo-xa.xlsx"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_handing_in_leads_to_marks_in_the_lesson(
    browser_of: Client, lab: Activity, learner: User
) -> None:
    content = make.worked_on(start(browser_of, lab), make.solve)

    answer = hand_in(browser_of, lab, content)
    hand_in(browser_of, lab, content)
    drain()

    assert answer.status_code == 302
    attempt = Attempt.objects.get(learner=learner)
    assert (attempt.number, bytes(attempt.content)) == (1, content)
    progress = ActivityProgress.objects.get(learner=learner, activity=lab)
    assert (progress.state, progress.score, progress.max_score, progress.trust) == (
        *("passed", 10.0, 10.0),
        "server",
    )
    page = browser_of.get(answer["Location"]).content.decode()
    assert "Tổng phí của từng xã" in page
    kept = browser_of.get(f"/labs/attempts/{attempt.uuid}/")
    assert kept.content == content
    assert kept["Content-Disposition"] == 'attachment; filename="phi-theo-xa-luot-1.xlsx"'


def test_a_refused_file_changes_nothing_and_says_why(
    browser_of: Client, lab: Activity, learner: User
) -> None:
    answer = hand_in(browser_of, lab, make.start_document(), name="bai.xlsx")

    assert answer.status_code == 422
    assert Attempt.objects.count() == 0
    assert "Bài này yêu cầu loại tệp khác: hãy xem lại đề bài." in answer.content.decode()


def test_nothing_chosen_is_told(browser_of: Client, lab: Activity) -> None:
    answer = browser_of.post(f"/learn/activities/{lab.uuid}/hand-in/", {"file": "a text"})

    assert "Hãy chọn tệp anh/chị đã làm rồi nộp bài." in answer.content.decode()
    assert Attempt.objects.count() == 0


def test_a_file_too_large_is_not_even_opened(
    browser_of: Client, lab: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.file_activities.MAX_BYTES", 1000)

    answer = hand_in(browser_of, lab, make.start_workbook())

    assert "Tệp lớn hơn 10 MB." in answer.content.decode()
    assert Attempt.objects.count() == 0


def test_a_word_that_begins_like_a_formula_stays_a_word() -> None:
    options = make.listed("=1+1", "=HYPERLINK(1)")
    inputs = [make.part("choices", place="Số liệu!A2:A9", options=options)]
    lab = make.file_activity(make.spreadsheet_lab(inputs=inputs))

    sheet = load_workbook(BytesIO(make.start_of(lab, UserFactory())))["Số liệu"]

    assert {sheet.cell(row, 1).data_type for row in range(2, 10)} == {"s"}
