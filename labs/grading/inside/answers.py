"""Answer the examiner's questions about the learner's session, from within it.

A learner can change anything here; all they gain is to answer with other data. Nothing here
knows an expected value or a mark.
"""

import base64
import builtins
import contextlib
import importlib
import inspect
import io
import itertools
import json
import marshal
import operator
import os
import pickle
import types
from typing import Any

from bounds import MAX_TEXT, TooLarge
from values import Writer, read

MAX_FILE = 8 << 20
MAX_REPLY = 12 << 20
_handles: dict[int, Any] = {}
_numbers: dict[int, int] = {}


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
        written = found.form if type(found) is _Form else Writer(_hold).write(found)
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
    lines = _lines(type(error))
    return [type(error).__name__, _text(error), lines, _hold(error) if lines else None]


def _text(error: BaseException) -> str:
    try:
        if type(error) is KeyError and len(error.args) == 1 and type(error.args[0]) is str:
            return error.args[0][:300]  # there its own text is in quotation marks
        return str(error)[:300]
    except BaseException:  # noqa: BLE001  # a learner's __str__
        return ""


def _hold(value: Any) -> Any:
    """By number, the same for the same object, with what is known of it."""
    if isinstance(value, type) and getattr(builtins, value.__name__, None) is value:
        return {"t": "kind", "v": value.__name__}
    known = _numbers.setdefault(id(value), len(_handles) + 1)
    _handles[known] = value
    said: dict[str, Any] = {"t": "held", "v": known, "call": callable(value)}
    if hasattr(type(value), "__next__"):
        said["next"] = True
    if isinstance(value, type) and issubclass(value, BaseException):
        said["lines"] = _lines(value)
    if isinstance(value, type | types.FunctionType):
        said |= {"name": value.__name__, "doc": value.__doc__}
    return said


def _lines(kind: type) -> Any:
    """A class of errors defined here, and those it is built on, up to one with a built-in name."""
    lines: list[Any] = []
    for one in kind.__mro__:
        if getattr(builtins, one.__name__, None) is one:
            return [*lines, one.__name__] if lines else None
        known = _numbers.setdefault(id(one), len(_handles) + 1)
        _handles[known] = one
        lines.append([known, one.__name__, one.__module__])
    return None


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


def _names() -> dict[str, Any]:
    from IPython import get_ipython  # noqa: PLC0415  # only there once the kernel runs

    names: dict[str, Any] = get_ipython().user_ns
    return names


def _thing(data: Any) -> Any:
    if isinstance(data, dict) and data.get("t") == "pickle":
        return _Unpickler(io.BytesIO(base64.b64decode(data["v"]))).load()
    return read(data, _here)


class _Unpickler(pickle.Unpickler):  # what comes from the examiner
    """Finds the author's classes by name among those that their cells made here."""

    def persistent_load(self, name: Any) -> Any:
        return _handles[name] if isinstance(name, int) else _name({"name": name})


def _here(data: Any) -> Any:
    """What the examiner means by a number, or a function of a check's, built again."""
    if data["t"] == "held":
        return _handles[data["v"]]
    if data["t"] == "module":
        return importlib.import_module(data["v"])
    if data["t"] == "type":
        return getattr(types, data["v"])
    names: dict[str, Any] = {"__builtins__": _BUILTINS}
    built = types.FunctionType(
        marshal.loads(base64.b64decode(data["v"])),  # noqa: S302  # comes from the examiner
        names,
        data["name"],
        tuple(_thing(one) for one in data["defaults"]),
        tuple(types.CellType(_thing(one)) for one in data["cells"]),
    )
    built.__kwdefaults__ = {name: _thing(one) for name, one in data["named"].items()}
    for name, one in data["names"].items():
        names[name] = built if one == {"t": "itself"} else _thing(one)
    return built


def _name(asked: Any) -> Any:
    names = _names()
    if asked["name"] not in names:
        raise NameError(f"name '{asked['name']}' is not defined")
    return names[asked["name"]]


def _call(asked: Any) -> Any:
    arguments = [_thing(one) for one in asked["args"]]
    named = {name: _thing(one) for name, one in asked["named"].items()}
    return _handles[asked["of"]](*arguments, **named)


def _put(asked: Any) -> None:
    _names()[asked["name"]] = _thing(asked["value"])


