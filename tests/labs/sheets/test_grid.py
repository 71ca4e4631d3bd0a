"""A sheet as it is shown: merged titles, widths, windows of rows, what the learner changed."""

from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from labs.sheets.facts import read_sheet
from labs.sheets.grid import Page
from labs.sheets.models import Cell


def page(sheet: Any, *cells: Cell, first: int = 1, values: Any = None) -> Page:
    return Page(
        title=sheet.title,
        start=read_sheet(sheet),
        cells={one.address: one for one in cells},
        values=values or {},
        drawn=frozenset({f"{sheet.title}!B2"}),
        first=first,
    )


def sheet_with(*rows: list[Any]) -> Any:
    made = Workbook().active
    made.title = "Bảng"
    for row in rows:
        made.append(row)
    return made


def test_a_merged_title_spans_and_hides_what_lies_under_it() -> None:
    sheet = sheet_with(["Bảng tổng hợp"], ["a", "b", "c"])
    sheet.merge_cells("A1:C2")
    sheet["A1"].font = Font(bold=True)

    shown = page(sheet)
    rows = dict(shown.rows)

    title = rows[1][0]
    assert (title.text, title.across, title.down, title.css) == (
        *("Bảng tổng hợp", 3, 2),
        "sheet__cell--bold",
    )
    assert [one.address for one in rows[1]][:2] == ["A1", "D1"]
    assert rows[2][0].address == "D2"
    assert (shown.is_covered("B2"), shown.is_covered("A1")) == (True, False)


def test_cells_are_shown_by_their_format_and_typed_by_their_content() -> None:
    sheet = sheet_with([date(2026, 12, 31), 1234.5, True, "=B1*2", None, "chữ"])
    sheet["B1"].number_format = "#,##0.00"

    shown = page(sheet, values={"D1": 2469.0})

    found = [(one.text, one.content) for one in dict(shown.rows)[1][:6]]
    assert found == [
        ("2026-12-31", "31/12/2026"),
        ("1.234,50", "1234,5"),
        ("TRUE", "TRUE"),
        ("2469", "=B1*2"),
        ("", ""),
        ("chữ", "chữ"),
    ]


def test_what_the_learner_changed_lies_over_the_start() -> None:
    sheet = sheet_with(["a", 5], ["b", 6])

    shown = page(
        sheet,
        Cell(sheet="Bảng", address="A1", kind="blank"),
        Cell(sheet="Bảng", address="B1", look={"format": "0%", "bold": True}),
        Cell(sheet="Bảng", address="Z30", kind="number", text="1.5"),
    )

    cells = {one.address: one for _row, cells in shown.rows for one in cells}
    assert (cells["A1"].text, cells["B1"].text, cells["Z30"].text) == ("", "500%", "1,5")
    assert cells["B1"].css == "sheet__cell--bold sheet__cell--number"
    assert (cells["B2"].locked, cells["A2"].locked) == (True, False)
    assert (shown.height, len(shown.columns)) == (40, 29)


def test_long_sheets_come_in_windows() -> None:
    sheet = sheet_with(*([number] for number in range(1, 451)))

    windows = [page(sheet, first=first) for first in (1, 201, 401)]

    assert [(one.before, one.last, one.after) for one in windows] == [
        (0, 200, 201),
        (1, 400, 401),
        (201, 460, 0),
    ]
    assert len(list(windows[2].rows)) == 60


def test_widths_come_in_steps() -> None:
    sheet = sheet_with(["a", "b", "c"])
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 90

    assert page(sheet).columns[:3] == [("A", 8), ("B", 40), ("C", 12)]
