"""Values as they travel between boxes: plain data by value, everything else by a handle.

Only plain data is ever rebuilt on the examiner's side, so that a learner's object cannot bring
its own idea of equality along. What is built on plain data (a named tuple, an enumeration of
numbers) travels as that data with a handle beside it.
"""

import base64
import builtins
import collections
import datetime
import decimal
import fractions
import importlib
from typing import Any

import frames
from bounds import MAX_EXPONENT, MAX_NODES, MAX_TEXT, TooLarge, span

__all__ = ["TooLarge", "Writer", "read"]

PLAIN = (type(None), bool, int, float, str)
_DICTS = (dict, collections.OrderedDict, collections.defaultdict, collections.Counter)
_LISTS = (list, tuple, set, frozenset, collections.deque)
_BYTES = (bytes, bytearray)
_WRITTEN: dict[type, Any] = {
    datetime.datetime: datetime.datetime.isoformat,
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: lambda value: [value.days, value.seconds, value.microseconds],
    decimal.Decimal: str,
    fractions.Fraction: lambda value: [value.numerator, value.denominator],
    complex: str,
    range: lambda value: [value.start, value.stop, value.step],
}
# How to take what a subclass is built on, without asking anything that the subclass defines.
_BASES: dict[type, Any] = {
    int: lambda value: int.__add__(value, 0),
    float: lambda value: float.__mul__(value, 1.0),
    str: lambda value: str.__getitem__(value, slice(None)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    list: lambda value: list(list.__iter__(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
}


# Written as text, and made of it again.
_BY_TEXT = {
    *("pathlib.PosixPath", "pathlib.PurePosixPath", "uuid.UUID"),
    *(f"ipaddress.IPv{n}{part}" for n in (4, 6) for part in ("Address", "Interface", "Network")),
}


class Writer:
    """Turns one value into JSON; objects that are not data go through `handle`."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.nodes = self.text = 0

    def write(self, value: Any, depth: int = 0) -> Any:
        """The JSON form of `value`."""
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > 60:
            raise TooLarge
        kind = type(value)
        if kind in PLAIN:
            self._count(value)
            return value
        if kind in _LISTS:
            return {"t": kind.__name__, "v": [self.write(one, depth + 1) for one in value]}
        if kind in _DICTS:
            pairs = [[self.write(k, depth + 1), self.write(v, depth + 1)] for k, v in value.items()]
            return {"t": kind.__name__, "v": pairs}
        return self._special(value, kind, depth)

    def _count(self, value: Any) -> None:
        if type(value) is str:
            self.text += len(value)
        elif type(value) is int and value.bit_length() > 10_000:
            raise TooLarge
        if self.text > MAX_TEXT:
            raise TooLarge

    def _special(self, value: Any, kind: type, depth: int) -> Any:
        if kind in _BYTES:
            if len(value) > MAX_TEXT:
                raise TooLarge
            return {"t": kind.__name__, "v": base64.b64encode(value).decode()}
        if kind in _WRITTEN:
            return {"t": kind.__name__, "v": _WRITTEN[kind](value)}
        if (name := f"{kind.__module__}.{kind.__qualname__}") in _BY_TEXT:
            return {"t": "text", "kind": name, "v": self.write(str(value))}
        form = frames.write(value, lambda one: self.write(one, depth + 1))
        return form if form is not None else self._built_on(value, kind, depth)

    def _built_on(self, value: Any, kind: type, depth: int) -> Any:
        """By handle; with the data beside it where the object is built on some."""
        for base, taken in _BASES.items():
            if base in kind.__mro__ and kind is not base:
                content = self.write(taken(value), depth + 1)
                return {"t": "mixed", "base": base.__name__, "v": content, "of": self.handle(value)}
        return self.handle(value)


def read(data: Any, held: Any = None) -> Any:
    """The value of a JSON form; `held` turns what is not data into a value."""
    if type(data) in PLAIN:
        return data
    kind = data["t"]
    if kind in _READERS:
        return _READERS[kind](data, held)
    if kind in frames.READERS:
        return frames.READERS[kind](data, lambda one: read(one, held))
    if held is None:
        raise TypeError("unexpected value")
    if kind == "mixed":
        return held(data["of"] | {"base": data["base"], "data": read(data["v"], held)})
    return held(data)


def _dict(data: Any, held: Any) -> Any:
    pairs = ((read(key, held), read(value, held)) for key, value in data["v"])
    kind = data["t"]
    if kind == "defaultdict":
        return collections.defaultdict(None, pairs)
    return {"dict": dict, "OrderedDict": collections.OrderedDict}.get(kind, _counter)(pairs)


def _kind(data: Any, held: Any) -> type:
    """A class of Python's own; of errors none that would hold back the asserts of a check."""
    found = getattr(builtins, str(data["v"]))
    if not isinstance(found, type):
        raise TypeError(found)
    if issubclass(found, BaseException) and issubclass(AssertionError, found):
        return type(found.__name__, (Exception,), {})
    return found


def _of_text(data: Any, held: Any) -> Any:
    module, _, name = data["kind"].partition(".")
    if data["kind"] not in _BY_TEXT:
        raise TypeError(data["kind"])
    return getattr(importlib.import_module(module), name)(data["v"])


def _counter(pairs: Any) -> Any:
    return collections.Counter(dict(pairs))


def _decimal(data: Any, held: Any) -> Any:
    value = decimal.Decimal(data["v"])
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise TooLarge
    return value


def _fraction(data: Any, held: Any) -> Any:
    """Of whole numbers alone: a text may stand for one that fills the memory."""
    above, below = (int.__index__(one) for one in data["v"])
    return fractions.Fraction(above, below)


def _items(kind: Any) -> Any:
    return lambda data, held: kind(read(one, held) for one in data["v"])


def _text(kind: Any) -> Any:
    return lambda data, held: kind(data["v"])


_READERS: dict[str, Any] = {
    **{kind.__name__: _items(kind) for kind in _LISTS},
    **{kind.__name__: _dict for kind in _DICTS},
    "bytes": lambda data, held: base64.b64decode(data["v"]),
    "bytearray": lambda data, held: bytearray(base64.b64decode(data["v"])),
    "datetime": _text(datetime.datetime.fromisoformat),
    "date": _text(datetime.date.fromisoformat),
    "time": _text(datetime.time.fromisoformat),
    "timedelta": lambda data, held: datetime.timedelta(*data["v"]),
    "Decimal": _decimal,
    "Fraction": _fraction,
    "complex": _text(complex),
    "kind": _kind,
    "text": _of_text,
    "range": lambda data, held: span(range(*data["v"])),
}
