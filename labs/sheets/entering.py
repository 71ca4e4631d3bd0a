"""Read what a person typed into a cell, in Vietnamese notation."""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from labs.files.checker.container import Refused, check_formula
from labs.sheets.errors import EditRefused
from labs.sheets.models import CellKind
from lms.kit.text import nfc

MAX_TEXT = 4_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?([eE][+-]?\d{1,2})?")
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_WORDS = {"true": "TRUE", "false": "FALSE", "đúng": "TRUE", "sai": "FALSE"}
_PARTS = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|.", re.DOTALL)
MAX_DIGITS = 15


@dataclass(frozen=True)
class Typed:
    """What a cell is to hold, and the format that the way of writing asks for."""

    kind: CellKind
    text: str = ""
    format: str = ""
    source: str = ""


def typed(given: str) -> Typed:
    """A number, a date, a truth, a formula, or a text as it stands."""
    said = nfc(_CONTROLS.sub("", given.replace("\r\n", "\n")))
    if len(said) > MAX_TEXT:
        raise EditRefused(_("A cell takes at most 4,000 characters here."))
    bare = said.strip()
    if not bare:
        return Typed(CellKind.BLANK)
    if said.startswith("'"):
        return Typed(CellKind.TEXT, said[1:], source=said[1:])
    if bare.startswith("=") and len(bare) > 1:
        return Typed(CellKind.FORMULA, _formula(bare))
    return replace(_plain(bare) or Typed(CellKind.TEXT, said), source=said)


def as_typed(kind: str, text: str) -> str:
    """What a person would type for a content: typed again, it is the same."""
    if kind == CellKind.NUMBER:
        return text.removesuffix(".0").replace(".", ",")
    if kind == CellKind.DATE:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if kind == CellKind.TEXT and (text.startswith(("'", "=")) or _plain(text.strip())):
        return f"'{text}"
    return text


def _plain(bare: str) -> Typed | None:
    if bare.casefold() in _WORDS:
        return Typed(CellKind.TRUTH, _WORDS[bare.casefold()])
    percent = bare.endswith("%")
    match = _NUMBER.fullmatch(bare.removesuffix("%").strip())
    if match and sum(map(str.isdigit, bare)) <= MAX_DIGITS:
        found = float(match[0].replace(".", "").replace(",", "."))
        shape = _shape(percent=percent, grouped=bool(match[2]), decimals=bool(match[3]))
        return Typed(CellKind.NUMBER, figure(found / 100 if percent else found), shape)
    return _date(bare)


def _shape(*, percent: bool, grouped: bool, decimals: bool) -> str:
    if percent:
        return "0.0%" if decimals else "0%"
    return ("#,##0.00" if decimals else "#,##0") if grouped else ""


def figure(value: float) -> str:
    """A number as it is kept."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 15))


def _date(bare: str) -> Typed | None:
    match = _DATE.fullmatch(bare)
    if match is None:
        return None
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    try:
        found = date(year, int(match[2]), int(match[1]))
    except ValueError:
        return None
    return Typed(CellKind.DATE, found.isoformat(), "dd/mm/yyyy") if year >= 1900 else None


def _formula(said: str) -> str:
    """As files keep it; what a file would be refused for is refused here."""
    found = international(said)
    try:
        check_formula(found)
    except Refused as refusal:
        raise EditRefused(
            _("A formula cannot draw on other files, addresses or programs.")
        ) from refusal
    return found


def international(said: str) -> str:
    """With `,` between arguments and `.` before decimals, however it was typed.

    One `;` outside texts and braces says that it is Vietnamese; without any, a comma between two
    digits outside of all brackets can only be a decimal one.
    """
    parts = _PARTS.findall(said)
    vietnamese = any(part == ";" and not braced for part, _deep, braced in _depths(parts))
    written: list[str] = []
    for place, (part, deep, braced) in enumerate(_depths(parts)):
        between = _digit(parts, place - 1) and _digit(parts, place + 1)
        is_decimal = part == "," and between and not braced and (vietnamese or not deep)
        separates = part == ";" and not braced
        written.append("." if is_decimal else "," if separates else part)
    return "".join(written)


def _depths(parts: list[str]) -> list[tuple[str, int, int]]:
    """Each part with the number of brackets and of braces open around it."""
    deep = braced = 0
    found = []
    for part in parts:
        deep += (part == "(") - (part == ")")
        braced += (part == "{") - (part == "}")
        found.append((part, deep, braced))
    return found


def _digit(parts: list[str], place: int) -> bool:
    return 0 <= place < len(parts) and parts[place].isdigit()
