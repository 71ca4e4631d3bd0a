"""What the author's own solution gives: their cells run here, in the checks' box, never shown.

A check with AUTOTEST lines runs twice with the same random draws: first in the author's session,
which notes the values, then on the learner's names, which must give the same.
"""

import builtins
import contextlib
import math
import os
import shutil
import tempfile
from typing import Any

from bounds import GIVEN, TooLarge
from values import Writer

RELATIVE, ABSOLUTE = 1e-6, 1e-9


class Differs(AssertionError):
    """The learner's value is another one than the author's."""

    reason = "differs"


class NothingExpected(Exception):
    """The author's own solution gives no value here, or none that can be compared."""


class Rehearsal:
    """The author's session; `values` are those of the check rehearsed last, if `whole` all."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__builtins__": builtins, "__name__": "__main__"}
        self.names["display"] = print
        self.values: list[tuple[str, Any]] = []
        self.whole = True
        self.folder = ""

    def run(self, before: list[str], check: str, lab: Any) -> None:
        """Run the author's cells since the last check, then the check; an error ends one cell."""
        self.values, self.names["lab"] = [], lab
        with contextlib.chdir(self._folder()):
            for source in [*before, check]:
                self.whole = False
                with contextlib.suppress(Exception):
                    exec(compile(source, "author", "exec"), self.names)  # noqa: S102  # the author's own
                    self.whole = True

    def _folder(self) -> str:
        """One of its own, so that no check finds there what a learner should have written."""
        if not self.folder:
            self.folder = os.path.join(tempfile.mkdtemp(), "work")
            os.mkdir(self.folder)
            if os.path.isdir(GIVEN):
                shutil.copytree(GIVEN, self.folder, dirs_exist_ok=True)
        return self.folder

    def note(self, expression: str, *, told: bool) -> None:
        """`lab.same` while rehearsing: keep what the author's names give."""
        del told
        value = eval(expression, self.names)  # noqa: S307  # the author's own
        self.values.append((expression, form(value)))

    def ask(self, **question: Any) -> Any:
        """What `Lab` asks of a learner's kernel, of this session instead."""
        if question["do"] == "put":
            self.names[question["name"]] = question["value"]
            return None
        with open(os.path.join(os.getcwd(), question["name"]), "rb") as file:
            return file.read()

    def write(self, value: Any) -> Any:
        """Nothing travels."""
        return value

    keep = write


class Expected:
    """The values noted, taken in turn while the check runs on the learner's names."""

    def __init__(self, rehearsal: Rehearsal, names: dict[str, Any]) -> None:
        self._values, self._names = iter(rehearsal.values), names
        self._whole = rehearsal.whole

    def compare(self, expression: str, *, told: bool) -> None:
        """`lab.same` in earnest: `Differs` says where, unless that is hidden."""
        asked, expected = next(self._values, ("", None))
        if not asked and not self._whole:
            raise NothingExpected(expression)
        value = eval(expression, self._names)  # noqa: S307  # the author's own expression
        try:
            same = asked == expression and alike(expected, form(value))
        except NothingExpected:
            same = False
        if not same:
            raise Differs(expression if told else "")

    def require_all(self) -> None:
        """`Differs` when the learner's names led past some of them, as an empty list does."""
        if next(self._values, None) is not None:
            raise Differs("")


def form(value: Any) -> Any:
    """The value as plain data, by which two are compared; raises for anything else."""
    try:
        return _listed(Writer(_refuse).write(value))
    except TooLarge as error:
        raise NothingExpected from error


def _listed(written: Any) -> Any:
    """An index that counts up is the index with the same numbers, at equal distances or not."""
    if isinstance(written, list):
        return [_listed(one) for one in written]
    if not isinstance(written, dict):
        return written
    if "range" in written:
        counted = {"dtype": "int64", "v": {"t": "list", "v": list(range(*written["range"]))}}
        return {"t": written["t"], "names": written["names"], "v": counted}
    known = written.keys() - ({"freq"} if written.get("t") == "index" else set())
    return {name: _listed(one) for name, one in written.items() if name in known}


def _refuse(value: Any) -> Any:
    """No object is compared, but the data that one is built on."""
    if not isinstance(value, int | float | str | tuple | list | set | frozenset | dict):
        raise NothingExpected


def alike(one: Any, other: Any) -> bool:
    """Equal in type and value; numbers with a point as far as rounding goes, sets in any order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        if one.get("t") != other.get("t") or one.keys() != other.keys():
            return False
        unordered = one.get("t") in ("set", "frozenset", "dict", "defaultdict", "Counter")
        return all(alike(*_ordered(one[key], other[key], unordered)) for key in one)
    return bool(one == other)


def _ordered(one: Any, other: Any, unordered: bool) -> tuple[Any, Any]:
    if unordered and isinstance(one, list) and isinstance(other, list):
        return sorted(one, key=repr), sorted(other, key=repr)
    return one, other
