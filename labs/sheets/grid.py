"""A sheet as it is shown: a window of rows, each cell with its text, its content and its look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from string import ascii_uppercase
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from labs.files.checker.workbook import serial
from labs.sheets.entering import as_typed
from labs.sheets.errors import EditRefused
from labs.sheets.facts import Facts
from labs.sheets.looks import SWITCHES
from labs.sheets.models import Cell, CellKind
from labs.sheets.places import MAX_COLUMN, MAX_ROW, box, name
from labs.sheets.showing import shown
from labs.sheets.words import of_value

WINDOW = 200
WAITING = "…"
_LETTERS = ascii_uppercase
MORE_ROWS, MORE_COLUMNS = 10, 3
LEAST_ROWS, LEAST_COLUMNS = 20, 8
EMPTY: Facts = {"cells": {}, "merged": [], "widths": {}, "height": 1, "width": 1}
_BLANK: Facts = {"kind": CellKind.BLANK, "text": "", "look": {}}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One cell."""

    address: str
    text: str
    content: str
    css: str
    locked: bool = False
    problem: str = ""
    across: int = 1
    down: int = 1

    def told(self, sheet: str) -> dict[str, Any]:
        """As a script on the page reads it."""
        return {
            "sheet": sheet,
            "address": self.address,
            "text": self.text,
            "content": self.content,
            "css": self.css,
            "problem": self.problem,
        }


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet of a draft, from the row `first` on."""

    title: str
    start: Facts
    cells: Mapping[str, Cell]
    values: Mapping[str, Any]
    drawn: frozenset[str]
    first: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _ends(self) -> tuple[int, int]:
        rows, columns = [int(self.start["height"])], [int(self.start["width"])]
        for address in self.cells:
            left, top, _right, _bottom = range_boundaries(address)
            rows.append(int(top or 1))
            columns.append(int(left or 1))
        height = max(LEAST_ROWS, max(rows) + MORE_ROWS)
        return min(height, MAX_ROW), min(
            max(LEAST_COLUMNS, max(columns) + MORE_COLUMNS), MAX_COLUMN
        )

    @property
    def height(self) -> int:
        """Rows that can be reached."""
        return self._ends[0]

    @property
    def columns(self) -> list[tuple[str, int]]:
        """Letters and width in characters, in steps that the style sheet knows."""
        widths = self.start["widths"]
        letters = [get_column_letter(place) for place in range(1, self._ends[1] + 1)]
        return [(one, min(max(int(widths.get(one, 13)) // 4 * 4, 8), 40)) for one in letters]

    @property
    def last(self) -> int:
        """The last row of the window."""
        return min(self.first + WINDOW - 1, self.height)

    @property
    def before(self) -> int:
        """Where the window before begins; 0 without one."""
        return max(self.first - WINDOW, 1) if self.first > 1 else 0

    @property
    def after(self) -> int:
        """Where the next window begins; 0 without one."""
        return self.last + 1 if self.last < self.height else 0

    @property
    def rows(self) -> Iterator[tuple[int, list[Shown]]]:
        """The window."""
        for row in range(self.first, self.last + 1):
            places = (name(row, column) for column in range(1, self._ends[1] + 1))
            yield row, [self.at(one) for one in places if one not in self._covered]

    def at(self, address: str) -> Shown:
        """One cell as it stands."""
        kind, text, look = self.state(address)
        value, problem = self._value(address, kind, text)
        across, down = self._spans.get(address, (1, 1))
        return Shown(
            address=address,
            text=problem[0] if problem else shown(value, str(look.get("format", "General"))),
            content=as_typed(kind, text),
            css=_css(value, look, is_wrong=bool(problem)),
            locked=f"{self.title}!{address}" in self.drawn,
            problem=problem[1] if problem else "",
            across=across,
            down=down,
        )

    def figure(self, address: str) -> float:
        """The number that a cell comes to; 0 for what is none."""
        kind, text, _look = self.state(address)
        value, _problem = self._value(address, kind, text)
        return float(value) if isinstance(value, int | float) else 0.0

    def content_at(self, said: str) -> str:
        """What a person would type for the first cell of a range; nothing for what is none."""
        try:
            return self.at(name(*box(said)[:2])).content
        except EditRefused:
            return ""

    @property
    def formulas(self) -> Iterator[str]:
        """The cells of the window that hold one."""
        for address in {*self.start["cells"], *self.cells}:
            is_formula = self.state(address)[0] == CellKind.FORMULA
            if is_formula and self.first <= int(address.lstrip(_LETTERS)) <= self.last:
                yield address

    def state(self, address: str) -> tuple[str, str, dict[str, Any]]:
        """Kind, text and look: the start file's with the learner's over it."""
        begun = self.start["cells"].get(address, _BLANK)
        held = self.cells.get(address)
        if held is None:
            return begun["kind"], begun["text"], begun["look"]
        look = {**begun["look"], **held.look}
        if held.kind == CellKind.START:
            return begun["kind"], begun["text"], look
        return held.kind, held.text, look

    def is_covered(self, address: str) -> bool:
        """Whether the cell lies under a merged one."""
        return address in self._covered

    def _value(self, address: str, kind: str, text: str) -> tuple[Any, tuple[str, str] | None]:
        if kind == CellKind.FORMULA:
            value = self.values.get(address, WAITING)
            return (None, of_value(value)) if isinstance(value, dict) else (value, None)
        return plain(kind, text), None

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        return {
            name(top, left): (right - left + 1, bottom - top + 1)
            for left, top, right, bottom in self.start["merged"]
        }

    @cached_property
    def _covered(self) -> frozenset[str]:
        return frozenset(
            name(row, column)
            for left, top, right, bottom in self.start["merged"]
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        )


def plain(kind: str, text: str) -> Any:
    """What a cell without a formula holds, days as a spreadsheet counts them."""
    if kind == CellKind.NUMBER:
        return float(text)
    if kind == CellKind.DATE:
        return serial(date.fromisoformat(text))
    if kind == CellKind.TRUTH:
        return text == "TRUE"
    return text if kind == CellKind.TEXT else None


def _css(value: Any, look: Mapping[str, Any], *, is_wrong: bool) -> str:
    names = [one for one in SWITCHES if look.get(one)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        names.append("number")
    if is_wrong:
        names.append("wrong")
    return " ".join(f"sheet__cell--{one}" for one in names)
