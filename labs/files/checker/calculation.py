"""Work a workbook out anew: the values that a file brings along are never looked at."""

from collections.abc import Callable
from typing import Any

from labs.files.checker.functions import FUNCTIONS, UNREAD
from labs.files.checker.functions.mathematics import subtotal
from labs.files.checker.syntax import (
    Binary,
    Call,
    FormulaBroken,
    Literal,
    Missing,
    Name,
    Reference,
    TableReference,
    Unary,
    parse,
)
from labs.files.checker.values import (
    Fault,
    Grid,
    Unsupported,
    fold,
    grid,
    number,
    order,
    scalar,
    text,
    truth,
    whole,
)
from labs.files.checker.workbook import Book, Formula, Sheet

MAX_STEPS = 3_000_000
MAX_GRID = 1_000_000


class TooMuchWork(Exception):
    """The workbook asks for more than a lab allows."""


class Calculator:
    """Values of one workbook, each worked out once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[tuple[str, int, int], Any] = {}
        self._open: set[tuple[str, int, int]] = set()
        self._steps = 0

    def at(self, title: str, row: int, column: int) -> Any:
        """The value of a cell; an error is a `Fault`."""
        sheet = self._book.sheet(title)
        if sheet is None:
            return Fault("#REF!")
        held = sheet.cells.get((row, column))
        if not isinstance(held, Formula):
            return held
        key = (fold(sheet.title), row, column)
        if key not in self._known:
            if key in self._open:
                return Fault("#CIRC!")
            self._open.add(key)
            try:
                self._known[key] = self._formula(held.source, sheet.title, row, column)
            finally:
                self._open.discard(key)
        return self._known[key]

    def formula(self, source: str, title: str = "") -> Any:
        """What a formula gives that stands in no cell."""
        return self._formula(source, title or next(iter(self._book.sheets)), 1, 1)

    def _formula(self, source: str, title: str, row: int, column: int) -> Any:
        try:
            return scalar(_Worker(self, title, row, column).work(parse(source)))
        except Fault as fault:
            return fault
        except FormulaBroken:
            return Fault("#NAME?")

    def grid(self, title: str, top: int, left: int, bottom: int, right: int) -> Grid:
        """The values of a range; open ends reach to the last filled cell."""
        sheet = self._book.sheet(title)
        if sheet is None:
            raise Fault("#REF!")
        bottom = max(min(bottom or sheet.height, max(sheet.height, top)), top)
        right = max(min(right or sheet.width, max(sheet.width, left)), left)
        return self._values(sheet, (top, left, bottom, right))

    def whole_grid(self, title: str, ends: tuple[int, int, int, int]) -> Grid:
        """The same with all rows and columns asked for, also beyond the filled cells."""
        sheet = self._book.sheet(title)
        if sheet is None:
            raise Fault("#REF!")
        return self._values(sheet, ends)

    def _values(self, sheet: Sheet, ends: tuple[int, int, int, int]) -> Grid:
        top, left, bottom, right = ends
        size = (bottom - top + 1) * (right - left + 1)
        self.count(size)
        if size > MAX_GRID:
            raise TooMuchWork
        rows = tuple(
            tuple(self.at(sheet.title, row, column) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
        return Grid(rows, place=(sheet, top))

    def count(self, steps: int = 1) -> None:
        """Count work; too much of it ends everything."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise TooMuchWork

    @property
    def book(self) -> Book:
        """The workbook."""
        return self._book


