"""What stands in a start file, as plain facts: read once for a learner, then kept for a while."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.cache import cache
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from labs.assignments.models import LabVersion
from labs.files.checker.workbook import serial
from labs.files.definition import definition_of
from labs.files.drawing import draw
from labs.sheets.models import CellKind, Draft
from labs.sheets.places import MAX_COLUMN, MAX_ROW, name
from labs.sheets.workbook import bare, begun, seed_of

KEPT_SECONDS = 3_600
BEYOND = ("table", "validation", "highlight", "pivot")  # made in Excel alone
Facts = dict[str, Any]


def facts_of(draft: Draft) -> Facts:
    """`sheets` by title; cells `drawn`, which stay; what is asked `beyond` this page."""
    seed = seed_of(draft)
    key = f"labs:sheet:{draft.version.sha256[:16]}:{seed}"
    held: Facts | None = cache.get(key)
    if held is None:
        held = _read(draft.version, seed)
        cache.set(key, held, KEPT_SECONDS)
    return held


def _read(version: LabVersion, seed: str) -> Facts:
    workbook, definition = load_workbook(BytesIO(begun(version, seed))), definition_of(version)
    asked = [one["feature"] for one in definition.checks if one["type"] == "feature"]
    return {
        "sheets": {one.title: read_sheet(one) for one in workbook.worksheets},
        "drawn": sorted(draw(definition, seed)),
        "beyond": [one for one in BEYOND if one in asked],
    }


def read_sheet(one: Any) -> Facts:
    """A sheet of a workbook as plain facts."""
    cells = {
        name(row, column): _cell(cell)
        for (row, column), cell in one._cells.items()
        if row <= MAX_ROW and column <= MAX_COLUMN and (cell.value is not None or cell.has_style)
    }
    merged = [list(range_.bounds) for range_ in one.merged_cells.ranges]
    widths = {
        letters: round(dimension.width or 13)
        for letters, dimension in one.column_dimensions.items()
        if dimension.customWidth
    }
    return {
        "cells": cells,
        "merged": merged,
        "widths": widths,
        "frozen": bool(one.freeze_panes and one.freeze_panes != "A1"),
        "filter": bool(one.auto_filter.ref),
        "landscape": one.page_setup.orientation == "landscape",
        "height": min(one.max_row, MAX_ROW),
        "width": min(one.max_column, MAX_COLUMN),
        "last": get_column_letter(one.max_column),
    }


def _cell(cell: Any) -> Facts:
    kind, text = _content(cell.value, is_text=cell.data_type == "s")
    look = {
        "bold": bool(cell.font and cell.font.b),
        "filled": cell.fill is not None and cell.fill.fill_type not in (None, "none"),
        "centred": bool(
            cell.alignment and cell.alignment.horizontal in ("center", "centerContinuous")
        ),
        "wrapped": bool(cell.alignment and cell.alignment.wrap_text),
        "bordered": bool(cell.border and cell.border.left and cell.border.left.style),
    }
    held = {switch: True for switch, on in look.items() if on}
    if cell.number_format != "General":
        held["format"] = cell.number_format
    return {"kind": kind, "text": text, "look": held}


def _content(value: Any, *, is_text: bool) -> tuple[str, str]:  # noqa: PLR0911  # one a kind
    if isinstance(value, ArrayFormula):
        return CellKind.FORMULA.value, bare(str(value.text or ""))
    if value is None:
        return CellKind.BLANK.value, ""
    if isinstance(value, bool):
        return CellKind.TRUTH.value, "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return CellKind.NUMBER.value, repr(value)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return CellKind.NUMBER.value, repr(serial(value))
    if isinstance(value, datetime | date):
        return CellKind.DATE.value, f"{value:%Y-%m-%d}"
    said = str(value)
    if said.startswith("=") and len(said) > 1 and not is_text:
        return CellKind.FORMULA.value, bare(said)
    return CellKind.TEXT.value, said