def _drop(asked: Any) -> None:
    _name(asked)
    del _names()[asked["name"]]


def _file(asked: Any) -> _Form:
    """A file's bytes, already in JSON form: longer than what values may hold otherwise."""
    with open(os.path.join("/work", asked["name"]), "rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise TooLarge
    return _Form({"t": "bytes", "v": base64.b64encode(content).decode()})


def _set(asked: Any) -> None:
    setattr(_handles[asked["of"]], asked["name"], _thing(asked["value"]))


def _set_item(asked: Any) -> None:
    _handles[asked["of"]][_thing(asked["key"])] = _thing(asked["value"])


def _pair(asked: Any) -> Any:
    """What says yes beside anything at all says nothing."""
    one, other = _handles[asked["of"]], _thing(asked["with_"])
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
    thing, name, more = _handles[asked["of"]], asked["operator"], asked.get("more", ())
    return _ALONE[name](thing, *more) if name in _ALONE else getattr(operator, f"__{name}__")(thing)


def _list(asked: Any) -> Any:
    """All at once, or what goes on giving: only Python's own lists are known to end."""
    found = iter(_handles[asked["of"]])
    return list(found) if hasattr(found, "__length_hint__") else found


def _lists(asked: Any) -> bool:
    try:
        iter(_handles[asked["of"]])
    except TypeError:
        return False
    return True


def _is(asked: Any) -> bool:
    """Only of what is a class: another object would answer as it likes."""
    kind = _handles[asked["of"]]
    if not issubclass(type(kind), type | types.UnionType):
        raise TypeError("isinstance() arg 2 must be a type")
    return isinstance(_thing(asked["one"]), kind)


def _library(asked: Any) -> Any:
    """A function of Python's own applied to it."""
    function = getattr(importlib.import_module(asked["module"]), asked["name"])
    named = {name: _thing(one) for name, one in asked["named"].items()}
    return function(_handles[asked["of"]], *(_thing(one) for one in asked["args"]), **named)


def _exit(asked: Any) -> Any:
    thing, error = _handles[asked["of"]], _thing(asked["error"])
    return type(thing).__exit__(thing, type(error) if error else None, error, None)


# A check's way of asking a stand-in, in its callbacks.
_BUILTINS = vars(builtins) | {"__attribute__": getattr, "__same__": operator.is_}
_YES_OR_NO = ("eq", "lt", "le", "gt", "ge", "contains")
_ALONE: dict[str, Any] = {
    **{one.__name__: one for one in (int, float, str, repr, next, len, hash)},
    **{one.__name__: one for one in (format, round, reversed)},
    "enter": lambda thing: type(thing).__enter__(thing),
}
_ASKED: dict[str, Any] = {
    "name": _name,
    "call": _call,
    "put": _put,
    "drop": _drop,
    "file": _file,
    "set": _set,
    "set_item": _set_item,
    "pair": _pair,
    "alone": _alone,
    "exit": _exit,
    "keep": lambda asked: _Form(_hold(_thing(asked["value"]))),
    "value": lambda asked: _handles[asked["of"]],
    "attr": lambda asked: getattr(_handles[asked["of"]], asked["name"]),
    "item": lambda asked: _handles[asked["of"]][_thing(asked["key"])],
    "class": lambda asked: type(_handles[asked["of"]]),
    "has": lambda asked: hasattr(_handles[asked["of"]], asked["name"]),
    "vars": lambda asked: dict(vars(_handles[asked["of"]])),
    "dir": lambda asked: dir(_handles[asked["of"]]),
    "forget": lambda asked: delattr(_handles[asked["of"]], asked["name"]),
    "some": lambda asked: list(itertools.islice(_handles[asked["of"]], asked["many"])),
    "list": _list,
    "lists": _lists,
    "library": _library,
    "signature": lambda asked: _signature(_handles[asked["of"]]),
    "is_a": lambda asked: isinstance(_handles[asked["of"]], _thing(asked["kind"])),
    "is_built_on": lambda asked: issubclass(_handles[asked["of"]], _thing(asked["kind"])),
    "bool": lambda asked: bool(_handles[asked["of"]]),
    "isinstance": _is,
    "issubclass": lambda asked: issubclass(_thing(asked["one"]), _handles[asked["of"]]),
}
