"""What a sheet has beside its values: tables, filters, formats, charts."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl.styles.numbers import is_date_format

from labs.files.checker.verdict import RIGHT, Verdict, wrong
from labs.files.checker.workbook import Book


def _filtered(sheet: Any) -> bool:
    return bool(sheet.auto_filter.ref) or any(
        one.autoFilter is not None for one in sheet.tables.values()
    )


FEATURES: dict[str, Callable[[Any], bool]] = {
    "sheet": lambda sheet: True,
    "table": lambda sheet: bool(sheet.tables),
    "filter": _filtered,
    "frozen": lambda sheet: bool(sheet.freeze_panes and sheet.freeze_panes != "A1"),
    "validation": lambda sheet: bool(sheet.data_validations.dataValidation),
    "highlight": lambda sheet: bool(len(sheet.conditional_formatting)),
    "pivot": lambda sheet: bool(sheet._pivots),
    "not_merged": lambda sheet: not sheet.merged_cells.ranges,
    "landscape": lambda sheet: sheet.page_setup.orientation == "landscape",
}


def feature(book: Book, title: str, name: str) -> Verdict:
    """Whether a sheet has this."""
    sheet = _raw(book, title)
    if sheet is None:
        return wrong("no_sheet", sheet=title)
    return RIGHT if FEATURES[name](sheet) else wrong("feature", sheet=title, feature=name)


def _bordered(cell: Any) -> bool:
    sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    return all(one is not None and one.style for one in sides)


def _format(cell: Any) -> str:
    return str(cell.number_format or "General")


def _filled(cell: Any) -> bool:
    return cell.fill is not None and cell.fill.fill_type not in (None, "none")


RULES: dict[str, Callable[[Any], bool]] = {
    "date": lambda cell: is_date_format(_format(cell)),
    "day_first": lambda cell: _day_first(_format(cell)),
    "thousands": lambda cell: "#,##0" in _format(cell),
    "percent": lambda cell: "%" in _format(cell),
    "decimals": lambda cell: re.search(r"0\.0(?!0)", _format(cell)) is not None,
    "text": lambda cell: _format(cell) == "@",
    "bold": lambda cell: bool(cell.font and cell.font.b),
    "filled": _filled,
    "bordered": _bordered,
    "centred": lambda cell: cell.alignment is not None and cell.alignment.horizontal == "center",
    "wrapped": lambda cell: bool(cell.alignment and cell.alignment.wrap_text),
}


def _day_first(form: str) -> bool:
    """dd/mm/yyyy, or the short date that follows the machine's region."""
    bare = re.sub(r"\[[^\]]*\]|\\|;.*", "", form).lower().strip()
    return bare == "mm-dd-yy" or re.fullmatch(r"d{1,2}[/-]m{1,2}[/-]y{2,4}", bare) is not None


def looks(book: Book, cell: tuple[str, int, int], rule: str) -> bool:
    """Whether a cell follows a rule of style."""
    sheet = _raw(book, cell[0])
    return sheet is not None and RULES[rule](sheet.cell(row=cell[1], column=cell[2]))


_KINDS = {
    "column": {"BarChart", "BarChart3D"},
    "line": {"LineChart", "LineChart3D"},
    "pie": {"PieChart", "PieChart3D", "DoughnutChart"},
}


def chart(book: Book, given: Mapping[str, Any]) -> Verdict:
    """A chart of the kind asked for, on its sheet or anywhere, with a title where asked."""
    title = given.get("sheet") or ""
    sheets = book.raw.worksheets if not title else [_raw(book, title)]
    if None in sheets:
        return wrong("no_sheet", sheet=title)
    charts = [one for sheet in sheets for one in sheet._charts]
    charts += [one for sheet in book.raw.chartsheets for one in sheet._charts] if not title else []
    if not charts:
        return wrong("no_chart")
    kinds = _KINDS.get(given.get("kind") or "any")
    fitting = [one for one in charts if kinds is None or _kinds(one) & kinds]
    if not fitting:
        return wrong("other_chart")
    if given.get("titled") and not any(one.title is not None for one in fitting):
        return Verdict(state="partly", share=0.5, reason="chart_untitled")
    return RIGHT


def _kinds(one: Any) -> set[str]:
    return {type(part).__name__ for part in getattr(one, "_charts", [one])}


def _raw(book: Book, title: str) -> Any:
    sheet = book.sheet(title)
    return book.raw[sheet.title] if sheet is not None else None
