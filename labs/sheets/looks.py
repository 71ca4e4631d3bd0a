"""How cells can be made to look on the page, and what a sheet itself can be given.

A look is a small mapping; what it does not name stays as the start file has it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import is_date_format

from labs.sheets.errors import EditRefused
from labs.sheets.places import Box, box
from lms.kit.text import storable

FORMATS = [
    ("General", gettext_lazy("General")),
    ("0", gettext_lazy("Whole number: 1235")),
    ("0.0", gettext_lazy("One decimal: 1234,5")),
    ("0.00", gettext_lazy("Two decimals: 1234,50")),
    ("#,##0", gettext_lazy("Thousands: 1.235")),
    ("#,##0.00", gettext_lazy("Thousands with decimals: 1.234,50")),
    ("0%", gettext_lazy("Percentage: 12%")),
    ("0.0%", gettext_lazy("Percentage: 12,3%")),
    ("dd/mm/yyyy", gettext_lazy("Date: 31/12/2026")),
    ("@", gettext_lazy("Text")),
]
SWITCHES = ("bold", "filled", "centred", "bordered", "wrapped")
OF_SHEETS = ("frozen", "filter", "landscape")
CHARTS: dict[str, type[Any]] = {"column": BarChart, "line": LineChart, "pie": PieChart}
MAX_TITLE = 100
_SIDE = Side(style="thin")


def with_format(look: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The look with one of the formats."""
    if code not in dict(FORMATS):
        raise EditRefused
    return {**look, "format": code}


def is_date(code: str) -> bool:
    """Whether a format shows days."""
    return bool(is_date_format(code))


def put_on(cell: Any, look: Mapping[str, Any]) -> None:
    """Give a cell of a workbook its look."""
    if "format" in look:
        cell.number_format = look["format"]
    for switch in SWITCHES:
        if switch in look:
            _PUT[switch](cell, bool(look[switch]))


def _bold(cell: Any, on: bool) -> None:  # each of these switches one thing
    cell.font = _changed(Font, cell.font, b=on)


def _filled(cell: Any, on: bool) -> None:
    cell.fill = PatternFill("solid", fgColor="FFFFF2CC") if on else PatternFill()


def _centred(cell: Any, on: bool) -> None:
    cell.alignment = _changed(Alignment, cell.alignment, horizontal="center" if on else None)


def _wrapped(cell: Any, on: bool) -> None:
    cell.alignment = _changed(Alignment, cell.alignment, wrap_text=on)


def _bordered(cell: Any, on: bool) -> None:
    cell.border = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE) if on else Border()


def _changed(kind: type[Any], held: Any, **values: Any) -> Any:
    """Styles are never changed in place: other cells share them."""
    return kind(
        **{**{name: getattr(held, name) for name in held.__elements__ + held.__attrs__}, **values}
    )


_PUT: dict[str, Callable[[Any, bool], None]] = {
    "bold": _bold,
    "filled": _filled,
    "centred": _centred,
    "bordered": _bordered,
    "wrapped": _wrapped,
}


def put_on_sheet(sheet: Any, look: Mapping[str, Any]) -> None:
    """Give a sheet what was set up for it."""
    if "frozen" in look:
        sheet.freeze_panes = "A2" if look["frozen"] else None
    if "filter" in look:
        sheet.auto_filter.ref = sheet.dimensions if look["filter"] else None
    if "landscape" in look:
        sheet.page_setup.orientation = "landscape" if look["landscape"] else "portrait"
    if look.get("chart"):
        sheet.add_chart(_chart(sheet, look["chart"]), "H2")


def chart(kind: str, title: str, names: str, values: str) -> dict[str, str]:
    """What a chart is made of, from what was typed."""
    if kind not in CHARTS:
        raise EditRefused
    for one in (names, values):
        top, left, bottom, right = box(one)
        if top != bottom and left != right:
            raise EditRefused(
                _("A chart takes one column or one row of names, and one of figures.")
            )
    return {
        "kind": kind,
        "title": storable(title).strip()[:MAX_TITLE],
        "names": names.strip().upper(),
        "values": values.strip().upper(),
    }


def _chart(sheet: Any, facts: Mapping[str, str]) -> Any:
    made = CHARTS[facts["kind"]]()
    made.add_data(_cells(sheet, box(facts["values"])), from_rows=_lies(box(facts["values"])))
    made.set_categories(_cells(sheet, box(facts["names"])))
    made.title = facts["title"] or None
    return made


def _lies(given: Box) -> bool:
    return given[0] == given[2]


def _cells(sheet: Any, given: Box) -> Reference:
    top, left, bottom, right = given
    return Reference(sheet, min_row=top, min_col=left, max_row=bottom, max_col=right)
