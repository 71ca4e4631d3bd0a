"""Edits of a draft with their history, and the file made of it."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from courses.activities.models import Activity
from labs.sheets import actions, changes
from labs.sheets.changes import Work
from labs.sheets.errors import DraftFull, DraftOver, EditRefused
from labs.sheets.models import Cell, Draft, Edit
from labs.sheets.queries import draft_of, set_aside
from labs.sheets.workbook import file_of
from lms.accounts.models import User
from tests.factories import files as make
from tests.labs.browser import begin

pytestmark = pytest.mark.django_db
SHEET, DATA = "Tổng hợp", "Số liệu"


@pytest.fixture
def lab(lab: Activity, learner: User) -> Activity:
    """Begun: the start file is drawn."""
    begin(lab, learner)
    return lab


@pytest.fixture
def draft(lab: Activity, learner: User) -> Draft:
    return actions.open_draft(activity=lab, learner=learner)


def edit(draft: Draft, *works: Work) -> Draft:
    for work in works:
        draft = actions.edit(draft=draft, key=f"k{draft.edits}", work=work)
    return draft


def held(draft: Draft) -> dict[str, tuple[str, str]]:
    rows = draft.cells.exclude(kind="start").order_by("sheet", "address")
    return {f"{one.sheet}!{one.address}": (one.kind, one.text) for one in rows}


def book(draft: Draft) -> Any:
    return load_workbook(BytesIO(file_of(draft)))


def test_a_formula_in_several_cells_moves_along(draft: Draft) -> None:
    edit(draft, changes.put(SHEET, "B2:B3", "=A2&$A$1"))

    assert held(draft) == {
        f"{SHEET}!B2": ("formula", "=A2&$A$1"),
        f"{SHEET}!B3": ("formula", "=A3&$A$1"),
    }
    assert Edit.objects.get().changes == [
        [SHEET, "B2", ["start", "", {}], ["formula", "=A2&$A$1", {}]],
        [SHEET, "B3", ["start", "", {}], ["formula", "=A3&$A$1", {}]],
    ]


def test_undo_and_redo_walk_through_the_history(draft: Draft) -> None:
    edit(draft, changes.put(SHEET, "B2", "1"), changes.put(SHEET, "B2", "2"))

    actions.undo(draft=draft, key="u1")
    after_one = held(draft)
    actions.undo(draft=draft, key="u1")
    again = held(draft)
    actions.undo(draft=draft, key="u2")
    actions.undo(draft=draft, key="u3")
    after_all = held(draft)
    actions.redo(draft=draft, key="r1")
    actions.redo(draft=draft, key="r2")
    actions.redo(draft=draft, key="r3")

    assert after_one == again == {f"{SHEET}!B2": ("number", "1")}
    assert after_all == {}
    assert held(draft) == {f"{SHEET}!B2": ("number", "2")}
    kinds = list(Edit.objects.values_list("number", "kind"))
    assert kinds == [*enumerate(["set", "set", "undo", "undo", "redo", "redo"], 1)]


def test_copying_takes_formula_and_look_along(draft: Draft) -> None:
    edit(
        draft,
        changes.put(SHEET, "B2", "=A2"),
        changes.switched(SHEET, "B2", "bold"),
        changes.formatted(SHEET, "B2", "0.0%"),
        changes.copy(SHEET, "B2", "C3:C4"),
    )

    copied = Cell.objects.get(address="C4")
    assert (copied.text, copied.look) == ("=B4", {"bold": True, "format": "0.0%"})


def test_filling_down_from_the_row_above(draft: Draft) -> None:
    edit(
        draft,
        changes.put(SHEET, "B2", "=A2"),
        changes.fill_down(SHEET, "B2:B4"),
        changes.fill_down(SHEET, "B5"),
    )

    assert held(draft)[f"{SHEET}!B4"] == ("formula", "=A4")
    assert held(draft)[f"{SHEET}!B5"] == ("formula", "=A5")
    with pytest.raises(EditRefused):
        changes.fill_down(SHEET, "B1")


def test_a_pasted_block_is_read_field_by_field(draft: Draft) -> None:
    edit(draft, changes.put_block(SHEET, "C2", [["1,5", "x"], ["=C2*2"]]))

    assert held(draft) == {
        f"{SHEET}!C2": ("number", "1.5"),
        f"{SHEET}!C3": ("formula", "=C2*2"),
        f"{SHEET}!D2": ("text", "x"),
    }


@pytest.mark.parametrize(
    "work",
    [
        changes.put(DATA, "C2", "1"),
        changes.put(DATA, "B2:D2", "1"),
        changes.clear(DATA, "C2:C21"),
        changes.put_block(DATA, "B21", [["1", "2"]]),
        changes.copy(DATA, "A2", "C2"),
        changes.put(SHEET, "A3000", "1"),
        changes.add_sheet("a/b"),
        changes.add_sheet(" "),
        changes.add_sheet("tổng HỢP"),
    ],
    ids=range(9),
)
def test_what_is_refused_changes_nothing(draft: Draft, work: Work) -> None:
    with pytest.raises(EditRefused):
        edit(draft, work)

    assert (Cell.objects.count(), Edit.objects.count()) == (0, 0)


def test_drawn_cells_may_be_given_another_look(draft: Draft) -> None:
    edit(draft, changes.formatted(DATA, "C2", "#,##0"))

    drawn = book(draft)[DATA]["C2"]
    assert (drawn.number_format, drawn.data_type) == ("#,##0", "n")


def test_the_file_holds_what_was_typed(draft: Draft, learner: User, lab: Activity) -> None:
    edit(
        draft,
        changes.put(SHEET, "B2", "1.234,5"),
        changes.put(SHEET, "B3", "'=1+1"),
        changes.put(SHEET, "B4", "31/12/2026"),
        changes.put(SHEET, "B5", '=IFS(A2="x";1;TRUE;2)'),
        changes.put(SHEET, "A2", ""),
        changes.switched(SHEET, "A1:B1", "bold"),
        changes.set_up(DATA, "frozen"),
        changes.set_up(DATA, "filter"),
        changes.draw_chart(SHEET, "column", "Phí", "A2:A4", "B2:B4"),
        changes.add_sheet("Nháp"),
    )

    made = book(draft)
    sheet = made[SHEET]
    assert [sheet[f"B{row}"].value for row in (2, 3, 5)] == [
        1234.5,
        "=1+1",
        '=_xlfn.IFS(A2="x",1,TRUE,2)',
    ]
    assert sheet["B3"].data_type == "s"
    assert sheet["B4"].value.isoformat() == "2026-12-31T00:00:00"
    assert sheet["B4"].number_format == "dd/mm/yyyy"
    assert sheet["A2"].value is None
    assert [sheet["A1"].font.b, sheet["B1"].font.b, sheet["B2"].font.b] == [True, True, False]
    assert (made[DATA].freeze_panes, made[DATA].auto_filter.ref) == ("A2", "A1:C21")
    assert [type(one).__name__ for one in sheet._charts] == ["BarChart"]
    assert made.sheetnames == [DATA, SHEET, "Nháp"]
    drawn = load_workbook(BytesIO(make.start_of(lab, learner)))[DATA]
    assert [row[2].value for row in made[DATA].rows] == [row[2].value for row in drawn.rows]


def test_a_text_format_keeps_digits_as_text(draft: Draft) -> None:
    edit(draft, changes.formatted(SHEET, "B2", "@"), changes.put(SHEET, "B2", "0012"))

    assert held(draft) == {f"{SHEET}!B2": ("text", "0012")}


def test_beginning_again_keeps_the_work_and_it_can_be_taken_up(
    draft: Draft, lab: Activity, learner: User
) -> None:
    edit(draft, changes.put(SHEET, "B2", "1"))

    new = actions.begin_again(draft=draft)
    with pytest.raises(DraftOver):
        edit(draft, changes.put(SHEET, "B2", "2"))
    earlier = set_aside(lab, learner)
    actions.take_up(draft=earlier[0])

    assert (new.pk != draft.pk, earlier) == (True, [draft])
    assert draft_of(lab, learner) == draft
    assert held(draft) == {f"{SHEET}!B2": ("number", "1")}
    assert set_aside(lab, learner) == []


def test_an_untouched_draft_is_not_set_aside(draft: Draft) -> None:
    assert actions.begin_again(draft=draft) == draft


def test_a_newer_version_of_the_lab_begins_a_new_draft(
    draft: Draft, lab: Activity, learner: User
) -> None:
    other = make.spreadsheet_lab(checks=[make.value_check(points=3.0)]).latest
    lab.config = {**lab.config, "version": str(other.uuid)}

    new = actions.open_draft(activity=lab, learner=learner)

    assert (new.version, Draft.objects.filter(set_aside_at__isnull=True).count()) == (other, 1)


def test_there_is_an_end_to_edits(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.sheets.actions.MAX_EDITS", 1)
    edit(draft, changes.put(SHEET, "B2", "1"))

    with pytest.raises(DraftFull):
        edit(draft, changes.put(SHEET, "B2", "2"))


def test_values_that_come_late_do_not_replace_newer_ones(draft: Draft) -> None:
    actions.keep_values(draft=draft, at=2, values={"values": {SHEET: {"B2": 2}}})
    actions.keep_values(draft=draft, at=1, values={})

    draft.refresh_from_db()
    assert (draft.values_at, draft.values) == (2, {"values": {SHEET: {"B2": 2}}})
