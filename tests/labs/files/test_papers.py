"""Documents against the layout of Decree 30/2020: a right letter, and one fault at a time."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from labs.files.blocks import ELEMENTS
from labs.files.checker.document import read_document
from labs.files.checker.papers import check_document
from labs.files.checker.verdict import RIGHT, Verdict
from labs.files.checker.workbook import Unreadable
from labs.files.definition import figures
from labs.files.words import sentence
from tests.factories.papers import letter

WORDS = {
    "issuer": "UBND xã Hòa Khê",
    "name": "CHỦ TỊCH",
    "signature": "Lê Văn Mẫu",
    "number": "Số: 15/UBND-VX",
    "place_date": "Hòa Khê, ngày 05 tháng 02 năm 2026",
    "subject": "cử công chức tập huấn",
}


def check(content: bytes, kind: str, inputs: dict[str, Any] | None = None, **given: Any) -> Verdict:
    job = {"inputs": [inputs or {}], "layout": figures()}
    return check_document(read_document(content), {"type": kind, **given}, job)


def element(content: bytes, name: str) -> Verdict:
    return check(content, "layout", element=name, text=WORDS.get(name, ""))


def test_figures_are_those_of_the_decree() -> None:
    """Phụ lục I, Phần I of Decree 30/2020: I.1, I.3, I.7, II.1 to II.7 and II.9."""
    said = figures()
    parts = {name: one for name, one in said.items() if isinstance(one, dict)}
    size = {name: one["size"] for name, one in parts.items() if "size" in one}

    assert (said["page"]["width"], said["page"]["height"]) == (210, 297)
    assert {side: said["margins"][side] for side in ("top", "bottom", "left", "right")} == {
        "top": [20, 25],
        "bottom": [20, 25],
        "left": [30, 35],
        "right": [15, 20],
    }
    assert size == {
        "body": [13, 14],
        "country": [12, 13],
        "motto": [13, 14],
        "issuer": [12, 13],
        "number": [13, 13],
        "place_date": [13, 14],
        "subject": [12, 13],
        "name": [13, 14],
        "page_number": [13, 14],
        "recipients": [12, 12],
        "signature": [13, 14],
    }
    assert said["recipients"]["list_size"] == [11, 11]
    body = said["body"]
    assert (body["first_line"], body["spacing"], body["line"]) == ([10, 12.7], 6, [1, 1.5])
    assert [name for name, one in parts.items() if one.get("italic")] == [
        "place_date",
        "recipients",
    ]
    assert [name for name, one in parts.items() if one.get("bold")] == [
        "country",
        "motto",
        "issuer",
        "name",
        "recipients",
        "signature",
    ]


@pytest.mark.parametrize("name", [slug for slug, _label in ELEMENTS])
def test_a_right_letter_has_every_element(name: str) -> None:
    assert element(letter(), name) == RIGHT


def section(**fields: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for name, value in fields.items():
            setattr(document.sections[0], name, value)

    return change


def body(**fields: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for name, value in fields.items():
            where = document.paragraphs[0]
            setattr(where if name == "alignment" else where.paragraph_format, name, value)

    return change


def fonts(**fields: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for name, value in fields.items():
            setattr(document.paragraphs[0].runs[0].font, name, value)

    return change


@pytest.mark.parametrize(
    ("change", "name", "share", "fault"),
    [
        (section(page_width=Mm(216)), "page", 0.5, "page_width"),
        (section(left_margin=Mm(25)), "margins", 0.75, "page_left"),
        (section(left_margin=Mm(25), top_margin=Mm(10)), "margins", 0.5, "page_top"),
        (fonts(name="Arial"), "typeface", None, "typeface"),
        (fonts(size=Pt(12)), "body", 0.9, "size"),
        (body(alignment=ALIGN.LEFT), "body", 0.9, "justified"),
        (body(first_line_indent=Mm(0)), "body", 0.9, "first_line"),
        (body(space_after=Pt(0)), "body", 0.9, "spacing"),
        (body(line_spacing=2.0), "body", 0.9, "line"),
        (section(different_first_page_header_footer=False), "page_number", 0.666667,
         "page_number_first"),
    ],
)  # fmt: skip
def test_one_fault_costs_its_part(
    change: Callable[[Any], None], name: str, share: float | None, fault: str
) -> None:
    found = element(letter(change), name)

    assert (found.state, found.reason) == ("partly", "layout")
    assert found.facts["faults"][0][0] == fault
    assert share is None or found.share == share


@pytest.mark.parametrize(
    ("words", "name", "fault"),
    [
        ({"number": "Số: 5/UBND-VX"}, "number", "form"),
        ({"date": "Hòa Khê, ngày 5 tháng 2 năm 2026"}, "place_date", "form"),
        ({"date": "Hòa Khê, ngày 06 tháng 02 năm 2026"}, "place_date", "wording"),
        ({"issuer": "Ubnd xã Hòa Khê"}, "issuer", "capitals"),
        ({"subject": "V/v họp"}, "subject", "wording"),
    ],
)
def test_wrong_words(words: dict[str, str], name: str, fault: str) -> None:
    found = element(letter(**words), name)

    assert next(one[0] for one in found.facts["faults"]) == fault
    assert 0 < found.share < 1


def test_what_is_not_there_gets_nothing() -> None:
    found = element(letter(signer="Người khác"), "signature")

    assert (found.state, found.share) == ("wrong", 0.0)
    assert found.facts["faults"] == [("missing", "", "Lê Văn Mẫu", 1)]


def test_a_fault_of_many_places_is_said_once_with_their_number() -> None:
    def change(document: Any) -> None:
        for one in document.paragraphs[:2]:
            one.runs[0].font.name = "Cambria"

    found = element(letter(change), "typeface")

    assert found.facts["faults"] == [("typeface", "Cambria", "Times New Roman", 2)]
    assert sentence("layout", found.facts) == (
        "Cần sửa: phông chữ Cambria (cần Times New Roman), ở 2 chỗ."
    )


def test_reports_of_earlier_days_say_a_repeated_fault_once() -> None:
    faults = [["typeface", "Cambria", "Times New Roman"]] * 4

    assert sentence("layout", {"faults": faults}) == (
        "Cần sửa: phông chữ Cambria (cần Times New Roman)."
    )


def test_what_no_document_without_text_has_is_said_with_what_to_do() -> None:
    blank = BytesIO()
    Document().save(blank)
    said = {
        name: sentence("layout", element(blank.getvalue(), name).facts)
        for name in (
            "typeface",
            "body",
            "number",
            "place_date",
            "subject",
            "page_number",
            "recipients",
            "signature",
        )
    }

    assert said == {
        "typeface": "Cần sửa: văn bản chưa có chữ nào.",
        "body": "Cần sửa: chưa tìm thấy đoạn nội dung nào dài từ 60 ký tự.",
        "number": "Cần sửa: chưa có dòng số và ký hiệu bắt đầu bằng “Số:”; hãy viết dòng đó.",
        "place_date": "Cần sửa: chưa có dòng địa danh và ngày, tháng, năm ban hành; hãy viết "
        "dòng đó.",
        "subject": "Cần sửa: chưa có dòng nào bắt đầu bằng “V/v”.",
        "recipients": "Cần sửa: chưa có dòng nào bắt đầu bằng “Nơi nhận:”.",
        "page_number": "Cần sửa: chưa tìm thấy số trang; trong Word, vào Chèn (Insert), "
        "Số trang (Page Number), Đầu trang (Top of Page).",
        "signature": "Cần sửa: chưa tìm thấy dòng “Lê Văn Mẫu”.",
    }


def test_looks_set_by_a_style_count_like_those_set_by_hand() -> None:
    def by_style(document: Any) -> None:
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(14)
        normal.paragraph_format.alignment = ALIGN.JUSTIFY
        normal.paragraph_format.first_line_indent = Mm(12.7)
        for paragraph in document.paragraphs:
            paragraph.alignment = None
            paragraph.paragraph_format.first_line_indent = None
            for run in paragraph.runs:
                run.font.name = run.font.size = None

    assert element(letter(by_style), "body") == RIGHT


def test_required_words_with_what_was_drawn() -> None:
    given = {"texts": ["kế hoạch bồi dưỡng năm {{nam}}", "tập huấn"], "cased": False}

    assert check(letter(), "text", {"nam": "2026"}, **given) == RIGHT
    other = check(letter(), "text", {"nam": "2027"}, **given)
    assert (other.state, other.share) == ("partly", 0.5)
    assert other.facts == {"wanted": "kế hoạch bồi dưỡng năm 2027"}


def test_capitals_count_where_asked() -> None:
    given = {"texts": ["ỦY BAN NHÂN DÂN TỈNH lam sơn"]}

    assert check(letter(), "text", **given, cased=False) == RIGHT
    assert check(letter(), "text", **given, cased=True).state == "wrong"


def test_headings_by_style_not_by_bold_letters() -> None:
    def headed(document: Any) -> None:
        document.add_heading("Kết quả", level=1)
        document.add_paragraph().add_run("Kiến nghị").bold = True

    content = letter(headed)

    assert check(content, "heading", level=1, count=1, texts=[]) == RIGHT
    two = check(content, "heading", level=1, count=2, texts=[])
    assert (two.state, two.share, two.reason) == ("partly", 0.5, "few_headings")
    named = check(content, "heading", level=1, count=1, texts=["Kết quả", "Kiến nghị"])
    assert (named.share, named.facts) == (0.5, {"wanted": "Kiến nghị"})


def test_tables() -> None:
    def listed(document: Any) -> None:
        table = document.add_table(rows=3, cols=2)
        for row, words in enumerate([("Họ và tên", "Chức vụ"), ("A", "B"), ("", "")]):
            for cell, word in zip(table.rows[row].cells, words, strict=True):
                cell.text = word

    content = letter(listed)
    names = ["Họ và tên", "Chức vụ"]

    assert check(content, "doc_table", names=names, rows=1) == RIGHT
    assert check(content, "doc_table", names=names, rows=2).share == 0.25
    assert check(content, "doc_table", names=["STT"], rows=1).reason == "other_head"


def test_what_is_no_document_inside_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_document(b"PK\x05\x06" + b"\0" * 18)
