"""A document as checks need it: paragraphs and runs with what they look like in the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from labs.files.checker.workbook import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MM = 25.4 / 1440  # a twentieth of a point, in which Word measures
Look = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Run:
    """A piece of text that looks the same throughout."""

    text: str
    look: Look


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; `look` has its alignment, indents and distances."""

    text: str
    runs: tuple[Run, ...]
    look: Look
    style: str = ""
    level: int = 0
    in_table: bool = False

    def all_runs(self, name: str, wanted: Any) -> bool:
        """Whether all written runs have this."""
        return all(one.look.get(name) == wanted for one in self.runs if one.text.strip())

    def values(self, name: str) -> set[Any]:
        """What the written runs have, of one property."""
        return {one.look.get(name) for one in self.runs if one.text.strip()}


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section's page, in millimetres, and the texts and fields of its headers."""

    page: Mapping[str, float]
    first_differs: bool
    headers: Mapping[str, tuple[Paragraph, ...]]
    fields: Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


def read_document(content: bytes) -> Paper:
    """The document's text with its looks resolved through styles and defaults."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            reader = _Reader({name: parts.read(name) for name in parts.namelist() if _needed(name)})
        return reader.paper()
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # of any kind: the file may be bent anywhere
        raise Unreadable from error


def read_blocks(content: bytes) -> Iterator[Paragraph | tuple[tuple[str, ...], ...]]:
    """Paragraphs and tables in the order in which they stand."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            reader = _Reader({name: parts.read(name) for name in parts.namelist() if _needed(name)})
        yield from reader.blocks()
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # of any kind: the file may be bent anywhere
        raise Unreadable from error


def _needed(name: str) -> bool:
    return name.startswith("word/") and name.endswith((".xml", ".rels"))


