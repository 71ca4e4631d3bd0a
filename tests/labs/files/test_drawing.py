"""The start file as it is drawn for one learner."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from labs.files.definition import Definition
from labs.files.drawing import start_file


def start(number_format: str) -> bytes:
    """A workbook with one cell in that format."""
    workbook = Workbook()
    workbook.active.title = "Ngay"
    workbook.active["A1"].number_format = number_format
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("before", "after"), [("General", "dd/mm/yyyy"), ("d/m", "d/m"), ("0.00", "dd/mm/yyyy")]
)
def test_a_date_is_shown_as_officials_write_it_unless_the_author_chose(
    before: str, after: str
) -> None:
    drawn = {"type": "dates", "place": "Ngay!A1", "first": "2026-07-02", "last": "2026-07-02"}
    definition = Definition(kind="spreadsheet", inputs=(drawn,), checks=(), start=start(before))

    cell = load_workbook(BytesIO(start_file(definition, "s")))["Ngay"]["A1"]

    assert (cell.value.date(), cell.number_format) == (date(2026, 7, 2), after)
