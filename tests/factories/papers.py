"""An official letter in the layout of Decree 30/2020, and the same with faults."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BODY = (
    "Thực hiện kế hoạch bồi dưỡng năm 2026, Ủy ban nhân dân xã đề nghị các đơn vị cử công chức "
    "tham dự lớp tập huấn sử dụng hệ thống thông tin giải quyết thủ tục hành chính."
)


def letter(change: Callable[[Any], None] | None = None, **words: str) -> bytes:
    """A right letter; `change` spoils it."""
    document = Document()
    _page(document.sections[0])
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    _lines(
        left,
        [
            ("ỦY BAN NHÂN DÂN TỈNH LAM SƠN", 12, False, False),
            (words.get("issuer", "UBND XÃ HÒA KHÊ"), 12, True, False),
        ],
    )
    _lines(right, [(COUNTRY, 12, True, False), (MOTTO, 13, True, False)])
    left, right = table.rows[1].cells
    _lines(
        left,
        [
            (words.get("number", "Số: 15/UBND-VX"), 13, False, False),
            (words.get("subject", "V/v cử công chức tập huấn"), 12, False, False),
        ],
    )
    _lines(right, [(words.get("date", "Hòa Khê, ngày 05 tháng 02 năm 2026"), 13, False, True)])
    for text in (BODY, words.get("body", BODY)):
        paragraph = document.add_paragraph()
        _run(paragraph, text, 14)
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.line_spacing = 1.2
    foot = document.add_table(rows=1, cols=2)
    left, right = foot.rows[0].cells
    _lines(left, [("Nơi nhận:", 12, True, True)], ALIGN.LEFT)
    for text in ("- Như trên;", "- Lưu: VT, VX."):
        _run(left.add_paragraph(), text, 11)
    _lines(
        right, [("CHỦ TỊCH", 14, True, False), (words.get("signer", "Lê Văn Mẫu"), 14, True, False)]
    )
    if change:
        change(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def words_given(start: bytes) -> dict[str, str]:
    """What the start file of the demonstration's letter gives, for a right letter."""
    said = dict(
        one.text.split(": ", 1) for one in Document(BytesIO(start)).paragraphs if ": " in one.text
    )
    texts = [one.text for one in Document(BytesIO(start)).paragraphs]
    return {
        "issuer": said["Cơ quan ban hành"],
        "number": said["Số, ký hiệu"],
        "date": said["Địa danh và thời gian"],
        "subject": said["Trích yếu"],
        "body": " ".join(one for one in texts if one.startswith(("Thực hiện", "Mỗi phòng"))),
    }


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = _run(paragraph, "", 13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _lines(cell: Any, lines: list[tuple[str, int, bool, bool]], align: Any = ALIGN.CENTER) -> None:
    for place, (text, size, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = _run(paragraph, text, size)
        run.bold, run.italic = bold, italic


def _run(paragraph: Any, text: str, size: int) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    return run
