"""A workbook as checks need it: raw cells, tables, names, and the sheets' own features."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from labs.files.checker.values import Fault, fold

Place = tuple[int, int]
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # spreadsheets know no zones
ERRORS = {"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}


class Unreadable(Exception):
    """The parts are harmless, but they do not make a file that can be read."""


@dataclass
class Sheet:
    """The filled cells of a sheet: plain values, and formulas as `Formula`."""

    title: str
    cells: dict[Place, Any] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Formula:
    """A formula as the file keeps it, with `=`."""

    source: str


@dataclass(frozen=True)
class Table:
    """A named table of a sheet."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    columns: tuple[str, ...]
    header: bool
    totals: bool


@dataclass
class Book:
    """Everything that formulas can refer to. Keys are folded names."""

    sheets: dict[str, Sheet]
    tables: dict[str, Table]
    names: dict[str, str]
    raw: Any

    def sheet(self, title: str) -> Sheet | None:
        """The sheet of this title, however it is cased."""
        return self.sheets.get(fold(title.strip()))

    def with_values(self, values: Mapping[str, Mapping[Place, Any]]) -> "Book":
        """The same workbook with other plain values in some cells."""
        sheets = {
            key: Sheet(
                title=sheet.title,
                cells=sheet.cells | dict(values.get(key, {})),
                hidden_rows=sheet.hidden_rows,
                height=sheet.height,
                width=sheet.width,
            )
            for key, sheet in self.sheets.items()
        }
        return Book(sheets=sheets, tables=self.tables, names=self.names, raw=self.raw)


def read_book(content: bytes) -> Book:
    """The workbook; openpyxl's warnings about what it leaves out do not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _book(load_workbook(BytesIO(content), keep_links=False))
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # the library names no kinds of its own
            raise Unreadable from error


def _book(raw: Any) -> Book:
    epoch = raw.epoch
    sheets = {fold(one.title): _sheet(one, epoch) for one in raw.worksheets}
    tables = {fold(name): table for one in raw.worksheets for name, table in _tables(one)}
    names = {fold(name): str(one.attr_text or "") for name, one in raw.defined_names.items()}
    return Book(sheets=sheets, tables=tables, names=names, raw=raw)


def place_of(address: str) -> tuple[str, tuple[int, int, int, int]]:
    """`Sheet!B2:D9` as the sheet and (top, left, bottom, right); a quoted name loses its quotes."""
    sheet, _mark, cells = address.rpartition("!")
    left, top, right, bottom = range_boundaries(cells.replace("$", "").strip().upper())
    if None in (left, top, right, bottom):
        raise ValueError(address)
    name = sheet.strip()
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    return name, (int(top or 0), int(left or 0), int(bottom or 0), int(right or 0))


def _sheet(one: Any, epoch: datetime) -> Sheet:
    found: dict[Place, Any] = {}
    for (row, column), cell in one._cells.items():
        value = _plain(cell.value, epoch)
        if value is not None:
            found[row, column] = value
    hidden = frozenset(number for number, row in one.row_dimensions.items() if row.hidden)
    return Sheet(
        title=one.title,
        cells=found,
        hidden_rows=hidden,
        height=max((row for row, _column in found), default=1),
        width=max((column for _row, column in found), default=1),
    )


def _plain(value: Any, epoch: datetime) -> Any:  # noqa: PLR0911  # one return a kind of value
    if isinstance(value, ArrayFormula):
        return Formula(str(value.text or ""))
    if isinstance(value, DataTableFormula):
        return Fault("#VALUE!")
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime | date | time | timedelta):
        return serial(value, epoch)
    said = str(value)
    if said.startswith("=") and len(said) > 1:
        return Formula(said)
    return Fault(said) if said in ERRORS else said


def serial(value: datetime | date | time | timedelta, epoch: datetime = EPOCH) -> float:
    """The number of days as which a spreadsheet keeps a moment."""
    if isinstance(value, time):
        value = datetime.combine(epoch, value) - epoch
    elif isinstance(value, datetime):
        value = value.replace(tzinfo=None) - epoch
    elif isinstance(value, date):
        value = datetime.combine(value, time()) - epoch
    return value / timedelta(days=1)


def _tables(one: Any) -> Iterator[tuple[str, Table]]:
    for table in one.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        yield (
            table.displayName or table.name,
            Table(
                sheet=one.title,
                top=int(top or 1),
                left=int(left or 1),
                bottom=int(bottom or 1),
                right=int(right or 1),
                columns=tuple(str(column.name) for column in table.tableColumns),
                header=table.headerRowCount != 0,
                totals=bool(table.totalsRowCount),
            ),
        )
