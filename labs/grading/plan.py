"""What to run, in which order: the master's cells with the learner's answers in their place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from labs.assignments.definitions import without_magics
from labs.assignments.master import Master
from labs.assignments.notebook import Cell


@dataclass(frozen=True, kw_only=True)
class Step:
    """One cell to run: the learner's (`source`), or a check of the master's (`check`).

    `before`: the author's own cells since the last check, where values are compared with theirs.
    """

    source: str = ""
    check: Cell | None = None
    before: tuple[str, ...] | None = None
    answer: Cell | None = None
    heading: str = ""
    blank: bool = False


def plan(master: Master, submitted: list[Cell]) -> Iterator[Step]:
    """Rebuild the notebook from the master; copied, moved and deleted cells break nothing.

    The learner's own cells run after the known cell that they follow in their notebook.
    """
    chosen, loose = _sort(master, submitted)
    before = _cells_before(master)
    yield from _own(loose[""])
    for cell in master.cells:
        if cell.is_check:
            yield Step(check=cell, before=before.get(cell.grade_id))
        elif cell.grade_id and (cell.solution or cell.task):
            yield _answer(master, cell, chosen.get(cell.grade_id))
        elif cell.grade_id and cell.is_code:
            yield Step(source=cell.source)
        yield from _own(loose[cell.grade_id] if cell.grade_id else [])


def _cells_before(master: Master) -> dict[str, tuple[str, ...]]:
    """For each check the author's cells since the one before; nothing where no value is needed."""
    found: dict[str, tuple[str, ...]] = {}
    since: list[str] = []
    if not master.is_rehearsed:
        return found
    for cell in master.cells:
        if cell.is_check:
            found[cell.grade_id], since = tuple(since), []
        elif cell.is_code:
            since.append(without_magics(cell.source))
    return found


def _sort(
    master: Master, submitted: list[Cell]
) -> tuple[dict[str, Cell], defaultdict[str, list[Cell]]]:
    """The answer chosen for each id, and the learner's own cells by the id that they follow."""
    known = {cell.grade_id: cell for cell in master.cells if cell.grade_id}
    chosen: dict[str, Cell] = {}
    loose: defaultdict[str, list[Cell]] = defaultdict(list)
    last = ""
    for cell in submitted:
        original = known.get(cell.grade_id)
        if original is None:
            loose[last].append(cell)
            continue
        last = cell.grade_id
        if original.solution and cell.kind == original.kind:
            held = chosen.get(last)
            if held is None or not master.is_blank(original, cell.source):
                chosen[last] = cell
            if held is not None and chosen[last] is not held:
                loose[last].append(held)
    return chosen, loose


def _own(cells: list[Cell]) -> Iterator[Step]:
    return (Step(source=cell.source) for cell in cells if cell.is_code and cell.source.strip())


def _answer(master: Master, cell: Cell, given: Cell | None) -> Step:
    source = given.source if given else ""
    blank = not cell.task and master.is_blank(cell, source)
    run = source if cell.is_code else ""
    heading = master.heading_of(cell) if cell.is_by_hand else ""
    return Step(source=run, answer=cell, heading=heading, blank=blank)
