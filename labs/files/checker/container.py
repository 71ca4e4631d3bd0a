"""What may not come in, told by content alone and before any library sees the file."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_PARTS = 2_000
MAX_UNPACKED = 120 << 20
MAX_RATIO = 300
RATIO_FROM = 4 << 20
MAX_ELEMENTS = 2_000_000
MAX_CELLS = 200_000
MAX_DEPTH = 200
_END = True

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = {
    "spreadsheet": "spreadsheetml.sheet.main+xml",
    "document": "wordprocessingml.document.main+xml",
}
_FORBIDDEN_PARTS = (
    ("macros", re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/")),
    ("embedded", re.compile(r"embeddings/|activex/|oleobject")),
    ("external", re.compile(r"externallinks/|xl/connections\.xml|querytables/")),
)
_FIELDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_CALLS_OUT = re.compile(r"\b(WEBSERVICE|CALL|REGISTER|REGISTER\.ID|RTD|EXEC)\s*\(", re.IGNORECASE)
_WEB = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


# LookupError: an encoding that nobody knows.
_DAMAGE = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, LookupError)


class Refused(Exception):
    """The file is not taken; the argument is the code of the reason."""


def inspect(content: bytes, kind: str) -> None:
    """Raise `Refused` unless this is a harmless file of this kind."""
    if content.startswith(_OLE):
        raise Refused("encrypted" if _ENCRYPTED in content else "legacy")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("not_office")
    try:
        with ZipFile(BytesIO(content)) as parts:
            _inspect(parts, kind)
    except _DAMAGE as error:
        raise Refused("damaged") from error


def _inspect(parts: ZipFile, kind: str) -> None:
    listed = parts.infolist()
    _check_outline(listed)
    if "[Content_Types].xml" not in parts.namelist():
        raise Refused("not_office")
    for one in listed:
        name = one.filename.lower()
        for code, pattern in _FORBIDDEN_PARTS:
            if pattern.search(name):
                raise Refused(code)
    scan = _Scan()
    for one in listed:
        scan.part(parts, one)
    _check_kind(scan.types, kind)


def _check_outline(listed: list[ZipInfo]) -> None:
    """What the archive says of itself: names, sizes, encryption."""
    names = [one.filename for one in listed]
    if len(names) > MAX_PARTS or sum(one.file_size for one in listed) > MAX_UNPACKED:
        raise Refused("bomb")
    if len({name.lower() for name in names}) != len(names):
        raise Refused("damaged")
    for one in listed:
        if one.flag_bits & 1:
            raise Refused("encrypted")
        if _leaves(one.orig_filename):
            raise Refused("path")
        if one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("damaged")
        if one.file_size > RATIO_FROM and one.file_size > MAX_RATIO * max(one.compress_size, 1):
            raise Refused("bomb")


def _leaves(name: str) -> bool:
    return "\\" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts


def _check_kind(types: set[str], kind: str) -> None:
    if any("macroenabled" in one.lower() for one in types):
        raise Refused("macros")
    if any("oleobject" in one.lower() for one in types):
        raise Refused("embedded")
    if not any(one.endswith(_MAIN[kind]) for one in types):
        other = any(one.endswith(main) for one in types for main in _MAIN.values())
        raise Refused("wrong_kind" if other else "not_office")


class _Scan:
    """One pass over all XML of a file; it builds nothing and keeps only what rules need."""

    def __init__(self) -> None:
        self.types: set[str] = set()
        self.elements = self.cells = self.unpacked = self.depth = 0
        self.inside = ""
        self.said: list[str] = []
        self.fields: list[str] = []

    def part(self, parts: ZipFile, one: ZipInfo) -> None:
        """Read one part; anything that looks like XML is parsed, wherever it lies."""
        chunks = self._chunks(parts, one)
        first = next(chunks, b"")
        if not _is_xml(one.filename, first):
            for _chunk in chunks:
                pass
            return
        parser = self._parser()
        self.depth, self.fields = 0, []
        try:
            for chunk in chain([first], chunks):
                parser.Parse(chunk)
            parser.Parse(b"", _END)
        except expat.ExpatError as error:
            raise Refused("damaged") from error
        if _FIELDS.search("".join(self.fields)):
            raise Refused("dde")

    def _chunks(self, parts: ZipFile, one: ZipInfo) -> Iterator[bytes]:
        with parts.open(one) as stream:
            while chunk := stream.read(1 << 16):
                self.unpacked += len(chunk)
                if self.unpacked > MAX_UNPACKED:
                    raise Refused("bomb")
                yield chunk

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def _begin(self, name: str, given: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        local = name.rpartition(" ")[2]
        self.cells += local == "c"
        if self.elements > MAX_ELEMENTS or self.cells > MAX_CELLS or self.depth > MAX_DEPTH:
            raise Refused("too_large")
        if local in ("f", "instrText", "definedName"):
            self.inside, self.said = local, []
        elif local in _ELEMENTS:
            _ELEMENTS[local](self, given)

    def _text(self, text: str) -> None:
        if self.inside:
            self.said.append(text)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.inside and name.rpartition(" ")[2] == self.inside:
            said = "".join(self.said)
            if self.inside == "instrText":
                self.fields.append(said)
            else:
                check_formula(said)
            self.inside = ""

    def relation(self, given: dict[str, str]) -> None:
        """Outside targets may only be plain links."""
        if given.get("TargetMode", "").lower() != "external":
            return
        plain = given.get("Type", "").endswith("/hyperlink")
        if not plain or not _WEB.match(given.get("Target", "")):
            raise Refused("external")

    def content_type(self, given: dict[str, str]) -> None:
        """Keep what the parts are said to be."""
        self.types.add(given.get("ContentType", ""))

    def field(self, given: dict[str, str]) -> None:
        """A field written in one piece."""
        self.fields += [value for name, value in given.items() if name.endswith("instr")]

    def embedded(self, _given: dict[str, str]) -> None:
        """Objects and foreign texts inside the file."""
        raise Refused("embedded")


_ELEMENTS = {
    "Relationship": _Scan.relation,
    "Override": _Scan.content_type,
    "Default": _Scan.content_type,
    "fldSimple": _Scan.field,
    "OLEObject": _Scan.embedded,
    "oleObject": _Scan.embedded,
    "altChunk": _Scan.embedded,
    "ddeLink": _Scan.embedded,
}


def _refuse_doctype(*_given: object) -> None:
    raise Refused("xml")


def _is_xml(name: str, first: bytes) -> bool:
    if name.lower().endswith((".xml", ".rels", ".vml")):
        return True
    head = first[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def check_formula(source: str) -> None:
    """Raise `Refused` for a formula that reaches outside the file."""
    bare = _TEXT.sub("", source)
    if "|" in bare:
        raise Refused("dde")
    if _CALLS_OUT.search(bare) or re.search(r"\[\d+\]", bare):
        raise Refused("external")
