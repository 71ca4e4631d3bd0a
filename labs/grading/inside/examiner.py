"""Run the author's checks, with the learner's names reached from afar.

Each check is ordinary Python. A name that the author's own cells define is the author's; any
other is asked for in the learner's kernel: functions are called there, and plain values come
back here, where they are compared. So a check never runs where the learner could read or bend
it. What a check may use besides: `lab`, with data drawn anew for each attempt.

Protocol: one JSON object a line. In: the desk, then checks, each with the author's cells before it
where their values are needed (else null). Out: questions, then a verdict.
"""

import ast
import base64
import builtins
import csv
import io
import json
import numbers
import os
import pickle
import random
import shutil
import sys
import types
import weakref
from typing import Any

from bounds import MAX_LINES, Exhausted, TooLarge, limited, uninterrupted
from looks import SEEN
from rehearsal import Differs, Expected, NothingExpected, Rehearsal
from there import EndedThere, Kept, Mixed, There, carried, number, stand_in
from values import Writer, read

_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    # These end a loop of the author's, as if all had been looked at.
    and not issubclass(kind, StopIteration | StopAsyncIteration)
} | {"StopIteration": EndedThere}


# What else an error of the learner's tells.
_ASKED = {"__getattr__": lambda error, name: getattr(error.__dict__["there"], name)}


class RaisedThere(Exception):
    """The learner's code raised something that has no built-in name."""


class FileMissing(AssertionError):
    """The learner's code did not make the file asked for."""

    reason = "file"


class Line:
    """The line to the grader, which alone reaches the learner's kernel."""

    def __init__(self, incoming: Any, outgoing: Any) -> None:
        self.incoming, self.outgoing = incoming, outgoing
        self.raised: BaseException | None = None
        self.tree: ast.Module | None = None
        self.told = False
        self.errors: dict[int, type] = {}
        self.met: Any = weakref.WeakValueDictionary()

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
            raise SystemExit
        self.told = True
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
            pickled = io.BytesIO()
            _Pickler(pickled).dump(value)
            return {"t": "pickle", "v": base64.b64encode(pickled.getvalue()).decode()}

    def _refer(self, value: Any) -> Any:
        if isinstance(value, There | Mixed):
            return {"t": "held", "v": number(value)}
        if isinstance(value, types.FunctionType):
            return carried(value, self.write)
        for known, kind in self.errors.items():
            if kind is value:
                return {"t": "held", "v": known}
        raise _NotData

    def _error(self, name: str, text: str, lines: Any = None, held: Any = None) -> BaseException:
        kind = self._kind(lines) if lines else _ERRORS.get(name, RaisedThere)
        try:
            error: BaseException = kind(text)
        except TypeError:  # one that wants more than a text
            error = RaisedThere(text)
        error.__dict__["there"] = held and self.held(held)
        return error

    def _kind(self, lines: Any) -> Any:
        """A class of errors that the learner defined, by its line of ancestors: built here."""
        if len(lines) > MAX_LINES:
            raise TooLarge
        kind: Any = _ERRORS.get(lines[-1], RaisedThere)
        for known, name in reversed(lines[:-1]):
            kind = self.errors.setdefault(known, type(str(name), (kind,), _ASKED))
        return kind


class _NotData(Exception):
    """The value holds something that only pickle can carry."""


class _Pickler(pickle.Pickler):
    """An object of a class that the author gave is, over there, of the class by that name."""

    def persistent_id(self, one: Any) -> Any:
        given = isinstance(one, type) and one.__module__ == "check"
        return one.__qualname__ if given else None


class Lab:
    """What a check may use: fresh random data, the files made, names to set."""

    def __init__(self, line: Any, seed: str, same: Any) -> None:
        self._line, self.same = line, same
        self.random = random.Random(seed)  # noqa: S311  # repeatable on purpose

    def file(self, name: str) -> bytes:
        """The content of a file that the learner's code made."""
        try:
            content: bytes = self._line.ask(do="file", name=name)
        except (OSError, TooLarge, RaisedThere) as error:
            raise FileMissing(name) from error
        return content

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file, by the names in its first line."""
        text = self.file(name).decode("utf-8-sig", errors="replace")
        return list(csv.DictReader(io.StringIO(text)))

    def workbook(self, name: str) -> Any:
        """An .xlsx file, with values."""
        import openpyxl  # noqa: PLC0415  # a quarter of a second, paid only where it is used

        return openpyxl.load_workbook(io.BytesIO(self.file(name)), data_only=True)

    def hold(self, value: Any) -> Any:
        """The value in the learner's session: what their code does to it can be seen."""
        return self._line.keep(value)

    def give(self, **values: Any) -> None:
        """Set names in the learner's session."""
        for name, value in values.items():
            self._line.ask(do="put", name=name, value=self._line.write(value))


