"""Fingerprints of a notebook by winnowing: what stays when names, comments and spaces change.

Schleimer, Wilkerson and Aiken (2003): hash every run of K tokens, and of each window of W
hashes keep the smallest. Two texts that share a run of K + W - 1 tokens share a fingerprint.
"""

import builtins
import io
import keyword
import re
import token
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from labs.assignments.notebook import Cell

K = 12
WINDOW = 5
MAX_TOKENS = 20_000
FEWEST = 8

_KEPT_NAMES = frozenset(dir(builtins)) | frozenset(keyword.kwlist)
_SKIPPED = {
    token.COMMENT, token.NL, token.NEWLINE, token.INDENT, token.DEDENT, token.ENCODING,
    token.ENDMARKER,
}  # fmt: skip
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Print:
    """One fingerprint, and the lines of its cell that it covers, from 1."""

    value: int
    first: int
    last: int


def prints_of(cells: Iterable[Cell]) -> set[int]:
    """The fingerprints of several cells."""
    return {one.value for cell in cells for one in cell_prints(cell)}


def cell_prints(cell: Cell) -> list[Print]:
    """The fingerprints of one cell: code by its shape, text by its words."""
    words = list(_code(cell.source) if cell.is_code else _text(cell.source))[:MAX_TOKENS]
    hashes = [_hash(words[at : at + K]) for at in range(len(words) - K + 1)]
    return [
        Print(value=hashes[at], first=words[at][1], last=words[at + K - 1][1])
        for at in _chosen(hashes)
    ]


def share_of(first: set[int], second: set[int]) -> float:
    """How much of the smaller lies in the larger; nothing where one says too little."""
    fewer = min(len(first), len(second))
    if fewer < FEWEST:
        return 0.0
    return len(first & second) / fewer


def _code(source: str) -> Iterator[tuple[str, int]]:
    """Tokens of Python without names of the author's own; what is no Python, by words."""
    try:
        after_dot = False
        for one in tokenize.generate_tokens(io.StringIO(source).readline):
            if one.type not in _SKIPPED:
                yield _shape(one, after_dot), one.start[0]
                after_dot = one.string == "."
    except (tokenize.TokenError, SyntaxError):
        return


def _shape(one: tokenize.TokenInfo, after_dot: bool) -> str:
    if one.type == token.NAME:
        return one.string if after_dot or one.string in _KEPT_NAMES else "name"
    if one.type == token.NUMBER:
        return "0"
    return '""' if one.type == token.STRING else one.string


def _text(source: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(source.splitlines(), start=1):
        for word in _WORD.findall(line.lower()):
            yield word, number


def _hash(words: list[tuple[str, int]]) -> int:
    digest = blake2b("\0".join(word for word, _line in words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _chosen(hashes: list[int]) -> list[int]:
    """The places of the smallest hash in each window, the rightmost where several are."""
    if not hashes:
        return []
    last = max(1, len(hashes) - WINDOW + 1)
    found = set()
    for start in range(last):
        window = range(start, min(start + WINDOW, len(hashes)))
        found.add(min(window, key=lambda at: (hashes[at], -at)))
    return sorted(found)