class _Worker:
    """One formula at its cell."""

    def __init__(self, calculator: Calculator, title: str, row: int, column: int) -> None:
        self._calculator = calculator
        self._title, self._row, self._column = title, row, column

    def work(self, node: Any) -> Any:
        """The value of a part of the tree."""
        self._calculator.count()
        way: Callable[[Any, Any], Any] = _WAYS[type(node)]
        return way(self, node)

    def literal(self, node: Literal) -> Any:
        """A constant."""
        if isinstance(node.value, list):
            if len({len(row) for row in node.value}) != 1:
                raise Fault("#VALUE!")
            return Grid(tuple(map(tuple, node.value)))
        return node.value

    def reference(self, node: Reference) -> Any:
        """Cells: one gives its value, more a grid with equal sizes for equal ranges."""
        title = node.sheet or self._title
        if (node.top, node.left) == (node.bottom, node.right):
            value = self._calculator.at(title, node.top, node.left)
            if isinstance(value, Fault):
                return Grid(((value,),))
            return value
        if node.bottom and node.right:
            ends = (node.top, node.left, node.bottom, node.right)
            return self._calculator.whole_grid(title, ends)
        return self._calculator.grid(title, node.top, node.left, node.bottom, node.right)

    def table(self, node: TableReference) -> Any:
        """Columns of a table."""
        table = self._calculator.book.tables.get(fold(node.table))
        if table is None:
            raise Fault("#NAME?")
        names = [fold(one) for one in table.columns]
        if node.first and not {fold(node.first), fold(node.last)} <= set(names):
            raise Fault("#REF!")
        left = table.left + (names.index(fold(node.first)) if node.first else 0)
        right = table.left + names.index(fold(node.last)) if node.first else table.right
        first, last = table.top + table.header, table.bottom - table.totals
        rows = {
            "#data": (first, last),
            "#all": (table.top, table.bottom),
            "#headers": (table.top, table.top),
            "#totals": (table.bottom, table.bottom),
            "#this row": (self._row, self._row),
        }.get(node.rows)
        if rows is None:
            raise Unsupported("[" + node.rows + "]")
        found = self._calculator.whole_grid(table.sheet, (rows[0], left, rows[1], right))
        return scalar(found) if (found.height, found.width) == (1, 1) else found

    def name(self, node: Name) -> Any:
        """What a defined name stands for; a table's name alone is its data."""
        if fold(node.name) in self._calculator.book.tables:
            return self.table(TableReference(node.name, "", "", "#data"))
        source = self._calculator.book.names.get(fold(node.name))
        if source is None:
            raise Fault("#NAME?")
        self._calculator.count(100)
        try:
            tree = parse(source)
        except FormulaBroken as error:
            raise Fault("#NAME?") from error
        if not isinstance(tree, Reference | Literal):
            raise Unsupported(node.name)
        return self.work(tree)

    def missing(self, _node: Missing) -> Any:
        """An argument left out counts as blank."""
        return None

    def unary(self, node: Unary) -> Any:
        """A sign or a percentage, of each cell of a grid."""
        change = _SIGNS[node.operator]
        value = self.work(node.value)
        if isinstance(value, Grid):
            return Grid(tuple(tuple(_kept(change, one) for one in row) for row in value.rows))
        return change(value)

    def binary(self, node: Binary) -> Any:
        """Two sides, cell by cell where one of them is a grid."""
        left, right = self.work(node.left), self.work(node.right)
        change = _OPERATORS[node.operator]
        if not isinstance(left, Grid) and not isinstance(right, Grid):
            return change(left, right)
        one, other = grid(left), grid(right)
        height, width = max(one.height, other.height), max(one.width, other.width)
        self._calculator.count(height * width)
        return Grid(
            tuple(
                tuple(_kept(change, _cell(one, r, c), _cell(other, r, c)) for c in range(width))
                for r in range(height)
            )
        )

    def call(self, node: Call) -> Any:
        """A function; what Python refuses in it is an error of the cell."""
        try:
            return self._called(node)
        except ArithmeticError as error:
            raise Fault("#NUM!") from error
        except (TypeError, ValueError, LookupError) as error:
            raise Fault("#VALUE!") from error

    def _called(self, node: Call) -> Any:
        if node.function in UNREAD:
            chooser: Callable[[Any, tuple[Any, ...]], Any] = _CHOOSERS[node.function]
            return chooser(self, node.arguments)
        function = FUNCTIONS.get(node.function)
        if function is None:
            raise Unsupported(node.function)
        values = [self.work(one) for one in node.arguments]
        self._calculator.count(
            sum(one.height * one.width for one in values if isinstance(one, Grid))
        )
        return function(*values)

    def if_(self, given: tuple[Any, ...]) -> Any:
        """IF, of a whole grid of conditions too."""
        condition = self.work(given[0])
        if isinstance(condition, Grid) and (condition.height, condition.width) != (1, 1):
            raise Unsupported("IF")
        if truth(condition):
            return self.work(given[1])
        return self.work(given[2]) if len(given) > 2 else False

    def ifs(self, given: tuple[Any, ...]) -> Any:
        """IFS."""
        for condition, value in zip(given[::2], given[1::2], strict=False):
            if truth(self.work(condition)):
                return self.work(value)
        raise Fault("#N/A")

    def iferror(self, given: tuple[Any, ...]) -> Any:
        """IFERROR."""
        try:
            return scalar(self.work(given[0]))
        except Fault:
            return self.work(given[1])

    def ifna(self, given: tuple[Any, ...]) -> Any:
        """IFNA."""
        try:
            return scalar(self.work(given[0]))
        except Fault as fault:
            if fault.code != "#N/A":
                raise
            return self.work(given[1])

    def choose(self, given: tuple[Any, ...]) -> Any:
        """CHOOSE."""
        place = whole(self.work(given[0]))
        if not 1 <= place < len(given):
            raise Fault("#VALUE!")
        return self.work(given[place])

    def switch(self, given: tuple[Any, ...]) -> Any:
        """SWITCH."""
        wanted = self.work(given[0])
        rest = given[1:]
        for value, result in zip(rest[::2], rest[1::2], strict=False):
            if order(wanted, self.work(value)) == 0:
                return self.work(result)
        if len(rest) % 2:
            return self.work(rest[-1])
        raise Fault("#N/A")

    def row(self, given: tuple[Any, ...]) -> Any:
        """ROW."""
        return float(given[0].top if given and isinstance(given[0], Reference) else self._row)

    def column(self, given: tuple[Any, ...]) -> Any:
        """COLUMN."""
        return float(given[0].left if given and isinstance(given[0], Reference) else self._column)

    def subtotal(self, given: tuple[Any, ...]) -> Any:
        """SUBTOTAL over the rows that are shown."""
        shown = []
        for one in given[1:]:
            found = self.work(one)
            if isinstance(found, Grid) and found.place:
                sheet, top = found.place
                rows = enumerate(found.rows, top)
                found = Grid(tuple(row for at, row in rows if at not in sheet.hidden_rows))
            shown.append(found)
        return subtotal(self.work(given[0]), *shown)

    def single(self, given: tuple[Any, ...]) -> Any:
        """@: the cell of a range in this row."""
        found = self.work(given[0])
        if isinstance(found, Grid) and found.place:
            at = self._row - found.place[1]
            if found.height > 1 and 0 <= at < found.height:
                return found.rows[at][0]
        return scalar(found)


