"""An office file as HTML that holds nothing to run: read in the box, its texts escaped here."""

import logging
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from labs.assignments.models import Attempt
from labs.files.errors import REASONS
from labs.files.office import look_into
from labs.grading.errors import GradingFault, SandboxMissing
from labs.sheets.showing import shown
from labs.sheets.words import of_value

logger = logging.getLogger(__name__)

KEPT_SECONDS = 3_600
ALIGNED = {"center": "centre", "right": "end", "end": "end", "both": "both"}


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """One cell of a sheet: its value in words, and the formula behind it."""

    text: str
    formula: str = ""
    is_figure: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    """One sheet with the letters of its columns."""

    title: str
    letters: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph as runs of (text, bold, italic), or the rows of a table."""

    runs: tuple[tuple[str, bool, bool], ...] = ()
    level: int = 0
    align: str = ""
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """What a file holds; where it cannot be shown, a sentence that says why."""

    sheets: tuple[ShownSheet, ...] = ()
    blocks: tuple[Block, ...] = ()
    cut: bool = False
    problem: str = ""


def shown_file(attempt: Attempt) -> ShownFile:
    """The file of an attempt, opened in the box once and then kept for a while."""
    key = f"labs:look:{attempt.uuid}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        try:
            found = look_into(bytes(attempt.content), kind=attempt.activity.type)
        except (GradingFault, SandboxMissing):
            logger.warning("The file of %s was not read", attempt.uuid, exc_info=True)
            return ShownFile(problem=_("The file cannot be shown just now. Download it instead."))
        cache.set(key, found, KEPT_SECONDS)
    return _shown(found)


def _shown(found: dict[str, Any]) -> ShownFile:
    held = found.get("held")
    if held is None:
        reason = REASONS.get(str(found.get("refused")), "")
        return ShownFile(problem=str(reason) or _("The file takes too long to open."))
    return ShownFile(
        sheets=tuple(_sheet(one) for one in held.get("sheets", [])),
        blocks=tuple(_block(one) for one in held.get("blocks", [])),
        cut=bool(held.get("cut")),
    )


def _sheet(held: dict[str, Any]) -> ShownSheet:
    rows = tuple(tuple(_cell(one) for one in row) for row in held["rows"])
    width = max((len(row) for row in rows), default=0)
    letters = tuple(get_column_letter(at + 1) for at in range(width))
    return ShownSheet(title=held["title"], letters=letters, rows=rows)


def _cell(held: dict[str, Any] | None) -> ShownCell:
    if held is None:
        return ShownCell(text="")
    value = held["value"]
    text = of_value(value)[0] if isinstance(value, dict) else shown(value, held["format"])
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    return ShownCell(text=text, formula=held.get("formula", ""), is_figure=is_figure)


def _block(held: dict[str, Any]) -> Block:
    if "table" in held:
        return Block(table=tuple(tuple(row) for row in held["table"]))
    runs = tuple((str(text), bool(bold), bool(italic)) for text, bold, italic in held["runs"])
    return Block(runs=runs, level=int(held["level"]), align=ALIGNED.get(held["align"], ""))
