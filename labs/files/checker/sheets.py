"""The checks of a spreadsheet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from labs.files.checker import features
from labs.files.checker.calculation import Calculator
from labs.files.checker.syntax import functions_in, references_in
from labs.files.checker.values import Fault, Unsupported, fold, is_number
from labs.files.checker.verdict import RIGHT, Verdict, summed_up, wrong
from labs.files.checker.workbook import Book, Formula, Place, place_of

Inputs = Mapping[str, Mapping[Place, Any]]
Given = Mapping[str, Any]
MAX_CELLS = 2_000
UNTOUCHED = 0.5


@dataclass(frozen=True, kw_only=True)
class Case:
    """One set of inputs: the learner's book and the author's book, worked out with them."""

    learner: Calculator
    author: Calculator


class Marking:
    """One learner's workbook against the author's start file.

    `inputs` are the values drawn for this learner, then those of other draws: a formula that was
    replaced by its value holds for the first alone.
    """

    def __init__(self, learner: Book, author: Book, inputs: Sequence[Inputs]) -> None:
        self.book = learner
        self.own = Case(
            learner=Calculator(learner), author=Calculator(author.with_values(inputs[0]))
        )
        self._others = [
            Case(
                learner=Calculator(learner.with_values(one)),
                author=Calculator(author.with_values(one)),
            )
            for one in inputs[1:]
        ]
        self._inputs = inputs[0]

    @property
    def others(self) -> list[Case]:
        """The same for other draws, where there are inputs at all."""
        return self._others if self._inputs else []

    def untouched(self) -> float:
        """The share of the drawn inputs that still stand where they were given."""
        given = [
            (sheet, place, value)
            for sheet, cells in self._inputs.items()
            for place, value in cells.items()
        ]
        if not given:
            return 1.0
        same = sum(
            _equal(self.own.learner.at(sheet, *place), value, 1e-9) for sheet, place, value in given
        )
        return same / len(given)

    def check(self, given: Given) -> Verdict:
        """One check."""
        try:
            return _CHECKS[given["type"]](self, given)
        except Unsupported as error:
            return Verdict(
                state="formula", reason="unsupported", facts={"function": str(error)[:60]}
            )

    def cells(self, given: Given) -> Iterator[tuple[str, int, int]]:
        """The cells of a check; `_Absent` where its sheet is not there."""
        title, (top, left, bottom, right) = place_of(f"'{given['sheet']}'!{given['cells']}")
        places = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
        for count, (row, column) in enumerate(places):
            if count >= MAX_CELLS:
                raise ValueError(given["cells"])
            yield title, row, column


def check_value(marking: Marking, given: Given) -> Verdict:
    """The worked-out values, for the learner's own data and, where asked, for other data too."""
    if marking.book.sheet(given["sheet"]) is None:
        return wrong("no_sheet", sheet=given["sheet"])
    cells = list(marking.cells(given))
    found = summed_up(_value(marking.own, given, cells, one) for one in cells)
    if found.share < 1 and marking.untouched() < UNTOUCHED:
        return wrong("not_yours")
    if found.share < 1 or not given.get("steady") or not marking.others:
        return found
    if marking.untouched() < 1:
        return wrong("inputs_changed")
    for other in marking.others:
        again = summed_up(_value(other, given, cells, one) for one in cells)
        if again.share < 1:
            return wrong("typed_in", cell=again.facts.get("cell", ""))
    return RIGHT


def _value(
    case: Case, given: Given, cells: Sequence[tuple[str, int, int]], cell: tuple[str, int, int]
) -> Verdict:
    expected = _expected(case.author, given, cells[0], cell)
    if isinstance(expected, Fault):
        return Verdict(state="system", reason="author", facts={"found": expected.code})
    value = case.learner.at(*cell)
    facts = {"cell": address(*cell), "found": shown(value)}
    if isinstance(value, Fault):
        return Verdict(state="formula", reason="cell_error", facts=facts)
    if value is None and expected is not None:
        return wrong("empty", cell=facts["cell"])
    if _equal(value, expected, float(given.get("tolerance") or 0)):
        return RIGHT
    return wrong("value", **facts)


