"""One grading: the job's checks over one file."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from labs.files.checker.calculation import Calculator, TooMuchWork
from labs.files.checker.document import read_document
from labs.files.checker.papers import check_document
from labs.files.checker.sheets import Inputs, Marking
from labs.files.checker.syntax import FormulaBroken, parse
from labs.files.checker.values import Fault, Unsupported, fold
from labs.files.checker.verdict import Verdict
from labs.files.checker.workbook import Formula, Unreadable, place_of, read_book

MAX_FORMULAS = 10_000
MAX_SHOWN = 200


def run(job: Mapping[str, Any], content: bytes, given: Path) -> list[dict[str, Any]]:
    """A verdict for each check, in their order."""
    if job["kind"] == "document":
        return [asdict(one) for one in _document(job, content)]
    return [asdict(one) for one in _spreadsheet(job, content, given)]


def work_out(content: bytes) -> dict[str, dict[str, Any]]:
    """The value of each formula by sheet and address; what has none says why."""
    book = read_book(content)
    calculator, left = Calculator(book), MAX_FORMULAS
    found: dict[str, dict[str, Any]] = {}
    for sheet in book.sheets.values():
        formulas = [place for place, held in sheet.cells.items() if isinstance(held, Formula)]
        left -= len(formulas)
        if left < 0:
            raise TooMuchWork
        values = found.setdefault(sheet.title, {})
        for row, column in formulas:
            address = f"{get_column_letter(column)}{row}"
            values[address] = worked_out(calculator, sheet.title, row, column)
    return found


def worked_out(calculator: Calculator, title: str, row: int, column: int) -> Any:
    """The value of one formula, or why it has none."""
    held = calculator.book.sheets[fold(title)].cells[row, column]
    try:
        parse(held.source)
        value = calculator.at(title, row, column)
    except FormulaBroken:
        return {"broken": True}
    except Unsupported as error:
        return {"function": str(error)[:60]}
    except RecursionError:
        return {"deep": True}
    if isinstance(value, Fault):
        return {"fault": value.code}
    return value[:MAX_SHOWN] if isinstance(value, str) else 0.0 if value is None else value


def _document(job: Mapping[str, Any], content: bytes) -> list[Verdict]:
    checks = job["checks"]
    try:
        paper = read_document(content)
    except Unreadable:
        return [Verdict(state="unreadable", reason="unreadable")] * len(checks)
    return [check_document(paper, one, job) for one in checks]


def _spreadsheet(job: Mapping[str, Any], content: bytes, given: Path) -> list[Verdict]:
    checks = job["checks"]
    author = read_book((given / "start").read_bytes())
    try:
        learner = read_book(content)
    except Unreadable:
        return [Verdict(state="unreadable", reason="unreadable")] * len(checks)
    marking = Marking(learner, author, [_placed(one) for one in job["inputs"]])
    found: list[Verdict] = []
    for one in checks:
        try:
            found.append(marking.check(one))
        except TooMuchWork:
            found.append(Verdict(state="timeout", reason="too_much_work"))
        except RecursionError:
            found.append(Verdict(state="formula", reason="too_deep"))
    return found


def _placed(values: Mapping[str, Any]) -> Inputs:
    """`{"Sheet!B2": 5}` by sheet and place."""
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for address, value in values.items():
        sheet, (row, column, _bottom, _right) = place_of(address)
        found.setdefault(fold(sheet), {})[row, column] = value
    return found
