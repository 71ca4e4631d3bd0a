"""A table as a value: the page and the spreadsheet show the same one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lms.kit.errors import TableTooLong

MOST_ROWS = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one cell says; `state` is how it looks and `href` where to look closer.

    A spreadsheet gets `figure`, where there is one, as a number instead of the words.
    """

    text: str
    number: str = ""
    state: str = ""
    href: str = ""
    figure: float | None = None

    @property
    def whole(self) -> str:
        """Number and words, as a spreadsheet shows them."""
        return ": ".join(part for part in (self.number, self.text) if part)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Title, heads, rows and the moment for which they are true."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    as_of: datetime
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """Every row with the head of each cell beside it, for tables that stack on the phone."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def as_of_words(moment: datetime) -> str:
    """The moment in words: what stands under every table and on every sheet."""
    return _("As at %(moment)s") % {"moment": localtime(moment).strftime("%H:%M %d/%m/%Y")}


def workbook(table: Table) -> bytes:
    """The table as an Excel file: the same cells, the same moment."""
    if len(table.rows) > MOST_ROWS:
        raise TableTooLong
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Report"))
    widths = [_width(table, at) for at in range(len(table.heads))]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for line in (table.title, as_of_words(table.as_of), *table.notes):
        sheet.append([_cell(sheet, line, bold=line == table.title)])
    sheet.append([])
    sheet.append([_cell(sheet, head, bold=True) for head in table.heads])
    for row in table.rows:
        sheet.append([_figure(sheet, cell) or _cell(sheet, cell.whole) for cell in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(sheet: Any, text: str, *, bold: bool = False) -> SheetCell:
    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=not bold, vertical="top")
    return cell


def _figure(sheet: Any, cell: Cell) -> SheetCell | None:
    if cell.figure is None:
        return None
    written = WriteOnlyCell(sheet, value=cell.figure)
    written.alignment = Alignment(vertical="top")
    return written


def _width(table: Table, at: int) -> int:
    longest = max((len(row[at].whole) for row in table.rows[:200]), default=0)
    return min(60, max(12, longest, len(table.heads[at])) + 2)