class Desk(dict[str, Any]):
    """The names of a check: the author's first, then the learner's, asked for each time."""

    def __init__(self, line: Line, authored: dict[str, list[str]]) -> None:
        super().__init__(__builtins__=SEEN, __name__="check")
        self.line, self.authored = line, dict(authored)
        self.done: set[str] = set()

    def __missing__(self, name: str) -> Any:
        if name in vars(builtins):
            raise KeyError(name)
        if name in self.authored:
            self._define(self.authored.pop(name))
            return self[name]
        return self.line.ask(do="name", name=name)

    def _define(self, statements: list[str]) -> None:
        """The author's own statements, each once whatever name asked for it."""
        for source in statements:
            if source not in self.done:
                self.done.add(source)
                exec(source, self)  # noqa: S102  # see above

    def __setitem__(self, name: str, value: Any) -> None:
        theirs = isinstance(value, There) and not isinstance(value, Kept)
        if theirs and name not in self:
            self.line.ask(do="put", name=name, value=self.line.write(value))
        else:
            super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if name in self:
            super().__delitem__(name)
        else:
            self.line.ask(do="drop", name=name)


def check(desk: Desk, source: str, expected: Expected, *, hidden: bool) -> dict[str, Any]:
    """Run one check and say what came of it; a `hidden` one's values are not in what it says."""
    desk.line.raised, desk.line.told = None, False
    try:
        with limited():
            part = _run(desk, source)
        expected.require_all()
        return {"verdict": "ok", "part": part}
    except Exhausted:  # over what the learner's things said, unless it asked for none
        return {"verdict": "timeout" if desk.line.told else "system"}
    except Exception as error:  # noqa: BLE001  # whatever the author's or the learner's code raises
        return _verdict(error, there=error is desk.line.raised, hidden=hidden)


def _verdict(error: Exception, *, there: bool, hidden: bool) -> dict[str, Any]:
    """What an error says of the answer; `there`: it was raised in the learner's session."""
    state, name = "error" if there else "wrong", type(error).__name__
    if isinstance(error, TooLarge | NothingExpected):
        return {"verdict": "memory" if isinstance(error, TooLarge) else "system"}
    if isinstance(error, FileMissing | Differs):
        return {"verdict": "wrong", "reason": error.reason, "text": str(error)[:300]}
    if isinstance(error, AssertionError):
        told = there or not hidden or _is_the_author_s(error)
        return {"verdict": state, "text": str(error)[:1000] if told else ""}
    return {"verdict": state, "reason": name, "text": str(error)[:300] if there else ""}


def _is_the_author_s(error: BaseException) -> bool:
    """Whether an assert of the author's says it, not a library that tells what it compared."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename in ("check", "<string>")


def _run(desk: Desk, source: str) -> float | None:
    """Execute a check; its last expression says how many points: a number, or all or nothing."""
    tree = desk.line.tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "check", "exec"), desk)  # noqa: S102  # the author's check
    if not isinstance(last, ast.Expr):
        return None
    value = eval(compile(ast.Expression(last.value), "check", "eval"), desk)  # noqa: S307  # as above
    if type(value).__name__ in ("bool", "bool_"):  # numpy's too
        return None if value else 0.0
    return float(value) if isinstance(value, numbers.Real) else None


def main() -> None:
    """Serve checks until the grader hangs up."""
    line = Line(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # for the process's life
    opening = line.receive()
    if os.path.isdir("/given"):
        shutil.copytree("/given", os.getcwd(), dirs_exist_ok=True)
    desk, rehearsal = Desk(line, opening["authored"]), Rehearsal()
    line.send({"ready": True})
    while (asked := line.receive()) is not None:
        source, seed = asked["check"], asked["seed"]
        if asked["before"] is not None:
            rehearsal.run(asked["before"], source, Lab(rehearsal, seed, rehearsal.note))
        expected = Expected(rehearsal, desk)
        dict.__setitem__(desk, "lab", Lab(line, seed, expected.compare))
        line.send(check(desk, source, expected, hidden=asked["hidden"]))


if __name__ == "__main__":
    main()
