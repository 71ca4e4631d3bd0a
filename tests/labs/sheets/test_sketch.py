"""The sketch of a chart."""

from typing import Any

import pytest
from openpyxl import Workbook

from labs.sheets.facts import read_sheet
from labs.sheets.grid import Page
from labs.sheets.sketch import Sketch, sketch


def drawn(kind: str, values: list[Any]) -> Sketch | None:
    made = Workbook().active
    for row, value in enumerate(values, 1):
        made.append([f"Tên {row}", value])
    facts = {"kind": kind, "title": "Phí", "names": "A1:A2", "values": "B1:B2"}
    page = Page(
        title=made.title,
        start=read_sheet(made),
        cells={},
        values={"B2": 5.0},
        drawn=frozenset(),
        settings={"chart": facts} if kind else {},
    )
    return sketch(page)


def test_columns_stand_on_the_ground() -> None:
    found = drawn("column", [10, "=B1/2"])

    assert found == Sketch(
        kind="column",
        title="Phí",
        marks=[("Tên 1", "10"), ("Tên 2", "5")],
        bars=[
            {"x": 36.0, "y": 0.0, "width": 168.0, "height": 180.0},
            {"x": 276.0, "y": 90.0, "width": 168.0, "height": 90.0},
        ],
    )


@pytest.mark.parametrize(
    ("kind", "line", "slices"),
    [
        ("line", "120.0,0.0 360.0,0.0", []),
        (
            "pie",
            "",
            [
                "M90,90 L90.0,5.0 A85,85 0 0 1 90.0,175.0 Z",
                "M90,90 L90.0,175.0 A85,85 0 0 1 90.0,5.0 Z",
            ],
        ),
    ],
)
def test_lines_and_slices(kind: str, line: str, slices: list[str]) -> None:
    found = drawn(kind, [5, "=B1"])

    assert found is not None
    assert (found.line, list(found.slices)) == (line, slices)


def test_without_figures_there_is_nothing_to_draw() -> None:
    empty = drawn("pie", ["chữ", None])

    assert empty == Sketch(kind="pie", title="Phí", marks=[("Tên 1", "chữ"), ("Tên 2", "")])
    assert drawn("", [1, 2]) is None
