"""One grading: the job's checks over one file."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labs.files.checker.calculation import TooMuchWork
from labs.files.checker.document import read_document
from labs.files.checker.papers import check_document
from labs.files.checker.sheets import Inputs, Marking
from labs.files.checker.values import fold
from labs.files.checker.verdict import Verdict
from labs.files.checker.workbook import Unreadable, place_of, read_book


def run(job: Mapping[str, Any], content: bytes, given: Path) -> list[dict[str, Any]]:
    """A verdict for each check, in their order."""
    if job["kind"] == "document":
        return [asdict(one) for one in _document(job, content)]
    return [asdict(one) for one in _spreadsheet(job, content, given)]


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
