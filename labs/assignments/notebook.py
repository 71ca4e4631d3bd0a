"""Jupyter notebooks as read from untrusted bytes: only what grading needs of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lms.kit.text import storable, whole_characters

MAX_BYTES = 10 << 20
MAX_CELLS = 2000


class NotANotebook(Exception):
    """The bytes are not a notebook of format 4."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its source, and what nbgrader's metadata says of it."""

    kind: str
    source: str
    id: str = ""
    grade_id: str = ""
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    points: float = 0.0

    @property
    def is_code(self) -> bool:
        """Whether the cell is executed."""
        return self.kind == "code"

    @property
    def is_check(self) -> bool:
        """A cell of the author's that gives marks by running."""
        return self.is_code and self.grade and not self.solution

    @property
    def is_given(self) -> bool:
        """Code of the author's that stays theirs."""
        return self.is_code and self.locked and not self.solution

    @property
    def is_by_hand(self) -> bool:
        """An answer that only a person can mark."""
        return self.task or (self.grade and self.solution)


def load(content: bytes) -> dict[str, Any]:
    """The notebook as JSON; `NotANotebook` for anything else."""
    if len(content) > MAX_BYTES:
        raise NotANotebook
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotANotebook from error
    if not isinstance(data, dict) or data.get("nbformat") != 4:
        raise NotANotebook
    cells = data.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise NotANotebook
    if not all(isinstance(cell, dict) for cell in cells):
        raise NotANotebook
    return data


def cells(data: dict[str, Any]) -> Iterator[Cell]:
    """The cells in order."""
    for raw in data["cells"]:
        yield read_cell(raw)


def read_cell(raw: dict[str, Any]) -> Cell:
    """One cell, with whatever is missing or of a wrong type left at its default."""
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    return Cell(
        kind=_word(raw.get("cell_type")),
        source=_text(raw.get("source")),
        id=_word(raw.get("id"))[:64],
        grade_id=_word(marks.get("grade_id"))[:200],
        grade=marks.get("grade") is True,
        solution=marks.get("solution") is True,
        locked=marks.get("locked") is True,
        task=marks.get("task") is True,
        points=_number(marks.get("points")),
    )


def _text(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return whole_characters(source) if isinstance(source, str) else ""


def _word(value: Any) -> str:
    """A name; text alone is one, and what no database holds is left out of it."""
    return storable(value) if isinstance(value, str) else ""


def _number(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 10_000:
        return float(value)
    return 0.0
