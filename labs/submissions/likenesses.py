"""Two submissions beside one another, with the lines that they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.assignments.master import read_master
from labs.assignments.models import Attempt
from labs.assignments.notebook import Cell
from labs.submissions.actions.comparing import master_prints, own_cells
from labs.submissions.models import Likeness
from labs.submissions.prints import cell_prints, prints_of

MAX_LINES = 400
MAX_WIDTH = 300


@dataclass(frozen=True, kw_only=True)
class SharedLine:
    """A line of a cell, and whether the other has it too."""

    text: str
    shared: bool


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: whose, and its cells as lines."""

    attempt: Attempt
    cells: tuple[tuple[SharedLine, ...], ...]

    @property
    def lines(self) -> int:
        """How many lines there are, empty ones aside."""
        return sum(bool(line.text.strip()) for cell in self.cells for line in cell)

    @property
    def shared(self) -> int:
        """How many of them the other has too."""
        return sum(line.shared for cell in self.cells for line in cell)


def beside(likeness: Likeness) -> tuple[Side, Side]:
    """Both submissions; a line is shared where a fingerprint of both covers it."""
    first, second = own_cells(likeness.first), own_cells(likeness.second)
    common = prints_of(first) & prints_of(second)
    for version in {
        one.version_id: one.version for one in (likeness.first, likeness.second)
    }.values():
        common -= master_prints(read_master(bytes(version.master)))
    return _side(likeness.first, first, common), _side(likeness.second, second, common)


def _side(attempt: Attempt, cells: Sequence[Cell], common: set[int]) -> Side:
    filled = [cell for cell in cells if cell.source.strip()]
    return Side(attempt=attempt, cells=tuple(_lines(cell, common) for cell in filled))


def _lines(cell: Cell, common: set[int]) -> tuple[SharedLine, ...]:
    covered = {
        line
        for one in cell_prints(cell)
        if one.value in common
        for line in range(one.first, one.last + 1)
    }
    return tuple(
        SharedLine(text=text[:MAX_WIDTH], shared=number in covered and bool(text.strip()))
        for number, text in enumerate(cell.source.splitlines()[:MAX_LINES], start=1)
    )
