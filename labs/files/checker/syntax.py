"""Read a spreadsheet formula, as files keep it, into a tree."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openpyxl.utils import column_index_from_string

MAX_LENGTH = 8_192
MAX_NESTED = 64


class FormulaBroken(Exception):
    """The text is no formula that can be read here."""


@dataclass(frozen=True)
class Literal:
    """A number, a text, TRUE or FALSE, an error, or a constant table of them (rows)."""

    value: Any


@dataclass(frozen=True)
class Reference:
    """Cells of a sheet; an open end (whole columns or rows) is 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class TableReference:
    """Columns of a table: `first` to `last` (empty: all), and which rows."""

    table: str
    first: str
    last: str
    rows: str


@dataclass(frozen=True)
class Name:
    """A defined name."""

    name: str


@dataclass(frozen=True)
class Missing:
    """An argument left out."""


@dataclass(frozen=True)
class Unary:
    """A sign, or % behind."""

    operator: str
    value: Any


@dataclass(frozen=True)
class Binary:
    """Two sides."""

    operator: str
    left: Any
    right: Any


@dataclass(frozen=True)
class Call:
    """A function, in capitals and without the prefixes of newer ones."""

    function: str
    arguments: tuple[Any, ...]


_SHEET = r"(?:(?:'(?P<{0}q>(?:[^']|'')+)'|(?P<{0}s>[^\W\d][\w.]*))!)?"
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<error>\#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!))"
    r"|(?P<cells>" + _SHEET.format("a") + r"\$?(?P<l>[A-Za-z]{1,3})\$?(?P<t>\d+)"
    r"(?::\$?(?P<r>[A-Za-z]{1,3})\$?(?P<b>\d+))?(?![\w(\[]))"
    r"|(?P<columns>"
    + _SHEET.format("c")
    + r"\$?(?P<cl>[A-Za-z]{1,3}):\$?(?P<cr>[A-Za-z]{1,3})(?![\w(]))"
    r"|(?P<lines>" + _SHEET.format("r") + r"\$?(?P<rt>\d+):\$?(?P<rb>\d+)(?![\w.]))"
    r"|(?P<table>(?P<tn>[^\W\d][\w.]*)\[(?P<tb>(?:[^\[\]]|\[[^\[\]]*\])*)\])"
    r"|(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<call>[^\W\d][\w.]*\()"
    r"|(?P<name>[^\W\d][\w.]*)"
    r"|(?P<operator><=|>=|<>|[-+*/^&=<>%(),;{}@])"
)
_BINDS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3}
_BINDS |= {"*": 4, "/": 4, "^": 5}
_SIGN = 6


@lru_cache(maxsize=20_000)
def parse(source: str) -> Any:
    """The tree of a formula that begins with `=`."""
    if len(source) > MAX_LENGTH:
        raise FormulaBroken
    reader = _Reader(_tokens(source.removeprefix("=")))
    tree = reader.expression()
    if reader.peek() != ("end", None):
        raise FormulaBroken
    return tree


def functions_in(source: str) -> set[str]:
    """The functions that a formula calls."""
    try:
        return set(_calls(parse(source)))
    except FormulaBroken:
        return set()


def references_in(source: str) -> bool:
    """Whether a formula reads any cell at all."""
    try:
        return any(True for _one in _cells(parse(source)))
    except FormulaBroken:
        return False


def _walk(node: Any) -> Any:
    yield node
    below: tuple[Any, ...] = ()
    if isinstance(node, Call):
        below = node.arguments
    elif isinstance(node, Binary):
        below = (node.left, node.right)
    elif isinstance(node, Unary):
        below = (node.value,)
    for one in below:
        yield from _walk(one)


def _calls(tree: Any) -> Any:
    return (one.function for one in _walk(tree) if isinstance(one, Call))


def _cells(tree: Any) -> Any:
    return (one for one in _walk(tree) if isinstance(one, Reference | TableReference | Name))


