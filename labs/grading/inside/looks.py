"""What Python itself says of a thing, asked of stand-ins where they are: its class, its names."""

import builtins
import sys
from typing import Any

from there import Mixed, There, ask


def _there(thing: Any) -> There | None:
    if isinstance(thing, Mixed):
        thing = thing.__dict__["there"]
    return thing if isinstance(thing, There) else None


class _Kinds(type):
    """Makes `type` answer for stand-ins, and be what it is for all else."""

    def __call__(cls, *parts: Any, **named: Any) -> Any:
        there = _there(parts[0]) if cls is Kind and len(parts) == 1 else None
        if there is not None:
            return ask(there, "class")
        return type(*parts, **named) if cls is Kind else super().__call__(*parts, **named)

    def __instancecheck__(cls, one: Any) -> bool:
        return isinstance(one, type) if cls is Kind else super().__instancecheck__(one)

    def __subclasscheck__(cls, one: Any) -> bool:
        return issubclass(one, type) if cls is Kind else super().__subclasscheck__(one)


class Kind(type, metaclass=_Kinds):
    """`type`, in a check."""


def _asked(name: str) -> Any:
    here = getattr(builtins, name)

    def look(*things: Any) -> Any:
        if not things:
            names = sys._getframe(1).f_locals
            return names if name == "vars" else sorted(names)
        there = _there(things[0])
        return here(*things) if there is None else ask(there, name)

    return look


def _hasattr(thing: Any, name: str) -> bool:
    """A stand-in itself has methods that what it stands for may not have."""
    there = _there(thing)
    return hasattr(thing, name) if there is None else bool(ask(there, "has", name=name))


SEEN = vars(builtins) | {
    "type": Kind,
    "hasattr": _hasattr,
    "vars": _asked("vars"),
    "dir": _asked("dir"),
}