def _cell(values: Grid, row: int, column: int) -> Any:
    row = 0 if values.height == 1 else row
    column = 0 if values.width == 1 else column
    if row >= values.height or column >= values.width:
        return Fault("#N/A")
    return values.rows[row][column]


def _kept(change: Callable[..., Any], *values: Any) -> Any:
    """One cell of a grid: an error stays in its cell."""
    try:
        return change(*values)
    except Fault as fault:
        return fault


def _divide(left: Any, right: Any) -> float:
    divisor = number(right)
    if divisor == 0:
        raise Fault("#DIV/0!")
    return number(left) / divisor


_SIGNS: dict[str, Callable[[Any], Any]] = {
    "-": lambda value: -number(value),
    "+": scalar,
    "%": lambda value: number(value) / 100,
}
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "/": _divide,
    "^": FUNCTIONS["POWER"],
    "&": lambda left, right: text(left) + text(right),
    "=": lambda left, right: order(left, right) == 0,
    "<>": lambda left, right: order(left, right) != 0,
    "<": lambda left, right: order(left, right) < 0,
    ">": lambda left, right: order(left, right) > 0,
    "<=": lambda left, right: order(left, right) <= 0,
    ">=": lambda left, right: order(left, right) >= 0,
}
_WAYS: dict[type, Callable[[Any, Any], Any]] = {
    Literal: _Worker.literal,
    Reference: _Worker.reference,
    TableReference: _Worker.table,
    Name: _Worker.name,
    Missing: _Worker.missing,
    Unary: _Worker.unary,
    Binary: _Worker.binary,
    Call: _Worker.call,
}
_CHOOSERS: dict[str, Callable[[Any, tuple[Any, ...]], Any]] = {
    "IF": _Worker.if_,
    "IFS": _Worker.ifs,
    "IFERROR": _Worker.iferror,
    "IFNA": _Worker.ifna,
    "CHOOSE": _Worker.choose,
    "SWITCH": _Worker.switch,
    "ROW": _Worker.row,
    "COLUMN": _Worker.column,
    "SUBTOTAL": _Worker.subtotal,
    "SINGLE": _Worker.single,
}
