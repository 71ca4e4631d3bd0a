"""Values as they travel between boxes: plain data by value, everything else by a handle.

Only plain data is ever rebuilt on the examiner's side, so that a learner's object cannot bring
its own idea of equality along.
"""

import base64
import datetime
import decimal
from typing import Any

MAX_NODES = 200_000
MAX_TEXT = 2_000_000
PLAIN = (type(None), bool, int, float, str)


class TooLarge(Exception):
    """The value does not fit the limits."""


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
        if kind in (list, tuple, set, frozenset):
            return {"t": kind.__name__, "v": [self.write(one, depth + 1) for one in value]}
        if kind is dict:
            pairs = [[self.write(k, depth + 1), self.write(v, depth + 1)] for k, v in value.items()]
            return {"t": "dict", "v": pairs}
        return self._special(value, depth)

    def _count(self, value: Any) -> None:
        if type(value) is str:
            self.text += len(value)
        elif type(value) is int and value.bit_length() > 10_000:
            raise TooLarge
        if self.text > MAX_TEXT:
            raise TooLarge

    def _special(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is bytes:
            if len(value) > MAX_TEXT:
                raise TooLarge
            return {"t": "bytes", "v": base64.b64encode(value).decode()}
        if kind in (datetime.datetime, datetime.date):
            return {"t": kind.__name__, "v": value.isoformat()}
        if kind in (decimal.Decimal, complex):
            return {"t": kind.__name__, "v": str(value)}
        module = getattr(kind, "__module__", "") or ""
        if module.startswith(("numpy", "pandas")):
            return self._table(value, kind.__name__, depth)
        return self.handle(value)

    def _table(self, value: Any, name: str, depth: int) -> Any:  # noqa: PLR0911  # one return a kind
        if name == "DataFrame":
            columns = [self.write(one, depth + 1) for one in value.columns]
            cells = [self.write(value.iloc[:, n].tolist(), depth + 1) for n in range(len(columns))]
            index = self.write(value.index.tolist(), depth + 1)
            return {"t": "frame", "columns": columns, "v": cells, "index": index}
        if name == "Series":
            index = self.write(value.index.tolist(), depth + 1)
            return {"t": "series", "v": self.write(value.tolist(), depth + 1), "index": index}
        if name == "ndarray":
            return {"t": "array", "v": self.write(value.tolist(), depth + 1)}
        if name == "Timestamp":
            return {"t": "datetime", "v": value.isoformat()}
        if name == "NaTType":
            return None
        if hasattr(value, "item"):
            return self.write(value.item(), depth + 1)
        if hasattr(value, "tolist"):
            return self.write(value.tolist(), depth + 1)
        return self.handle(value)


def read(data: Any, held: Any = None) -> Any:
    """The value of a JSON form; `held` turns what is not data into a value."""
    if type(data) in PLAIN:
        return data
    reader = _READERS.get(data["t"])
    if reader is not None:
        return reader(data, held)
    if held is None:
        raise TypeError("unexpected value")
    return held(data)


def _dict(data: Any, held: Any) -> Any:
    return {read(key, held): read(value, held) for key, value in data["v"]}


def _frame(data: Any, held: Any) -> Any:
    import pandas  # noqa: PLC0415  # a third of a second, paid only where tables are used

    columns = [read(one, held) for one in data["columns"]]
    frame = pandas.DataFrame(dict(enumerate(read(one, held) for one in data["v"])))
    frame.columns = pandas.Index(columns)
    index = read(data["index"], held)
    if index != list(range(len(index))):
        frame.index = pandas.Index(index)
    return frame


def _series(data: Any, held: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    return pandas.Series(read(data["v"], held), index=read(data["index"], held))


def _array(data: Any, held: Any) -> Any:
    import numpy  # noqa: PLC0415  # as above

    return numpy.array(read(data["v"], held))


def _items(kind: Any) -> Any:
    return lambda data, held: kind(read(one, held) for one in data["v"])


_READERS: dict[str, Any] = {
    "list": _items(list),
    "tuple": _items(tuple),
    "set": _items(set),
    "frozenset": _items(frozenset),
    "dict": _dict,
    "bytes": lambda data, held: base64.b64decode(data["v"]),
    "datetime": lambda data, held: datetime.datetime.fromisoformat(data["v"]),
    "date": lambda data, held: datetime.date.fromisoformat(data["v"]),
    "Decimal": lambda data, held: decimal.Decimal(data["v"]),
    "complex": lambda data, held: complex(data["v"]),
    "frame": _frame,
    "series": _series,
    "array": _array,
}
