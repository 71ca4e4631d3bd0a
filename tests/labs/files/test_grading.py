"""Learners' files through the real box: exact points for right, partly right and dishonest work."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from docx import Document
from openpyxl import Workbook

from courses.activities.models import Activity
from labs.files.office import LIMITS, require_fit
from labs.grading.actions import carry_out
from labs.grading.models import Marking, MarkingState
from labs.grading.words import line_of
from lms.accounts.models import User
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.labs import marked_anew

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]


def marked(activity: Activity, learner: User, content: bytes) -> Marking:
    return carry_out(marking=make.handed_in(activity=activity, learner=learner, content=content))


def found(marking: Marking) -> list[tuple[str, float, str]]:
    return [(mark["state"], mark["score"], mark["reason"]) for mark in marking.marks]


def test_right_work_gets_all_points(lab: Activity, learner: User) -> None:
    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), make.solve))

    assert found(marking) == [("ok", 6.0, ""), ("ok", 3.0, ""), ("ok", 1.0, "")]
    assert (marking.state, marking.score, marking.max_score) == (MarkingState.DONE, 10.0, 10.0)


def test_half_the_work_gets_its_part(lab: Activity, learner: User) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        workbook["Tổng hợp"]["B4"] = None

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert found(marking) == [("partly", 4.0, "empty"), ("partly", 2.0, "empty"), ("ok", 1.0, "")]
    with translation.override("vi"):
        assert line_of(marking.marks[0]).sentence == "Ô Tổng hợp!B4 đang trống."


def test_values_typed_in_get_nothing(lab: Activity, learner: User) -> None:
    start = make.start_of(lab, learner)

    def work(workbook: Workbook) -> None:
        rows = list(workbook["Số liệu"].iter_rows(min_row=2, values_only=True))
        for row in (2, 3, 4):
            cell = workbook["Tổng hợp"].cell(row, 1)
            cell.offset(0, 1).value = sum(fee for name, _day, fee in rows if name == cell.value)

    marking = marked(lab, learner, make.worked_on(start, work))

    assert found(marking) == [
        ("wrong", 0.0, "typed_in"),
        ("wrong", 0.0, "no_formula"),
        ("wrong", 0.0, "feature"),
    ]


def test_a_typed_sum_of_typed_numbers_is_no_formula(lab: Activity, learner: User) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        workbook["Tổng hợp"]["B2"] = "=SUMIFS(10)+20"

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert marking.marks[0]["score"] == 4.0
    assert (marking.marks[1]["score"], marking.marks[1]["reason"]) == (2.0, "no_formula")


def test_the_file_of_another_learner_is_found_out(lab: Activity, learner: User) -> None:
    other = UserFactory()

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, other), make.solve))

    assert found(marking)[0] == ("wrong", 0.0, "not_yours")


def test_a_formula_over_half_the_rows_does_not_hold(lab: Activity, learner: User) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        for row in (2, 3, 4):
            cell = workbook["Tổng hợp"].cell(row, 2)
            cell.value = str(cell.value).replace("21", "12")

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert found(marking)[0] == ("wrong", 0.0, "value")
    assert found(marking)[1] == ("ok", 3.0, "")


def test_changed_data_are_told(lab: Activity, learner: User) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        workbook["Số liệu"]["A2"], workbook["Số liệu"]["C2"] = "Nơi khác", 1

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert marking.marks[0]["state"] == "partly"
    assert marking.marks[0]["score"] == 4.0


def test_cached_values_are_never_believed(lab: Activity, learner: User) -> None:
    """The stored result says one thing, the formula another: the formula counts."""
    content = make.worked_on(make.start_of(lab, learner), make.solve)
    lying = make.with_part(
        content,
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>"),
    )
    assert b"<v>7</v>" in make.part_of(lying, "xl/worksheets/sheet2.xml")

    assert marked(lab, learner, lying).score == 10.0


def test_errors_and_unknown_functions_are_a_state_of_their_own(
    lab: Activity, learner: User
) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        workbook["Tổng hợp"]["B2"] = "=C9/0"
        workbook["Tổng hợp"]["B3"] = "=B3+'Số liệu'!C2"

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert found(marking)[0] == ("partly", 2.0, "cell_error")
    assert marking.marks[0]["facts"] == {"cell": "Tổng hợp!B2", "found": "#DIV/0!"}

    def foreign(workbook: Workbook) -> None:
        workbook["Tổng hợp"]["B2"] = "=BAHTTEXT('Số liệu'!C2)"

    other = marked(lab, UserFactory(), make.worked_on(make.start_of(lab, learner), foreign))
    assert found(other)[0] == ("formula", 0.0, "unsupported")
    with translation.override("vi"):
        assert line_of(other.marks[0]).word == "Lỗi công thức"


def test_endless_work_ends(lab: Activity, learner: User) -> None:
    def work(workbook: Workbook) -> None:
        make.solve(workbook)
        sheet = workbook["Số liệu"]
        for row in range(1, 400):
            sheet.cell(row, 8, "=SUMPRODUCT($A$1:$G$30000*1)")
        workbook["Tổng hợp"]["B2"] = "=SUM('Số liệu'!H1:H399)"

    marking = marked(lab, learner, make.worked_on(make.start_of(lab, learner), work))

    assert found(marking)[0] == ("timeout", 0.0, "too_much_work")
    assert found(marking)[2] == ("ok", 1.0, "")


def test_the_box_ends_what_takes_too_long(
    lab: Activity, learner: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asleep = tmp_path / "checker"
    asleep.mkdir()
    (asleep / "__init__.py").touch()
    (asleep / "__main__.py").write_text("import time; time.sleep(60)")
    ours = [one for one in tmp_path.parents if one.name.startswith(("pytest-", "popen-"))]
    for one in (*ours, tmp_path, asleep):
        one.chmod(0o755)
    monkeypatch.setattr("labs.files.office.LIMITS", make.limits(LIMITS, seconds=1))
    monkeypatch.setattr("labs.files.office.CHECKER", asleep)

    marking = marked(lab, learner, b"PK")

    assert {one[0] for one in found(marking)} == {"timeout"}
    assert marking.score == 0.0


def test_a_document_is_marked_with_what_was_drawn(learner: User) -> None:
    lab = make.file_activity(make.document_lab())
    enrolment(learner, lab.course)
    document = Document(BytesIO(make.start_of(lab, learner)))
    made = BytesIO()
    document.save(made)

    marking = marked(lab, learner, made.getvalue())

    assert found(marking) == [("partly", 0.25, "layout"), ("ok", 1.0, "")]


def test_a_fit_file_comes_in() -> None:
    assert require_fit(make.start_workbook(), kind="spreadsheet") is None


def test_grading_twice_gives_the_same(lab: Activity, learner: User) -> None:
    content = make.worked_on(make.start_of(lab, learner), make.solve)
    first = marked(lab, learner, content)

    again = carry_out(marking=marked_anew(first.attempt))

    def plain(marking: Marking) -> Any:
        return [marking.report["seed"], marking.marks]

    assert plain(again) == plain(first)
