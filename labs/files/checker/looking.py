"""What a file holds, for a person who looks at it: texts, values and formulas within bounds."""

from typing import Any

from labs.files.checker.calculation import Calculator, TooMuchWork
from labs.files.checker.container import Refused
from labs.files.checker.document import Paragraph, read_blocks
from labs.files.checker.job import worked_out
from labs.files.checker.values import Fault
from labs.files.checker.workbook import Book, Formula, Sheet, Unreadable, read_book

MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 10, 300, 40
MAX_BLOCKS = 2_000
MAX_TEXT = 2_000
MAX_LETTERS = 300_000
OF_A_CELL = 30  # letters that a cell takes by being there


class _Budget:
    """How many letters may still be said, and whether anything was left out."""

    def __init__(self) -> None:
        self.left, self.cut = MAX_LETTERS, False

    def text(self, said: str) -> str:
        """As much of a text as is shown."""
        kept = said[: max(0, min(MAX_TEXT, self.left))]
        self.left -= len(kept)
        self.cut = self.cut or len(kept) < len(said)
        return kept

    def few(self, count: int, most: int) -> int:
        """As many of a number of things as are shown."""
        self.cut = self.cut or count > most
        return min(count, most)


def look(content: bytes, kind: str) -> dict[str, Any]:
    """The file's sheets, or its paragraphs and tables; whether they were `cut`."""
    budget = _Budget()
    try:
        held = _document(content, budget) if kind == "document" else _workbook(content, budget)
    except Unreadable as error:
        raise Refused("damaged") from error
    return held | {"cut": budget.cut}


def _workbook(content: bytes, budget: _Budget) -> dict[str, Any]:
    book = read_book(content)
    calculator, sheets = Calculator(book), list(book.sheets.values())
    shown = sheets[: budget.few(len(sheets), MAX_SHEETS)]
    return {"sheets": [_sheet(book, calculator, one, budget) for one in shown]}


def _sheet(book: Book, calculator: Calculator, sheet: Sheet, budget: _Budget) -> dict[str, Any]:
    height = budget.few(sheet.height, MAX_ROWS)
    width = budget.few(sheet.width, MAX_COLUMNS)
    raw = book.raw[sheet.title]
    rows = [
        [_cell(calculator, sheet, raw, (row, column), budget) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
    return {"title": budget.text(sheet.title), "rows": rows}


def _cell(
    calculator: Calculator, sheet: Sheet, raw: Any, place: tuple[int, int], budget: _Budget
) -> dict[str, Any] | None:
    held = sheet.cells.get(place)
    if held is None:
        return None
    budget.left -= OF_A_CELL
    if budget.left <= 0:
        budget.cut = True
        return None
    found: dict[str, Any] = {"format": str(raw._cells[place].number_format)[:60]}
    if isinstance(held, Formula):
        found["formula"] = budget.text(held.source)
        held = _value(calculator, sheet.title, place)
    if isinstance(held, Fault):
        held = {"fault": held.code}
    return found | {"value": budget.text(held) if isinstance(held, str) else held}


def _value(calculator: Calculator, title: str, place: tuple[int, int]) -> Any:
    try:
        return worked_out(calculator, title, *place)
    except TooMuchWork:
        return {"deep": True}


def _document(content: bytes, budget: _Budget) -> dict[str, Any]:
    blocks = list(read_blocks(content))
    shown = blocks[: budget.few(len(blocks), MAX_BLOCKS)]
    return {"blocks": [_block(one, budget) for one in shown]}


def _block(block: Any, budget: _Budget) -> dict[str, Any]:
    if not isinstance(block, Paragraph):
        return {"table": [[budget.text(cell) for cell in row] for row in block]}
    runs = [
        [budget.text(run.text), bool(run.look.get("bold")), bool(run.look.get("italic"))]
        for run in block.runs
    ]
    align = str(block.look.get("align", ""))[:10]
    return {"runs": runs, "level": block.level, "align": align}
