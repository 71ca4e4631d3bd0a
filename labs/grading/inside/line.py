"""The line to the grader, over which a check asks of the learner's kernel; and what it raises.

What is asked for comes back as plain data or as a stand-in; what was raised there is raised here,
as a class that the author's `except` can name.
"""

import ast
import base64
import builtins
import io
import itertools
import json
import pickle
import sys
import types
import weakref
from collections.abc import Iterator
from typing import Any

from bounds import MAX_GIVEN, MAX_LINES, TooLarge, uninterrupted
from callbacks import carried
from operators import stand_in
from there import EndedThere, Kept, Mixed, There, number
from values import Writer, read

_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    # These end a loop of the author's, as if all had been looked at.
    and not issubclass(kind, StopIteration | StopAsyncIteration)
} | {"StopIteration": EndedThere}


# Libraries whose errors authors name. Those of `unittest` would have a test skipped.
_LIBRARIES = (
    *("csv", "dataclasses", "decimal", "json.decoder", "sqlite3", "statistics"),
    *("numpy.exceptions", "numpy.linalg", "pandas.errors"),
)
# What else an error of the learner's tells.
_ASKED = {"__getattr__": lambda error, name: getattr(error.__dict__["there"], name)}


class RaisedThere(Exception):
    """The learner's code raised something that has no built-in name."""


class Line:
    """The line to the grader, which alone reaches the learner's kernel."""

    def __init__(self, incoming: Any, outgoing: Any) -> None:
        self.incoming, self.outgoing = incoming, outgoing
        self.raised: BaseException | None = None
        self.tree: ast.Module | None = None
        self.told = self.declined = False
        self.refused: Exception | None = None
        self.given: frozenset[str] = frozenset()
        self.errors: dict[int, type] = {}
        self.met: Any = weakref.WeakValueDictionary()

    def begin(self) -> None:
        """Before another check."""
        self.raised = self.refused = None
        self.told = self.declined = False

    def receive(self) -> Any:
        """The next message; None when the grader has hung up."""
        text = self.incoming.readline()
        return json.loads(text) if text else None

    def send(self, message: Any) -> None:
        """Say one thing."""
        self.outgoing.write(json.dumps(message).encode() + b"\n")
        self.outgoing.flush()

    def ask(self, **question: Any) -> Any:
        """Ask the learner's kernel; raises here what was raised there."""
        with uninterrupted():
            self.send({"ask": question})
            reply = self.receive()
        if reply is None:
            raise SystemExit(1)
        self.told = True
        sys.stdout.write(reply.get("printed", ""))  # for a check that redirects it
        if "raised" in reply:
            self.raised = self._error(*reply["raised"])
            raise self.raised
        return read(reply["value"], self.held)

    def held(self, data: Any) -> Any:
        """A stand-in for something that stays with the learner; their errors can be caught."""
        if "lines" in data:
            return self._kind(data["lines"])
        there = stand_in(self, data)
        return self.met.setdefault(data["v"], there) if isinstance(there, There) else there

    def keep(self, value: Any) -> Kept:
        """Put a value of the check's there."""
        there = number(self.ask(do="keep", value=self.write(value)))
        self.met[there] = kept = Kept(self, {"v": there})
        return kept

    def write(self, value: Any) -> Any:
        """A value for the learner's side: by handle, as data, as code, or pickled."""
        try:
            return Writer(self._refer).write(value)
        except _NotData:
            return self._pickled(value)

    def _pickled(self, value: Any) -> dict[str, Any]:
        pickled = io.BytesIO()
        try:
            _Pickler(pickled, self).dump(value)
        except (AttributeError, TypeError, pickle.PicklingError) as error:
            raise NotGiven(type(value).__name__) from error
        return {"t": "pickle", "v": base64.b64encode(pickled.getvalue()).decode()}

    def _refer(self, value: Any) -> Any:
        if isinstance(value, There | Mixed):
            return {"t": "held", "v": number(value)}
        if isinstance(value, types.FunctionType):
            return carried(value, self.write)
        if isinstance(value, Iterator) and not isinstance(value, io.IOBase):
            return {"t": "iterator", "v": self.write(list(itertools.islice(value, MAX_GIVEN)))}
        for name in types.__all__:  # what Python makes, and no module has by its own name
            if getattr(types, name) is value:
                return {"t": "type", "v": name}
        known = self.error_known(value)
        if known is None:
            raise _NotData
        return {"t": "held", "v": known}

    def lacks(self, kind: type) -> bool:
        """Whether it is a class of the check's own, which nobody has there."""
        return kind.__module__ == "check" and kind.__qualname__ not in self.given

    def error_known(self, kind: Any) -> int | None:
        """The number of a class of errors that the learner defined."""
        return next((known for known, one in self.errors.items() if one is kind), None)

    def _error(self, name: str, text: str, lines: Any = None, held: Any = None) -> BaseException:
        kind = self._kind(lines) if lines else _ERRORS.get(name, RaisedThere)
        try:
            error: BaseException = kind(text)
        except TypeError:  # one that wants more than a text
            error = kind.__new__(kind, text)
        error.__dict__["there"] = held and self.held(held)
        return error

    def _kind(self, lines: Any) -> Any:
        """A class of errors that the learner defined, by its line of ancestors: built here."""
        if len(lines) > MAX_LINES:
            raise TooLarge
        kind: Any = _ERRORS.get(lines[-1], RaisedThere)
        for known, name, module in reversed(lines[:-1]):
            made = _of_library(module, name) or type(str(name), (kind,), _ASKED)
            kind = self.errors.setdefault(known, made)
        return kind


def _of_library(module: Any, name: Any) -> Any:
    """A class of errors that a library defines, where the check has imported it."""
    found = getattr(sys.modules.get(module), str(name), None) if module in _LIBRARIES else None
    return found if isinstance(found, type) and issubclass(found, Exception) else None


class _NotData(Exception):
    """The value holds something that only pickle can carry."""


class NotGiven(Exception):
    """What cannot travel, or is of a class that the learner's session does not have."""


class _Pickler(pickle.Pickler):
    """An object of a class that the author gave is, over there, of the class by that name."""

    def __init__(self, file: Any, line: Line) -> None:
        super().__init__(file)
        self._line = line

    def persistent_id(self, one: Any) -> Any:
        if isinstance(one, There | Mixed):
            return number(one)
        if not isinstance(one, type):
            return None
        if self._line.lacks(one):
            raise NotGiven(one.__qualname__)
        return one.__qualname__ if one.__module__ == "check" else self._line.error_known(one)
