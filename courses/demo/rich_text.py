"""The little Markdown of the lessons, as the rich text that the editor makes."""

import re
from collections.abc import Iterable, Iterator
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`(.+?)`")
_ITEM = re.compile(r"(- |\d+\. )")


def inline(text: str) -> str:
    """One line: bold, and formulas set in bold-free code marks."""
    marked = _CODE.sub(r"<code>\1</code>", escape(text, quote=False))
    return _BOLD.sub(r"<b>\1</b>", marked)


def plain(text: str) -> str:
    """One line without marks, for fields of plain text."""
    return _CODE.sub(r"\1", _BOLD.sub(r"\1", text))


def html(lines: Iterable[str]) -> str:
    """Headings, paragraphs and lists."""
    return "".join(_group(group) for group in _groups(lines))


def items(lines: Iterable[str]) -> list[str]:
    """The items of a list, without their marks."""
    return [_ITEM.sub("", line, count=1).strip() for line in lines if line.strip()]


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    """Neighbouring lines of one sort; an empty line ends a group."""
    group: list[str] = []
    for line in [*lines, ""]:
        starts_anew = not line.strip() or _sort(line) != _sort(group[0] if group else line)
        if starts_anew and group:
            yield group
            group = []
        if line.strip():
            group.append(line.strip())


def _sort(line: str) -> str:
    if line.startswith("## "):
        return line
    found = _ITEM.match(line)
    return found[1][-2:] if found else ""


def _group(group: list[str]) -> str:
    sort = _sort(group[0])
    if sort.startswith("## "):
        return f"<h2>{inline(group[0][3:])}</h2>"
    if not sort:
        return f"<p>{inline(' '.join(group))}</p>"
    tag = "ul" if sort == "- " else "ol"
    listed = "".join(f"<li>{inline(item)}</li>" for item in items(group))
    return f"<{tag}>{listed}</{tag}>"
