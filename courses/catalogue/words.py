"""How the catalogue is searched: accents aside, abbreviations known."""

import json
import re
from functools import cache
from pathlib import Path

from lms.kit.text import fold

DATA = Path(__file__).parent / "data"
_TAG = re.compile(r"<[^>]+>")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations of the administration and what they stand for, both folded."""
    listed = json.loads((DATA / "abbreviations.json").read_text(encoding="utf-8"))
    return {fold(short): " ".join(words(long)) for short, long in listed.items()}


def words(text: str) -> list[str]:
    """The words of a text as they are compared: `Thuỷ` and `thủy` are both `thuy`."""
    return _NOT_WORD.sub(" ", fold(_TAG.sub(" ", text))).split()


def searchable(*texts: str) -> str:
    """One line of words, each preceded by a space, with abbreviations and their meanings added."""
    line = " " + " ".join(word for text in texts for word in words(text)) + " "
    added = [
        f"{short} {long}"
        for short, long in abbreviations().items()
        if f" {short} " in line or f" {long} " in line
    ]
    return line + "".join(f"{one} " for one in added)