@dataclass
class _Styles:
    """Styles by id: the style each is based on, its name, and what it sets itself."""

    paragraph: dict[str, Look] = field(default_factory=dict)
    run: dict[str, Look] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    default: str = ""
    base_paragraph: Look = field(default_factory=dict)
    base_run: Look = field(default_factory=dict)

    def chain(self, style: str) -> list[str]:
        """The style and those under it, the lowest first; a circle ends where it closes."""
        found: list[str] = []
        while style and style not in found:
            found.append(style)
            style = self.based_on.get(style, "")
        return found[::-1]


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._body = fromstring(parts["word/document.xml"]).find(f"{W}body")
        self._fonts = self._theme()
        self._styles = self._read_styles()
        self._links = self._relations()

    def paper(self) -> Paper:
        """All of it."""
        return Paper(
            paragraphs=tuple(self._paragraphs(self._body)),
            sections=tuple(self._section(one) for one in self._body.iter(f"{W}sectPr")),
            tables=tuple(self._table(one) for one in self._body.iter(f"{W}tbl")),
        )

    def blocks(self) -> Iterator[Paragraph | tuple[tuple[str, ...], ...]]:
        """The body's paragraphs and tables in their order."""
        yield from self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Paragraph | tuple[tuple[str, ...], ...]]:
        for one in parent:
            if one.tag == f"{W}tbl":
                yield self._table(one)
            elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
                yield from self._blocks(one)
            elif one.tag == f"{W}p":
                yield from self._paragraphs([one])

    def _paragraphs(self, parent: Any, in_table: bool = False) -> Iterator[Paragraph]:
        for one in parent:
            if one.tag == f"{W}p":
                yield self._paragraph(one, in_table)
                for box in one.iter(f"{W}txbxContent"):
                    yield from self._paragraphs(box, in_table)
            elif one.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
                yield from self._paragraphs(one, in_table=True)
            elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
                yield from self._paragraphs(one, in_table)

    def _paragraph(self, one: Any, in_table: bool) -> Paragraph:
        given = one.find(f"{W}pPr")
        style = _value(given, "pStyle") or self._styles.default
        look: dict[str, Any] = dict(self._styles.base_paragraph)
        run_look: dict[str, Any] = dict(self._styles.base_run)
        for each in self._styles.chain(style):
            look |= self._styles.paragraph.get(each, {})
            run_look |= self._styles.run.get(each, {})
        look |= _paragraph_look(given)
        runs = tuple(self._runs(one, run_look))
        text = "".join(run.text for run in runs)
        level = int(look.get("level", -1)) + 1
        name = self._styles.names.get(style, "")
        return Paragraph(
            text=text, runs=runs, look=look, style=name, level=level, in_table=in_table
        )

    def _runs(self, paragraph: Any, base: Look) -> Iterator[Run]:
        for one in _own_runs(paragraph):
            given = one.find(f"{W}rPr")
            look = dict(base)
            for each in self._styles.chain(_value(given, "rStyle")):
                look |= self._styles.run.get(each, {})
            look |= self._run_look(given)
            text = normalize("NFC", "".join(_letters(one)))
            yield Run(text=text.upper() if look.get("caps") else text, look=look)

    def _run_look(self, given: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if given is None:
            return found
        for name, tag in (("bold", "b"), ("italic", "i"), ("caps", "caps")):
            held = given.find(f"{W}{tag}")
            if held is not None:
                found[name] = held.get(f"{W}val", "1") not in ("0", "false", "off")
        size = _value(given, "sz")
        if size:
            found["size"] = float(size) / 2
        fonts = given.find(f"{W}rFonts")
        if fonts is not None:
            found |= self._font(fonts)
        return found

    def _font(self, fonts: Any) -> dict[str, Any]:
        """The faces of plain letters and of those with accents."""
        found = {}
        for name in ("ascii", "hAnsi"):
            theme = fonts.get(f"{W}{name}Theme")
            face = self._fonts.get("major" if theme and theme.startswith("major") else "minor", "")
            given = face if theme else fonts.get(f"{W}{name}")
            if given:
                found[f"font_{name}"] = given
        return found

    def _theme(self) -> dict[str, str]:
        part = next((name for name in self._parts if name.startswith("word/theme/")), "")
        if not part:
            return {}
        root = fromstring(self._parts[part])
        found = {}
        for kind in ("major", "minor"):
            latin = root.find(f".//{A}{kind}Font/{A}latin")
            found[kind] = latin.get("typeface", "") if latin is not None else ""
        return found

    def _read_styles(self) -> _Styles:
        found = _Styles()
        if "word/styles.xml" not in self._parts:
            return found
        root = fromstring(self._parts["word/styles.xml"])
        found.base_paragraph = _paragraph_look(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        found.base_run = self._run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for one in root.iter(f"{W}style"):
            key = one.get(f"{W}styleId", "")
            found.paragraph[key] = _paragraph_look(one.find(f"{W}pPr"))
            found.run[key] = self._run_look(one.find(f"{W}rPr"))
            found.based_on[key] = _value(one, "basedOn")
            found.names[key] = _value(one, "name").lower()
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true"):
                found.default = key
        return found

    def _relations(self) -> dict[str, str]:
        held = self._parts.get("word/_rels/document.xml.rels")
        if held is None:
            return {}
        return {one.get("Id", ""): one.get("Target", "") for one in fromstring(held)}

    def _section(self, one: Any) -> Section:
        size, margins = one.find(f"{W}pgSz"), one.find(f"{W}pgMar")
        page = {
            name: float(held.get(f"{W}{tag}", 0)) * MM
            for held, names in ((size, _SIZE), (margins, _MARGINS))
            if held is not None
            for name, tag in names.items()
        }
        headers, fields = {}, {}
        for reference in (*one.iter(f"{W}headerReference"), *one.iter(f"{W}footerReference")):
            place = "header" if reference.tag.endswith("headerReference") else "footer"
            key = f"{place}_{reference.get(f'{W}type', 'default')}"
            part = self._parts.get(f"word/{self._links.get(reference.get(f'{R}id', ''), '')}")
            if part is not None:
                root = fromstring(part)
                headers[key] = tuple(self._paragraphs(root))
                fields[key] = frozenset(_fields(root))
        differs = one.find(f"{W}titlePg")
        return Section(
            page=page,
            first_differs=differs is not None and differs.get(f"{W}val", "1") not in ("0", "false"),
            headers=headers,
            fields=fields,
        )

    def _table(self, one: Any) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(
                " ".join(p.text for p in self._paragraphs(cell, in_table=True))
                for cell in row.iter(f"{W}tc")
            )
            for row in one.iter(f"{W}tr")
        )


_SIZE = {"width": "w", "height": "h"}
_MARGINS = {"top": "top", "bottom": "bottom", "left": "left", "right": "right"}


def _value(parent: Any, tag: str) -> str:
    held = parent.find(f"{W}{tag}") if parent is not None else None
    return str(held.get(f"{W}val", "")) if held is not None else ""


def _own_runs(paragraph: Any) -> Iterator[Any]:
    """Runs of the paragraph itself, also inside links and insertions; not of text boxes."""
    for one in paragraph:
        if one.tag == f"{W}r":
            yield one
        elif one.tag in (
            f"{W}hyperlink",
            f"{W}ins",
            f"{W}smartTag",
            f"{W}fldSimple",
            f"{W}sdt",
            f"{W}sdtContent",
        ):
            yield from _own_runs(one)


def _letters(run: Any) -> Iterator[str]:
    for one in run:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in (f"{W}tab", f"{W}br"):
            yield "\t" if one.tag == f"{W}tab" else "\n"
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"


def _paragraph_look(given: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if given is None:
        return found
    align, level = _value(given, "jc"), _value(given, "outlineLvl")
    if align:
        found["align"] = {"start": "left", "end": "right"}.get(align, align)
    if level:
        found["level"] = int(level)
    spacing, indent = given.find(f"{W}spacing"), given.find(f"{W}ind")
    if spacing is not None:
        found |= {
            name: float(spacing.get(f"{W}{name}")) / 20
            for name in ("before", "after")
            if spacing.get(f"{W}{name}")
        }
        if spacing.get(f"{W}line"):
            found["line"], found["line_rule"] = _line(spacing)
    if indent is not None:
        found |= _indent(indent)
    return found


def _line(spacing: Any) -> tuple[float, str]:
    """Lines as a multiple, or in points where their height is fixed."""
    rule = spacing.get(f"{W}lineRule", "auto")
    return float(spacing.get(f"{W}line")) / (240 if rule == "auto" else 20), rule


def _indent(indent: Any) -> dict[str, Any]:
    if indent.get(f"{W}firstLine"):
        return {"first_line": float(indent.get(f"{W}firstLine")) * MM}
    if indent.get(f"{W}hanging"):
        return {"first_line": -float(indent.get(f"{W}hanging")) * MM}
    return {}


def _fields(root: Any) -> Iterator[str]:
    """The first words of the fields: PAGE, DATE."""
    said = "".join(one.text or "" for one in root.iter(f"{W}instrText"))
    simple = " ".join(one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple"))
    yield from f"{said} {simple}".upper().split()
