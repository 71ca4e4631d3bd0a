"""Vietnamese for the words that content types leave in English.

Most `vi.json` files of real libraries still hold the English words, and packages carry them as
parameters. Only a text that is exactly one of the known English words is replaced, and only in a
Vietnamese content: what an author wrote is never touched.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("overlay_vi.json")
# Places where authors write; everything in them is theirs.
_AUTHORS = frozenset(("question", "questions", "answers", "text", "textField", "taskDescription"))


@cache
def words() -> Mapping[str, str]:
    """English words of content types, and their Vietnamese."""
    found: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def translate(parameters: Any, *, language: str) -> Any:
    """The parameters with known English words in Vietnamese."""
    if not language.lower().startswith("vi"):
        return parameters
    return _translate(parameters)


def _translate(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _part(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_translate(inner) for inner in value]
    return value


def _part(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return value if key in _AUTHORS else words().get(value, value)
    return _translate(value)
