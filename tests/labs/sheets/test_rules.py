"""Undoing, copying, addresses, and values as they are shown."""

from typing import Any

import pytest

from labs.sheets.errors import EditRefused
from labs.sheets.places import box
from labs.sheets.rules import Stacks, shifted, stacks, tiled
from labs.sheets.showing import shown
from labs.sheets.workbook import bare, prefixed


@pytest.mark.parametrize(
    ("history", "done", "undone"),
    [
        ("", (), ()),
        ("set set", (1, 2), ()),
        ("set set undo", (1,), (2,)),
        ("set set undo undo", (), (2, 1)),
        ("set set undo undo redo", (1,), (2,)),
        ("set undo set", (3,), ()),
        ("set undo redo undo", (), (1,)),
    ],
)
def test_what_can_be_undone(history: str, done: tuple[int, ...], undone: tuple[int, ...]) -> None:
    assert stacks(enumerate(history.split(), 1)) == Stacks(done, undone)


@pytest.mark.parametrize(
    ("text", "place", "moved"),
    [
        ("=A1+$A$1", "B3", "=A3+$A$1"),
        ("=SUM(A$1:A1)", "C1", "=SUM(B$1:B1)"),
        ("='Số liệu'!$C2*2", "B5", "='Số liệu'!$C6*2"),
        ('="A1"&A1', "B2", '="A1"&A2'),
    ],
)
def test_relative_references_move_along(text: str, place: str, moved: str) -> None:
    assert shifted("formula", text, "B1", place) == moved
    assert shifted("text", text, "B1", place) == text


def test_a_reference_may_not_leave_the_sheet() -> None:
    with pytest.raises(EditRefused):
        shifted("formula", "=A1", "B2", "B1")


def test_a_formula_that_cannot_be_read_is_copied_as_it_stands() -> None:
    assert shifted("formula", '=SUM("a', "B2", "B3") == '=SUM("a'


def test_a_block_is_laid_out_again_and_again_over_a_larger_one() -> None:
    assert list(tiled(box("A1:A2"), box("C1:C4"))) == [
        ("A1", "C1"),
        ("A2", "C2"),
        ("A1", "C3"),
        ("A2", "C4"),
    ]
    assert [place for _from, place in tiled(box("A1:B2"), box("D4"))] == ["D4", "E4", "D5", "E5"]


def test_addresses() -> None:
    assert box(" $b$9:a2 ") == (2, 1, 9, 2)
    for wrong in ("", "B", "B0", "2B", "A1:B", "Sheet!A1", "A2001", "BI1", "A1:AN2000"):
        with pytest.raises(EditRefused):
            box(wrong)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        ("chữ", "0.00", "chữ"),
        (12.0, "General", "12"),
        (7.666666666666667, "General", "7,666666667"),
        (1234.5, "0.0", "1234,5"),
        (1234567.0, "#,##0", "1.234.567"),
        (-1234.5, "#,##0.00", "-1.234,50"),
        (0.123, "0.0%", "12,3%"),
        (5000.0, '#,##0 "đồng"', "5.000 đồng"),
        (-5.0, "#,##0;[Red](#,##0)", "(5)"),
        (46387.0, "dd/mm/yyyy", "31/12/2026"),
        (46387.0, "mm-dd-yy", "31/12/2026"),
        (46387.75, "hh:mm dd/mm/yy", "18:00 31/12/26"),
        (-1.0, "dd/mm/yyyy", "-1"),
        (12.0, "@", "12"),
    ],
)
def test_values_are_shown_in_vietnamese_notation(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_younger_functions_go_by_their_long_names_in_files_alone() -> None:
    formula = '=IFS(A1>1,XLOOKUP(A1,B:B,C:C),TRUE,"IFS(")&SUMIFS(A:A,B:B,1)'

    kept = prefixed(formula)

    assert kept == '=_xlfn.IFS(A1>1,_xlfn.XLOOKUP(A1,B:B,C:C),TRUE,"IFS(")&SUMIFS(A:A,B:B,1)'
    assert bare(kept) == formula
