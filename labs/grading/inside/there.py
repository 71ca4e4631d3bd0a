"""Stand-ins for what stays in the learner's kernel.

A stand-in is called, indexed, listed and asked for its attributes there. What decides whether an
answer is right is decided here: beside plain data a stand-in is compared by the data that it is
built on, never by what its class says; it is added to, or ordered beside, only its like. So an
object that claims to equal everything equals nothing that an author wrote.
"""

import dis
import inspect
import types
from typing import Any

from blocks import skips
from bounds import MAX_NODES, TooLarge

ONE_BY_ONE = 100
_PAIRED = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and", "or", "xor", "lshift", "rshift", "lt", "le", "gt", "ge"),
)
_ALONE = ("neg", "pos", "abs", "invert", "int", "float", "str", "repr", "enter", "len")
_ORDERED = ("lt", "le", "gt", "ge")
# What Python knows of functions and classes, and authors ask for.
_TOLD = {
    *("__bases__", "__mro__", "__annotations__", "__dataclass_fields__", "__members__"),
    *("__wrapped__", "__defaults__", "__kwdefaults__", "__code__", "__qualname__"),
    *("__abstractmethods__", "__self__", "__func__"),
}


class EndedThere(Exception):
    """A generator of the learner's has no more to give: the end of a loop only when asked so."""