def _tokens(source: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise FormulaBroken
        kind = match.lastgroup or ""
        kind = next(one for one in _KINDS if match[one] is not None)
        if kind != "space":
            found.append(_KINDS[kind](match))
        place = match.end()
    return [*found, ("end", None)]


def _text(match: re.Match[str]) -> tuple[str, Any]:
    return ("literal", match["text"][1:-1].replace('""', '"'))


def _number(match: re.Match[str]) -> tuple[str, Any]:
    return ("literal", float(match["number"]))


def _sheet(match: re.Match[str], kind: str) -> str:
    quoted: str | None = match[f"{kind}q"]
    return quoted.replace("''", "'") if quoted else (match[f"{kind}s"] or "")


def _cells_token(match: re.Match[str]) -> tuple[str, Any]:
    top, left = int(match["t"]), column_index_from_string(match["l"].upper())
    bottom = int(match["b"]) if match["b"] else top
    right = column_index_from_string(match["r"].upper()) if match["r"] else left
    sheet = _sheet(match, "a")
    ends = (min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    return ("node", Reference(sheet, *ends))


def _columns_token(match: re.Match[str]) -> tuple[str, Any]:
    ends = sorted(column_index_from_string(match[one].upper()) for one in ("cl", "cr"))
    return ("node", Reference(_sheet(match, "c"), 1, ends[0], 0, ends[1]))


def _lines_token(match: re.Match[str]) -> tuple[str, Any]:
    ends = sorted(int(match[one]) for one in ("rt", "rb"))
    return ("node", Reference(_sheet(match, "r"), ends[0], 1, ends[1], 0))


def _table_token(match: re.Match[str]) -> tuple[str, Any]:
    rows, columns = "#data", []
    inner = match["tb"].strip()
    for part in re.findall(r"\[([^\[\]]*)\]", inner) if "[" in inner else [inner]:
        word = part.strip()
        if word.startswith("#"):
            rows = word.lower()
        elif word.startswith("@"):
            rows = "#this row"
            columns += [word[1:].strip()] if word[1:].strip() else []
        elif word:
            columns.append(re.sub(r"'(.)", r"\1", word))
    if "@" in inner.split("[")[0]:
        rows = "#this row"
    first = columns[0] if columns else ""
    return ("node", TableReference(match["tn"], first, columns[-1] if columns else "", rows))


def _call(match: re.Match[str]) -> tuple[str, Any]:
    name = match["call"][:-1].upper()
    for prefix in ("_XLFN.", "_XLWS."):
        name = name.removeprefix(prefix)
    return ("call", name)


def _name(match: re.Match[str]) -> tuple[str, Any]:
    word = match["name"]
    if word.upper() in ("TRUE", "FALSE"):
        return ("literal", word.upper() == "TRUE")
    return ("node", Name(word))


_KINDS: dict[str, Any] = {
    "space": None,
    "text": _text,
    "error": lambda match: ("literal_error", match["error"]),
    "cells": _cells_token,
    "columns": _columns_token,
    "lines": _lines_token,
    "table": _table_token,
    "number": _number,
    "call": _call,
    "name": _name,
    "operator": lambda match: ("operator", match["operator"]),
}


class _Reader:
    """Climbs precedence; all operators of two sides bind to the left."""

    def __init__(self, tokens: list[tuple[str, Any]]) -> None:
        self._tokens = tokens
        self._place = self._nested = 0

    def peek(self) -> tuple[str, Any]:
        """The next token, left where it is."""
        return self._tokens[self._place]

    def expression(self, at_least: int = 1) -> Any:
        """An expression whose operators bind at least this tightly."""
        self._nested += 1
        if self._nested > MAX_NESTED:
            raise FormulaBroken
        left = self._operand()
        while True:
            kind, word = self.peek()
            if kind == "operator" and word == "%":
                self._take()
                left = Unary("%", left)
                continue
            if kind != "operator" or _BINDS.get(word, 0) < at_least:
                self._nested -= 1
                return left
            self._take()
            left = Binary(word, left, self.expression(_BINDS[word] + 1))

    def _take(self) -> tuple[str, Any]:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def _expect(self, word: str) -> None:
        if self._take() != ("operator", word):
            raise FormulaBroken

    def _operand(self) -> Any:
        kind, word = self._take()
        if kind == "literal":
            return Literal(word)
        if kind == "literal_error":
            return Call("#ERROR", (Literal(word),))
        if kind == "node":
            return word
        if kind == "call":
            return Call(word, self._arguments())
        return self._signed(kind, word)

    def _signed(self, kind: str, word: Any) -> Any:
        if kind == "operator" and word in "+-":
            return Unary(word, self.expression(_SIGN))
        if kind == "operator" and word == "@":
            return Call("SINGLE", (self.expression(_SIGN),))
        if kind == "operator" and word == "(":
            inner = self.expression()
            self._expect(")")
            return inner
        if kind == "operator" and word == "{":
            return self._constants()
        raise FormulaBroken

    def _arguments(self) -> tuple[Any, ...]:
        found: list[Any] = []
        if self.peek() == ("operator", ")"):
            self._take()
            return ()
        while True:
            if self.peek() in (("operator", ","), ("operator", ")")):
                found.append(Missing())
            else:
                found.append(self.expression())
            kind, word = self._take()
            if (kind, word) == ("operator", ")"):
                return tuple(found)
            if (kind, word) != ("operator", ","):
                raise FormulaBroken

    def _constants(self) -> Literal:
        rows: list[list[Any]] = [[]]
        while True:
            rows[-1].append(self._constant())
            word = self._take()
            if word == ("operator", "}"):
                return Literal(rows)
            if word == ("operator", ";"):
                rows.append([])
            elif word != ("operator", ","):
                raise FormulaBroken

    def _constant(self) -> Any:
        kind, word = self._take()
        sign = 1.0
        if (kind, word) == ("operator", "-"):
            sign = -1.0
            kind, word = self._take()
        if kind != "literal":
            raise FormulaBroken
        return word * sign if isinstance(word, float) else word
