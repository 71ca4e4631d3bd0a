"""What a learner's session says back, read as something that means harm.

The reply comes from a process that the learner owns: it may be of any shape, and made to be dear
to read. Nothing is parsed before it is known to be cheap.
"""

import ast
import json
import re
from typing import Any

MAX_STRUCTURE = 3_000_000
MAX_DEPTH = 400
# Possessive, so that nothing is kept to come back to: a gigabyte for ten megabytes otherwise.
_LITERAL = re.compile(r"'(?:[^'\\\n]++|\\.)*+'|\"(?:[^\"\\\n]++|\\.)*+\"")
_NESTING = re.compile(r'"(?:[^"\\]++|\\.)*+"|([\[{])|([\]}])')


def is_cheap(text: bytes) -> bool:
    """Whether JSON of this text makes no more objects than honest answers do."""
    return sum(map(text.count, (b"[", b"{", b","))) <= MAX_STRUCTURE


def answer_in(reply: Any) -> dict[str, Any]:
    """The answer in a reply: a value, or what was raised; one that is none is an error."""
    try:
        return _checked(json.loads(_text_of(reply)))
    except (KeyError, TypeError, ValueError, MemoryError, RecursionError):
        return raised("the session gives no answer")


def raised(text: str = "", name: str = "RaisedThere") -> dict[str, Any]:
    """As if this had been raised in the session."""
    return {"raised": [name, text]}


def _text_of(reply: Any) -> str:
    """The string that the session's `repr` shows, and nothing else that Python could mean."""
    shown = reply["user_expressions"]["a"]["data"]["text/plain"]
    if not isinstance(shown, str) or not _LITERAL.fullmatch(shown):
        raise ValueError("not a string")
    text = str(ast.literal_eval(shown))
    if not is_cheap(text.encode(errors="replace")) or _is_deep(text):
        raise ValueError("too dear")
    return text


def _is_deep(text: str) -> bool:
    """Whether it nests deeper than whoever writes it out again could follow."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for found in _NESTING.finditer(text):
        depth += bool(found[1]) - bool(found[2])
        if depth > MAX_DEPTH:
            return True
    return False


def _checked(answer: Any) -> dict[str, Any]:
    printed = {"printed": str(answer["printed"])} if "printed" in answer else {}
    if "raised" not in answer:
        return {"value": answer["value"]} | printed
    name, text, *more = answer["raised"]
    return {"raised": [str(name)[:100], str(text)[:300], *more]} | printed