class There:
    """Something in the learner's kernel, by its number there; `said` is what is known of it."""

    def __init__(self, line: Any, said: dict[str, Any]) -> None:
        known = {"_There__line": line, "_There__number": said["v"]}
        known |= {f"__{name}__": said[name] for name in ("name", "doc") if name in said}
        known["_There__steps"] = said.get("next") is True
        if "signature" in said:
            known["__signature__"] = _signature(said["signature"])
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _TOLD:
            raise AttributeError(name)
        return ask(self, "attr", name=name)

    def __delattr__(self, name: str) -> None:
        ask(self, "forget", name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        ask(self, "set", name=name, value=self.__line.write(value))

    def __getitem__(self, key: Any) -> Any:
        return ask(self, "item", key=self.__line.write(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        ask(self, "set_item", key=self.__line.write(key), value=self.__line.write(value))

    def __iter__(self) -> Any:
        return steps(self) if self.__steps else iter(ask(self, "list"))

    def __next__(self) -> Any:
        try:
            return ask(self, "alone", operator="next")
        except EndedThere:
            raise StopIteration from None

    def __array__(self, *_how: Any, **_named: Any) -> Any:
        raise TypeError("not data")  # numpy would look into it, and into what is in it, for ever

    def __bool__(self) -> bool:
        return bool(ask(self, "bool"))

    def __hash__(self) -> int:
        return hash(self.__number)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, There):
            return number(other) == self.__number or bool(ask_pair(self, "eq", other))
        value = ask(self, "value")
        if isinstance(value, There) and type(other).__module__ == "check":
            value = twin(self, other)
        return not isinstance(value, There) and bool(value == other)

    def __instancecheck__(self, instance: Any) -> bool:
        return bool(ask(self, "isinstance", one=self.__line.write(instance)))

    def __subclasscheck__(self, kind: Any) -> bool:
        return isinstance(kind, There) and bool(
            ask(self, "issubclass", one=self.__line.write(kind))
        )

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        """Only what was raised there may be held back there, and where nothing is left to judge."""
        theirs = error is self.__line.raised and not skips(self.__line.tree, trace)
        held_back = ask(self, "exit", error=self.__line.write(error if theirs else None))
        return theirs and error is not None and bool(held_back)


class Kept(There):
    """Data of the check's own that was put there, to see what the learner's code does to it."""


class Callable(There):
    """A function, a class, or an object that can be called."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        write = self._There__line.write
        return ask(
            self,
            "call",
            args=[write(one) for one in arguments],
            named={name: write(one) for name, one in named.items()},
        )


class Mixed:
    """Base of stand-ins that are plain data as well: a named tuple, a word of an enumeration."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__["there"], name)


_MIXED = {
    base.__name__: type(f"Mixed{base.__name__.title()}", (Mixed, base), {})
    for base in (int, float, str, tuple, list, set, frozenset, dict)
}


def stand_in(line: Any, said: dict[str, Any]) -> Any:
    """What stands here for the object that the learner's side described."""
    there = (Callable if said.get("call") else There)(line, said)
    if "base" not in said:
        return there
    mixed = _MIXED[said["base"]](said["data"])
    mixed.there = there
    return mixed


def number(there: Any) -> int:
    """The number by which the learner's kernel knows it; `TypeError` for anything of ours."""
    if isinstance(there, Mixed):
        there = there.__dict__["there"]
    if not isinstance(there, There):
        raise TypeError(there)
    return int(there.__dict__["_There__number"])


def ask(there: There, what: str, **more: Any) -> Any:
    """Have something done with it where it is."""
    return there.__dict__["_There__line"].ask(do=what, of=there.__dict__["_There__number"], **more)


def twin(there: There, other: Any) -> Any:
    """What it holds, as an object of the author's class by the same name: their `==` decides."""
    kind = type(other)
    if (
        isinstance(other, type)
        or ask(ask(there, "class"), "attr", name="__name__") != kind.__name__
    ):
        return there
    made = object.__new__(kind)
    for name, value in ask(there, "vars").items():
        object.__setattr__(made, str(name), value)
    return made


def steps(there: There) -> Any:
    """What a generator gives: one after the other, since it may not end; later many at once."""
    many, given = 1, 0
    while True:
        some = ask(there, "some", many=many)
        yield from some
        given += len(some)
        if len(some) < many:
            return
        if given > MAX_NODES:
            raise TooLarge
        many = 1 if given < ONE_BY_ONE else 500


def ask_pair(one: There, operator: str, other: There) -> Any:
    """Have an operator applied to two of the learner's things."""
    return ask(one, "pair", operator=operator, with_=number(other))


def source_of(thing: Any) -> str:
    """`inspect.getsource`, also for what stays in the learner's kernel."""
    if isinstance(thing, There):
        return str(ask(thing, "source"))
    return _getsource(thing)


_getsource = inspect.getsource
inspect.getsource = source_of


def _paired(name: str) -> Any:
    def method(self: There, other: Any) -> Any:
        if isinstance(other, There):
            return ask_pair(self, name, other)
        value = ask(self, "value") if name in _ORDERED else self
        if isinstance(value, There):
            return NotImplemented
        return getattr(value, f"__{name}__")(other)

    return method


def _alone(name: str) -> Any:
    return lambda self: ask(self, "alone", operator=name)


for _name in _PAIRED:
    setattr(There, f"__{_name}__", _paired(_name))
for _name in _ALONE:
    setattr(There, f"__{_name}__", _alone(_name))


def _signature(rows: Any) -> inspect.Signature:
    """Names, kinds and defaults (in words) of parameters."""
    kinds = list(inspect._ParameterKind)
    return inspect.Signature(
        [
            inspect.Parameter(
                str(name),
                kinds[int(kind)],
                default=inspect.Parameter.empty if default is None else str(default),
            )
            for name, kind, default in rows
        ]
    )


def carried(value: Any, write: Any) -> dict[str, Any]:
    """A function of a check's, to be built again in the learner's kernel: a callback.

    Whoever is handed it can read it, as any argument.
    """
    import base64  # noqa: PLC0415  # rarely used
    import marshal  # noqa: PLC0415  # as above

    found: dict[str, Any] = {}
    for name in sorted(_names(value.__code__)):
        try:
            held = value.__globals__[name]
        except (KeyError, NameError):  # built in, or nobody's
            continue
        found[name] = {"t": "itself"} if held is value else _global(held, write)
    return {
        "t": "code",
        "v": base64.b64encode(marshal.dumps(value.__code__)).decode(),
        "name": value.__name__,
        "defaults": [write(one) for one in value.__defaults__ or ()],
        "named": {name: write(one) for name, one in (value.__kwdefaults__ or {}).items()},
        "cells": [write(one.cell_contents) for one in value.__closure__ or ()],
        "names": found,
    }


def _global(value: Any, write: Any) -> Any:
    if isinstance(value, types.ModuleType):
        return {"t": "module", "v": value.__name__}
    return write(value)


def _names(code: types.CodeType) -> set[str]:
    """The globals that it reads; not its attributes, which may be called as what is hidden."""
    read = (one for one in dis.get_instructions(code) if one.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    found = {one.argval for one in read}
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            found |= _names(one)
    return found
