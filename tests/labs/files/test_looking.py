"""What a person reads of a file without opening it: in its order, within bounds."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook

from labs.files.checker import looking
from labs.files.checker.container import Refused
from labs.files.checker.looking import look
from tests.factories import files as make


def worksheet() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Tổng hợp"
    sheet.append(["Xã", "Phí"])
    sheet.append(["Lam Sơn", 1500])
    sheet.append([None, "=B2*2"])
    sheet.append([None, "=B2/0"])
    sheet["B2"].number_format = "#,##0"
    workbook.create_sheet("Trống")
    return make.saved(workbook)


def letter() -> bytes:
    document = Document()
    heading = document.add_paragraph("CÔNG VĂN")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.runs[0].bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "UBND xã", "Số: 12"
    document.add_paragraph("Kính gửi: ").add_run("Sở Nội vụ").italic = True
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_spreadsheet_is_read_with_values_formulas_and_formats() -> None:
    general = {"format": "General"}

    assert look(worksheet(), "spreadsheet") == {
        "sheets": [
            {
                "title": "Tổng hợp",
                "rows": [
                    [general | {"value": "Xã"}, general | {"value": "Phí"}],
                    [general | {"value": "Lam Sơn"}, {"format": "#,##0", "value": 1500.0}],
                    [None, general | {"formula": "=B2*2", "value": 3000.0}],
                    [None, general | {"formula": "=B2/0", "value": {"fault": "#DIV/0!"}}],
                ],
            },
            {"title": "Trống", "rows": [[None]]},
        ],
        "cut": False,
    }


def test_a_document_is_read_in_the_order_in_which_it_stands() -> None:
    assert look(letter(), "document") == {
        "blocks": [
            {"runs": [["CÔNG VĂN", True, False]], "level": 0, "align": "center"},
            {"table": [["UBND xã", "Số: 12"]]},
            {
                "runs": [["Kính gửi: ", False, False], ["Sở Nội vụ", False, True]],
                "level": 0,
                "align": "",
            },
        ],
        "cut": False,
    }


def test_what_lies_far_out_is_cut_and_said_to_be() -> None:
    workbook = Workbook()
    workbook.active["XFD1048576"] = "xa"
    workbook.active["B2"] = "gần"

    found = look(make.saved(workbook), "spreadsheet")

    rows = found["sheets"][0]["rows"]
    assert (len(rows), {len(row) for row in rows}, found["cut"]) == (
        looking.MAX_ROWS,
        {looking.MAX_COLUMNS},
        True,
    )
    assert rows[1][1]["value"] == "gần"


def test_long_texts_share_one_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MAX_LETTERS", 100)
    workbook = Workbook()
    for row in range(1, 5):
        workbook.active.cell(row, 1, "a" * 50)

    found = look(make.saved(workbook), "spreadsheet")

    cells = [row[0] and len(row[0]["value"]) for row in found["sheets"][0]["rows"]]
    assert (cells, found["cut"]) == ([50, None, None, None], True)


def test_more_work_than_a_lab_allows_leaves_the_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise looking.TooMuchWork

    monkeypatch.setattr(looking, "worked_out", refuse)

    found = look(worksheet(), "spreadsheet")

    assert found["sheets"][0]["rows"][2][1] == {
        "format": "General",
        "formula": "=B2*2",
        "value": {"deep": True},
    }


@pytest.mark.parametrize("kind", ["spreadsheet", "document"])
def test_what_is_no_such_file_is_refused(kind: str) -> None:
    with pytest.raises(Refused) as found:
        look(b"PK\x03\x04", kind)

    assert str(found.value) == "damaged"