def _expected(
    author: Calculator, given: Given, first: tuple[str, int, int], cell: tuple[str, int, int]
) -> Any:
    """The author's value for a cell; a formula is filled on from the first cell of the range."""
    source = str(given["expected"]).strip()
    if not source.startswith("="):
        return _typed(source)
    origin, here = _local(*first), _local(*cell)
    filled = Translator(source, origin=origin).translate_formula(here)
    title = cell[0] if author.book.sheet(cell[0]) else ""
    return author.formula(filled, title)


def _typed(source: str) -> Any:
    try:
        return float(source.replace(",", "."))
    except ValueError:
        return source


def check_formula(marking: Marking, given: Given) -> Verdict:
    """Formulas stand in the cells and use one of the functions named."""
    if marking.book.sheet(given["sheet"]) is None:
        return wrong("no_sheet", sheet=given["sheet"])
    wanted = {str(one).strip().upper() for one in given.get("functions") or ()}
    return summed_up(_formula(marking, one, wanted) for one in marking.cells(given))


def _formula(marking: Marking, cell: tuple[str, int, int], wanted: set[str]) -> Verdict:
    sheet = marking.book.sheet(cell[0])
    held = sheet.cells.get(cell[1:]) if sheet else None
    if held is None:
        return wrong("empty", cell=address(*cell))
    if not isinstance(held, Formula) or not references_in(held.source):
        return wrong("no_formula", cell=address(*cell))
    if wanted and not wanted & functions_in(held.source):
        return wrong("other_function", cell=address(*cell), functions=", ".join(sorted(wanted)))
    return RIGHT


def check_header(marking: Marking, given: Given) -> Verdict:
    """The names at the head of the columns, in order."""
    if marking.book.sheet(given["sheet"]) is None:
        return wrong("no_sheet", sheet=given["sheet"])
    row, left = int(given.get("row") or 1), int(given.get("column") or 1)
    return summed_up(
        RIGHT
        if squeezed(marking.own.learner.at(given["sheet"], row, left + place)) == squeezed(name)
        else wrong("header", cell=address(given["sheet"], row, left + place), wanted=name)
        for place, name in enumerate(given["names"])
    )


def check_feature(marking: Marking, given: Given) -> Verdict:
    """Tables, filters, frozen headers and the like."""
    return features.feature(marking.book, given["sheet"], given["feature"])


def check_style(marking: Marking, given: Given) -> Verdict:
    """How cells look: number format, bold, borders and the like."""
    if marking.book.sheet(given["sheet"]) is None:
        return wrong("no_sheet", sheet=given["sheet"])
    return summed_up(
        RIGHT
        if features.looks(marking.book, one, given["rule"])
        else wrong("style", cell=address(*one), rule=given["rule"])
        for one in marking.cells(given)
    )


def check_chart(marking: Marking, given: Given) -> Verdict:
    """A chart of the kind asked for."""
    return features.chart(marking.book, given)


def address(title: str, row: int, column: int) -> str:
    """A cell as a person writes it."""
    return f"{title}!{_local(title, row, column)}"


def _local(_title: str, row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def shown(value: Any) -> str:
    """A value as it is told to the learner: short."""
    if isinstance(value, Fault):
        return value.code
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:.10g}" if is_number(value) else str(value or "")[:60]


def squeezed(value: Any) -> str:
    """For comparison of words: without case, with single blanks."""
    return re.sub(r"\s+", " ", fold(str(value or ""))).strip()


def _equal(value: Any, expected: Any, tolerance: float) -> bool:
    if is_number(expected):
        return is_number(value) and abs(value - expected) <= tolerance + 1e-9 * max(
            1, abs(expected)
        )
    if isinstance(value, Fault) or isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    return squeezed(value) == squeezed(expected) and not is_number(value)


_CHECKS: dict[str, Callable[[Marking, Given], Verdict]] = {
    "value": check_value,
    "formula": check_formula,
    "header": check_header,
    "feature": check_feature,
    "style": check_style,
    "chart": check_chart,
}
