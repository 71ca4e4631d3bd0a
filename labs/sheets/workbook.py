"""The workbook of a draft: the start file drawn for the learner, the learner's cells in it."""

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from labs.assignments.models import LabVersion
from labs.files.definition import definition_of
from labs.files.drawing import seed_for, start_file
from labs.sheets.looks import put_on, put_on_sheet
from labs.sheets.models import Cell, CellKind, Draft

# Functions that files name with a prefix, since they are younger than the format.
_YOUNGER = (
    "CONCAT|TEXTJOIN|IFS|SWITCH|MAXIFS|MINIFS|XLOOKUP|XMATCH|FILTER|SORT|UNIQUE|SEQUENCE|LET"
    "|DAYS|ISOWEEKNUM|NUMBERVALUE|IFNA|STDEV\\.S|STDEV\\.P|VAR\\.S|VAR\\.P|MODE\\.SNGL|RANK\\.EQ"
    "|RANK\\.AVG|PERCENTILE\\.INC|QUARTILE\\.INC|TEXTBEFORE|TEXTAFTER|TEXTSPLIT|XOR|FLOOR\\.MATH"
    "|CEILING\\.MATH|UNICHAR|UNICODE"
)
_PREFIXED = re.compile(r'("(?:[^"]|"")*")|(?<![\w.])(' + _YOUNGER + r")(?=\()", re.IGNORECASE)
_PREFIX = re.compile(r'("(?:[^"]|"")*")|_xlfn\.(?:_xlws\.)?', re.IGNORECASE)


def seed_of(draft: Draft) -> str:
    """The seed of what is drawn for this learner."""
    return seed_for(
        activity=draft.activity.uuid, learner=draft.learner.uuid, version=draft.version.uuid
    )


def begun(version: LabVersion, seed: str) -> bytes:
    """The start file drawn for a learner."""
    return start_file(definition_of(version), seed)


def file_of(draft: Draft) -> bytes:
    """The draft as it stands, as a file that Excel opens."""
    return made(begun(draft.version, seed_of(draft)), draft.cells.all())


def made(start: bytes, cells: Iterable[Cell]) -> bytes:
    """The start file with these cells put in; the sheets' own settings last."""
    workbook = load_workbook(BytesIO(start))
    of_sheets = []
    for one in cells:
        if one.kind == CellKind.START and not one.look:
            continue
        if one.sheet not in workbook.sheetnames:
            workbook.create_sheet(one.sheet)
        if not one.address:
            of_sheets.append(one)
            continue
        _fill(workbook[one.sheet][one.address], one)
    for one in of_sheets:
        put_on_sheet(workbook[one.sheet], one.look)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _fill(cell: Any, given: Cell) -> None:
    if given.kind != CellKind.START:
        cell.value = _value(given.kind, given.text)
        if given.kind == CellKind.TEXT:
            cell.data_type = "s"  # a text that begins with = stays a text
    put_on(cell, given.look)


def _value(kind: str, text: str) -> Any:
    if kind == CellKind.NUMBER:
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == CellKind.DATE:
        return date.fromisoformat(text)
    if kind == CellKind.TRUTH:
        return text == "TRUE"
    if kind == CellKind.FORMULA:
        return prefixed(text)
    return text if kind == CellKind.TEXT else None


def prefixed(formula: str) -> str:
    """As files keep it: the younger functions under their long names."""
    return _PREFIXED.sub(lambda match: match[1] or f"_xlfn.{match[2]}", formula)


def bare(formula: str) -> str:
    """As people read it."""
    return _PREFIX.sub(lambda match: match[1] or "", formula)
