"""What lies before a check: its names, and `lab`, by which it draws data and reads files."""

import ast
import csv
import io
import random
import types
from typing import Any

from bounds import TooLarge
from line import Line, RaisedThere
from looks import SEEN, looking
from there import Kept, There, known_of, marked


class FileMissing(AssertionError):
    """The learner's code did not make the file asked for."""

    reason = "file"


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
    """The names of a check: the author's first, then the learner's, asked for each time.

    `written` are the classes that the author's own solution writes, and objects that it makes.
    """

    def __init__(self, line: Line, authored: dict[str, list[str]], written: dict[str, Any]) -> None:
        super().__init__(__builtins__=SEEN, __name__="check")
        self.line, self.authored = line, dict(authored)
        line.given = frozenset(authored)
        self.done: set[str] = set()
        classes = written["classes"]
        self.known: dict[str, dict[str, Any]] = {
            **{name: {"made": classes[kind]} for name, kind in written["objects"].items()},
            **{name: {"makes": classes[kind]} for name, kind in written["functions"].items()},
            **{name: {"makes": kind} for name, kind in classes.items()},
        }

    def __missing__(self, name: str) -> Any:
        if name in SEEN:
            raise KeyError(name)
        if name in self.authored:
            self._define(self.authored.pop(name))
            return self[name]
        return marked(self.line.ask(do="name", name=name), **self.known.get(name, {}))

    def _define(self, statements: list[str]) -> None:
        """The author's own statements, each once whatever name asked for it."""
        for source in statements:
            if source not in self.done:
                self.done.add(source)
                code = compile(looking(ast.parse(source)), "<string>", "exec")
                exec(code, self)  # noqa: S102  # see above

    def __setitem__(self, name: str, value: Any) -> None:
        theirs = isinstance(value, There) and not isinstance(value, Kept)
        if theirs and not self.holds(name):
            self.line.ask(do="put", name=name, value=self.line.write(value))
            self.known[name] = known_of(value)
        else:
            super().__setitem__(name, value)

    def __contains__(self, name: object) -> bool:
        """Also a name of the learner's session: a check may ask `globals()`."""
        if self.holds(name) or name in self.authored:
            return True
        own = str(name).startswith("__") or name in SEEN  # of a module, or Python's
        return not own and bool(self.line.ask(do="named", name=name))

    def get(self, name: str, other: Any = None) -> Any:
        """As of a dictionary."""
        return self[name] if name in self else other  # noqa: SIM401  # this is what it is

    def holds(self, name: object) -> bool:
        """Whether it is a name of the check's own."""
        return super().__contains__(name)

    def __delitem__(self, name: str) -> None:
        if self.holds(name):
            super().__delitem__(name)
        else:
            self.line.ask(do="drop", name=name)


class Names(types.ModuleType):
    """A desk as the module that a check runs in: `unittest.main` looks there for its tests."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("check")
        self.__dict__["desk"] = desk

    def __dir__(self) -> list[str]:
        return list(self.__dict__["desk"])

    def __getattr__(self, name: str) -> Any:
        desk = self.__dict__["desk"]
        if not desk.holds(name):
            raise AttributeError(name)
        return desk[name]
