"""Answer the examiner's questions about the learner's session, from within it.

A learner can change anything here; all they gain is to answer with other data. Nothing here
knows an expected value or a mark.
"""

import base64
import builtins
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

from bounds import TooLarge
from values import Writer, read

MAX_FILE = 8 << 20
MAX_REPLY = 12 << 20
_handles: dict[int, Any] = {}
_numbers: dict[int, int] = {}


def answer(question: str) -> str:
    """The reply to one question, as JSON: a value, or what was raised."""
    try:
        asked = json.loads(question)
        found = _ASKED[asked["do"]](asked)
        written = found.form if type(found) is _Form else Writer(_hold).write(found)
        reply = json.dumps({"value": written})
    except TooLarge:
        return json.dumps({"raised": ["TooLarge", ""]})
    except BaseException as error:  # noqa: BLE001  # whatever the learner's code raises
        return json.dumps({"raised": _raised(error)})
    return reply if len(reply) < MAX_REPLY else json.dumps({"raised": ["TooLarge", ""]})


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
    known = _numbers.setdefault(id(value), len(_handles) + 1)
    _handles[known] = value
    said: dict[str, Any] = {"t": "held", "v": known, "call": callable(value)}
    if hasattr(type(value), "__next__"):
        said["next"] = True
    if isinstance(value, type) and issubclass(value, BaseException):
        said["lines"] = _lines(value)
    if isinstance(value, type | types.FunctionType):
        said |= {"name": value.__name__, "doc": value.__doc__}
    if isinstance(value, types.FunctionType):
        said["signature"] = _signature(value)
    return said


def _lines(kind: type) -> Any:
    """A class of errors defined here, and those it is built on, up to one with a built-in name."""
    lines: list[Any] = []
    for one in kind.__mro__:
        if getattr(builtins, one.__name__, None) is one:
            return [*lines, one.__name__] if lines else None
        known = _numbers.setdefault(id(one), len(_handles) + 1)
        _handles[known] = one
        lines.append([known, one.__name__])
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
        return _name({"name": name})


def _here(data: Any) -> Any:
    """What the examiner means by a number, or a function of a check's, built again."""
    if data["t"] == "held":
        return _handles[data["v"]]
    if data["t"] == "module":
        return importlib.import_module(data["v"])
    names: dict[str, Any] = {"__builtins__": builtins}
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
    one, other = _handles[asked["of"]], _handles[asked["with_"]]
    return getattr(operator, f"__{asked['operator']}__")(one, other)


def _alone(asked: Any) -> Any:
    thing, name = _handles[asked["of"]], asked["operator"]
    return _ALONE[name](thing) if name in _ALONE else getattr(operator, f"__{name}__")(thing)


def _exit(asked: Any) -> Any:
    thing, error = _handles[asked["of"]], _thing(asked["error"])
    return type(thing).__exit__(thing, type(error) if error else None, error, None)


_ALONE: dict[str, Any] = {
    **{one.__name__: one for one in (int, float, str, repr, next, len)},
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
    "list": lambda asked: list(_handles[asked["of"]]),
    "bool": lambda asked: bool(_handles[asked["of"]]),
    "isinstance": lambda asked: isinstance(_thing(asked["one"]), _handles[asked["of"]]),
    "issubclass": lambda asked: issubclass(_thing(asked["one"]), _handles[asked["of"]]),
    "source": lambda asked: inspect.getsource(_handles[asked["of"]]),
}
