"""A learner's notebook as HTML that holds nothing to run.

Nothing of the learner's reaches the page but as escaped text, as HTML from a short list of tags,
or as an image that is one. What is shown is bounded, so that no notebook makes a page that hangs
a browser. The page itself is served in a sandbox of its own.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from labs.assignments.notebook import Cell, load, read_cell
from lms.kit.text import whole_characters

MAX_CELLS = 500
MAX_TEXT = 20_000
MAX_HTML = 100_000
MAX_MARKDOWN = 200_000  # of all cells: some texts take a second for each 40,000 letters
MAX_OUTPUTS = 20
MAX_IMAGE = 3 << 20
MAX_IMAGES = 12 << 20

TAGS = {
    *("b", "blockquote", "br", "caption", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "i", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "tfoot"),
    *("th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript"}

NOTHING = SafeString("")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ATTACHMENT = re.compile(r"!\[([^\]\n]{0,200})\]\(attachment:([^)\s]{1,200})\)")
_IMAGES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(frozen=True, kw_only=True)
class Output:
    """One output: text, cleaned HTML, or an image as an address that holds it."""

    text: str = ""
    html: SafeString = NOTHING
    image: str = ""
    is_error: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """One cell as shown; `graded` where it is an answer or a check of the lab."""

    number: int
    kind: str
    grade_id: str
    source: str = ""
    html: SafeString = NOTHING
    images: tuple[Output, ...] = ()
    outputs: tuple[Output, ...] = ()
    note: str = ""


class _Budget:
    """How many bytes of images the page may still hold, and how much text may be laid out."""

    def __init__(self) -> None:
        self.left, self.markdown = MAX_IMAGES, MAX_MARKDOWN

    def lays_out(self, source: str) -> bool:
        """Whether this text may still be laid out; otherwise it is shown as it was typed."""
        self.markdown -= len(source)
        return self.markdown >= 0

    def image(self, kind: str, data: Any) -> str:
        """The image as an address, empty where it is none or too large."""
        text = _text(data)
        if kind not in _IMAGES or len(text) > MAX_IMAGE:
            return ""
        try:
            content = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            return ""
        if not content.startswith(_IMAGES[kind]) or len(content) > self.left:
            return ""
        self.left -= len(content)
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def shown_cells(content: bytes) -> list[ShownCell]:
    """The cells of a notebook; `NotANotebook` where it is none."""
    budget = _Budget()
    raw = load(content)["cells"][:MAX_CELLS]
    return [_cell(number, one, budget) for number, one in enumerate(raw, start=1)]


def clean(html: str) -> SafeString:
    """Only `TAGS`, without address, style or handler."""
    found = nh3.clean(
        html[:MAX_HTML],
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=DROPPED,
        url_schemes=set(),
        link_rel=None,
    )
    return mark_safe(found)  # noqa: S308  # cleaned just above


def _cell(number: int, raw: Mapping[str, Any], budget: _Budget) -> ShownCell:
    cell = read_cell(dict(raw))
    source, note = _cut(cell.source)
    if cell.kind == "markdown" and budget.lays_out(source):
        text, images = _attached(source, raw.get("attachments"), budget)
        return _shown(number, cell, html=clean(_markdown.render(text)), images=images, note=note)
    outputs = tuple(_outputs(raw.get("outputs"), budget)) if cell.is_code else ()
    return _shown(number, cell, source=source, outputs=outputs, note=note)


def _shown(number: int, cell: Cell, **what: Any) -> ShownCell:
    return ShownCell(number=number, kind=cell.kind, grade_id=cell.grade_id, **what)


def _attached(source: str, attachments: Any, budget: _Budget) -> tuple[str, tuple[Output, ...]]:
    """The text without its pasted images, and those images."""
    held = attachments if isinstance(attachments, dict) else {}
    names = [found[2] for found in _ATTACHMENT.finditer(source)]
    images = tuple(
        _picture(kind, data, budget)
        for name in dict.fromkeys(names)
        for kind, data in _bundle(held.get(name)).items()
    )
    return _ATTACHMENT.sub(r"\1", source), images


def _outputs(raw: Any, budget: _Budget) -> Iterator[Output]:
    listed = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    for one in listed[:MAX_OUTPUTS]:
        yield _output(one, budget)
    if len(listed) > MAX_OUTPUTS:
        yield Output(note=_("Further outputs are not shown."))


def _output(raw: Mapping[str, Any], budget: _Budget) -> Output:
    kind = raw.get("output_type")
    if kind == "stream":
        return _plain(raw.get("text"))
    if kind == "error":
        trace = raw.get("traceback")
        lines = trace if isinstance(trace, list) else [raw.get("ename"), raw.get("evalue")]
        return _plain("\n".join(str(line) for line in lines[:200]), is_error=True)
    return _display(_bundle(raw.get("data")), budget)


def _display(data: Mapping[str, Any], budget: _Budget) -> Output:
    """The richest form that is safe; what is never shown is named."""
    for kind in _IMAGES:
        if kind in data:
            return _picture(kind, data[kind], budget)
    if "text/html" in data:
        return Output(html=clean(_text(data["text/html"])))
    if "text/plain" in data:
        return _plain(data["text/plain"])
    return Output(note=_("An output of a kind that is never shown here."))


def _picture(kind: str, data: Any, budget: _Budget) -> Output:
    address = budget.image(kind, data)
    if address:
        return Output(image=address)
    return Output(note=_("An image that cannot be shown: damaged, too large or of another kind."))


def _plain(text: Any, *, is_error: bool = False) -> Output:
    shown, note = _cut(_ANSI.sub("", _text(text)))
    return Output(text=shown, is_error=is_error, note=note)


def _cut(text: str) -> tuple[str, str]:
    """Text without control characters, as far as it is shown, and a word where it is cut."""
    shown = _CONTROL.sub("", text[:MAX_TEXT])
    return shown, _("Cut: the rest is in the file.") if len(text) > MAX_TEXT else ""


def _bundle(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "".join(one for one in value if isinstance(one, str))
    return whole_characters(value) if isinstance(value, str) else ""
