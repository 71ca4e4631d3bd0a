"""Answer the examiner's questions about the learner's session, from within it.

A learner can change anything here; all they gain is to answer with other data. Nothing here
knows an expected value or a mark.
"""

import base64
import contextlib
import importlib
import inspect
import io
import itertools
import json
import operator
import os
import types
from typing import Any

from bounds import MAX_TEXT, TooLarge
from handles import given, held, hold, lines_of, named, session
from values import Writer

MAX_FILE = 8 << 20
MAX_REPLY = 12 << 20


def answer(question: str) -> str:
    """The reply to one question, as JSON: a value, or what was raised; and what was printed."""
    printed = _Printed()
    with contextlib.redirect_stdout(printed):
        reply = _reply(question)
    if text := printed.getvalue():
        reply["printed"] = text[:MAX_TEXT]
    written = json.dumps(reply)
    return written if len(written) < MAX_REPLY else json.dumps({"raised": ["TooLarge", ""]})


def _reply(question: str) -> dict[str, Any]:
    try:
        asked = json.loads(question)
        found = _ASKED[asked["do"]](asked)
        written = found.form if type(found) is _Form else Writer(hold).write(found)
    except TooLarge:
        return {"raised": ["TooLarge", ""]}
    except BaseException as error:  # noqa: BLE001  # whatever the learner's code raises
        return {"raised": _raised(error)}
    return {"value": written}


class _Printed(io.StringIO):
    """What the learner's code prints under a question; a flood is cut off."""

    def write(self, text: str) -> int:
        return super().write(text) if self.tell() < MAX_TEXT else len(text)


def _raised(error: BaseException) -> list[Any]:
    """Name and text; of a class defined here also its line, and a handle for what else it tells."""
    lines = lines_of(type(error))
    return [type(error).__name__, _text(error), lines, hold(error) if lines else None]


def _text(error: BaseException) -> str:
    try:
        if type(error) is KeyError and len(error.args) == 1 and type(error.args[0]) is str:
            return error.args[0][:300]  # there its own text is in quotation marks
        return str(error)[:300]
    except BaseException:  # noqa: BLE001  # a learner's __str__
        return ""


def _signature(function: Any) -> Any:
    """Each parameter's name, kind and default in words."""
    return [
        [one.name, int(one.kind), None if one.default is one.empty else repr(one.default)[:100]]
        for one in inspect.signature(function).parameters.values()
    ]


class _Form:
    """An answer that is written already."""

    def __init__(self, form: Any) -> None:
        self.form = form


def _call(asked: Any) -> Any:
    arguments = [given(one) for one in asked["args"]]
    named = {name: given(one) for name, one in asked["named"].items()}
    return held[asked["of"]](*arguments, **named)


def _put(asked: Any) -> None:
    session()[asked["name"]] = given(asked["value"])


def _drop(asked: Any) -> None:
    named(asked["name"])
    del session()[asked["name"]]


def _file(asked: Any) -> _Form:
    """A file's bytes, already in JSON form: longer than what values may hold otherwise."""
    with open(os.path.join("/work", asked["name"]), "rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise TooLarge
    return _Form({"t": "bytes", "v": base64.b64encode(content).decode()})


def _set(asked: Any) -> None:
    setattr(held[asked["of"]], asked["name"], given(asked["value"]))


def _set_item(asked: Any) -> None:
    held[asked["of"]][given(asked["key"])] = given(asked["value"])


def _pair(asked: Any) -> Any:
    """What says yes beside anything at all says nothing."""
    one, other = held[asked["of"]], given(asked["with_"])
    apply = getattr(operator, f"__{asked['operator']}__")
    found = apply(other, one) if asked["swapped"] else apply(one, other)
    if asked["operator"] not in _YES_OR_NO or not found:
        return found
    return not any(_says_yes(apply, thing) for thing in (one, other))


def _says_yes(apply: Any, thing: Any) -> bool:
    try:
        return bool(apply(thing, object()))
    except Exception:  # noqa: BLE001  # most say no so
        return False


def _alone(asked: Any) -> Any:
    thing, name, more = held[asked["of"]], asked["operator"], asked.get("more", ())
    return _ALONE[name](thing, *more) if name in _ALONE else getattr(operator, f"__{name}__")(thing)


def _list(asked: Any) -> Any:
    """All at once, or what goes on giving: only Python's own lists are known to end."""
    found = iter(held[asked["of"]])
    return list(found) if hasattr(found, "__length_hint__") else found


def _lists(asked: Any) -> bool:
    try:
        iter(held[asked["of"]])
    except TypeError:
        return False
    return True


def _is(asked: Any) -> bool:
    """Only of what is a class: another object would answer as it likes."""
    kind = held[asked["of"]]
    if not issubclass(type(kind), type | types.UnionType):
        raise TypeError("isinstance() arg 2 must be a type")
    return isinstance(given(asked["one"]), kind)


def _library(asked: Any) -> Any:
    """A function of Python's own applied to it."""
    function = getattr(importlib.import_module(asked["module"]), asked["name"])
    named = {name: given(one) for name, one in asked["named"].items()}
    return function(held[asked["of"]], *(given(one) for one in asked["args"]), **named)


def _exit(asked: Any) -> Any:
    thing, error = held[asked["of"]], given(asked["error"])
    return type(thing).__exit__(thing, type(error) if error else None, error, None)


_YES_OR_NO = ("eq", "lt", "le", "gt", "ge", "contains")
_ALONE: dict[str, Any] = {
    **{one.__name__: one for one in (int, float, str, repr, next, len, hash)},
    **{one.__name__: one for one in (format, round, reversed)},
    "enter": lambda thing: type(thing).__enter__(thing),
}
_ASKED: dict[str, Any] = {
    "name": lambda asked: named(asked["name"]),
    "named": lambda asked: asked["name"] in session(),
    "names": lambda asked: [name for name in session() if not name.startswith("_")],
    "same": lambda asked: named(asked["names"][0]) is named(asked["names"][1]),
    "call": _call,
    "put": _put,
    "drop": _drop,
    "file": _file,
    "set": _set,
    "set_item": _set_item,
    "pair": _pair,
    "alone": _alone,
    "exit": _exit,
    "keep": lambda asked: _Form(hold(given(asked["value"]))),
    "value": lambda asked: held[asked["of"]],
    "attr": lambda asked: getattr(held[asked["of"]], asked["name"]),
    "item": lambda asked: held[asked["of"]][given(asked["key"])],
    "class": lambda asked: type(held[asked["of"]]),
    "has": lambda asked: hasattr(held[asked["of"]], asked["name"]),
    "vars": lambda asked: dict(vars(held[asked["of"]])),
    "dir": lambda asked: dir(held[asked["of"]]),
    "forget": lambda asked: delattr(held[asked["of"]], asked["name"]),
    "some": lambda asked: list(itertools.islice(held[asked["of"]], asked["many"])),
    "list": _list,
    "lists": _lists,
    "library": _library,
    "signature": lambda asked: _signature(held[asked["of"]]),
    "is_a": lambda asked: isinstance(held[asked["of"]], given(asked["kind"])),
    "is_built_on": lambda asked: issubclass(held[asked["of"]], given(asked["kind"])),
    "bool": lambda asked: bool(held[asked["of"]]),
    "isinstance": _is,
    "issubclass": lambda asked: issubclass(given(asked["one"]), held[asked["of"]]),
}
