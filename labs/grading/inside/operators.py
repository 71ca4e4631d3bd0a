"""Operators of stand-ins: where each is decided.

Beside the check's own data an operator is asked of the learner's class only where the author's
own solution writes a class with this operator, by the name over which the check came to the
object. There it is what is to be written, and is taken at its word like any of its methods.
Elsewhere an object in the place of data would be asked whether it is right: `Declined`, and the
author is told so.
"""

from typing import Any

from there import Callable, Mixed, There, ask, ask_pair, asks, given, marked, number, sent

_ARITHMETIC = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and", "or", "xor", "lshift", "rshift"),
)
_ORDERED = ("lt", "le", "gt", "ge")
_SIGNS = ("neg", "pos", "abs", "invert")
_TOLD = ("int", "float", "str", "repr", "len", "format", "round", "reversed")
_TEXT = ("str", "repr", "format")


class Declined(Exception):
    """An object of the learner's would have to say whether it is right.

    No error of Python's own: a check may wait for one.
    """


def stand_in(line: Any, said: dict[str, Any]) -> Any:
    """What stands here for the object that the learner's side described."""
    there = (Callable if said.get("call") else There)(line, said)
    if "base" not in said:
        return there
    mixed = _MIXED[said["base"]](said["data"])
    mixed.there = there
    return mixed


def _declined(there: There, other: Any = None) -> Any:
    """Unless the other is of the author's own class, which may know what to do."""
    if type(other).__module__ == "check":
        return NotImplemented
    line = there.__dict__["_There__line"]
    line.declined, line.refused = True, Declined()
    raise line.refused


def _arithmetic(name: str, side: str) -> Any:
    """`side`: "r" where the check's own data stands on the left, "i" for what changes in place."""

    def method(self: There, other: Any) -> Any:
        known = asks(self, side + name) or (side == "i" and asks(self, name))
        if not known and (side == "r" or not isinstance(other, There)):
            return _declined(self, other) if side != "i" else NotImplemented
        asked = f"i{name}" if side == "i" else name
        return ask_pair(self, asked, other, swapped=side == "r")

    return method


def _ordered(name: str) -> Any:
    def method(self: There, other: Any) -> Any:
        if isinstance(other, There) or asks(self, name):
            return ask_pair(self, name, other)
        value = ask(self, "value")
        if isinstance(value, There):
            return _declined(self, other)
        return getattr(value, f"__{name}__")(other)

    return method


def _sign(name: str) -> Any:
    return lambda self: given(self, name, ask(self, "alone", operator=name))


def _told(name: str) -> Any:
    return lambda self, *more: ask(self, "alone", operator=name, more=list(more))


def _contains(self: There, item: Any) -> bool:
    """By what it lists, unless the author's solution writes what is asked here."""
    if asks(self, "contains"):
        return bool(ask_pair(self, "contains", item))
    if not ask(self, "lists"):
        _declined(self)
    return any(one is item or one == item for one in self)


def _entered(self: There) -> Any:
    """Itself most often, and then as well known as before."""
    found = ask(self, "alone", operator="enter")
    return self if isinstance(found, There) and number(found) == number(self) else found


def _copied(name: str) -> Any:
    def method(self: There, *_memory: Any) -> Any:
        asked = {"module": "copy", "name": name}
        return marked(ask(self, "library", **asked, **sent(self, (), {})), made=self._There__made)

    return method


def _mixed(name: str, alone: bool) -> Any:
    """What is data as well is taken by its data, unless the author's class has the operator."""
    called = f"__{name}__"

    def method(self: Mixed, *other: Any) -> Any:
        there = self.__dict__["there"]
        if asks(there, name):
            return getattr(there, called)(*other)
        here = getattr(super(Mixed, self), called, None)
        if here is None and alone:
            raise TypeError(called)
        return NotImplemented if here is None else here(*other)

    return method


def _text(name: str) -> Any:
    return lambda self, *more: getattr(self.__dict__["there"], f"__{name}__")(*more)


_SIDES = [(name, side) for name in _ARITHMETIC for side in ("", "r", "i")]
for _name, _side in _SIDES:
    setattr(There, f"__{_side}{_name}__", _arithmetic(_name, _side))
    setattr(Mixed, f"__{_side}{_name}__", _mixed(_side + _name, alone=False))
for _name in _ORDERED:
    setattr(There, f"__{_name}__", _ordered(_name))
    setattr(Mixed, f"__{_name}__", _mixed(_name, alone=False))
for _name in _SIGNS:
    setattr(There, f"__{_name}__", _sign(_name))
    setattr(Mixed, f"__{_name}__", _mixed(_name, alone=True))
for _name in _TOLD:
    setattr(There, f"__{_name}__", _told(_name))
for _name in _TEXT:
    setattr(Mixed, f"__{_name}__", _text(_name))
There.__contains__ = _contains
There.__enter__ = _entered
There.__copy__, There.__deepcopy__ = _copied("copy"), _copied("deepcopy")
_MIXED = {
    base.__name__: type(f"Mixed{base.__name__.title()}", (Mixed, base), {})
    for base in (int, float, str, tuple, list, set, frozenset, dict)
}
