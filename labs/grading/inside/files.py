"""Files that a check opens by their name, as in any notebook.

What lay beside it from the start is the author's, what it wrote is its own; any other is asked of
the learner's session, each time anew, and laid where nothing else reads it. Only kinds of files
that are read as data: what a pickle holds would run here.
"""

import builtins
import errno
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bounds import GIVEN, TooLarge
from line import Line, RaisedThere
from looks import SEEN

_DATA = (
    *("csv", "tsv", "txt", "log", "md", "json", "jsonl", "xml", "html", "svg"),
    *("xlsx", "docx", "png", "jpg", "jpeg"),
)


class Files:
    """What may be opened; in force while a check runs."""

    def __init__(self, line: Line) -> None:
        self.line, self.folder = line, tempfile.mkdtemp()
        self.own = {
            os.path.relpath(os.path.join(folder, name), GIVEN)
            for folder, _folders, names in os.walk(GIVEN)
            for name in names
        }
        self._opens, self._stats = io.open, os.stat

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Python's own ways to a file lead here."""
        builtins.open = io.open = SEEN["open"] = self.open
        os.stat = self.stat
        try:
            yield
        finally:
            builtins.open = io.open = SEEN["open"] = self._opens
            os.stat = self._stats

    def open(self, file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        """As `open`."""
        return self._opens(self._place(file, mode), mode, *more, **named)

    def stat(self, path: Any, **named: Any) -> Any:
        """As `os.stat`, by which `exists` and its like look."""
        return self._stats(self._place(path, "r"), **named)

    def _place(self, file: Any, mode: str) -> Any:
        """Where a file is to be found."""
        if not isinstance(file, str | os.PathLike):
            return file
        name = os.path.normpath(os.fspath(file))
        if any(letter in mode for letter in "wax+"):
            self.own.add(name)
        suffix = name.rpartition(".")[2].lower()
        if name in self.own or suffix not in _DATA or name.startswith(("/", "..")):
            return file
        return self._fetched(name, file)

    def _fetched(self, name: str, file: Any) -> str:
        try:
            content = self.line.ask(do="file", name=name)
        except (OSError, TooLarge, RaisedThere):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file)) from None
        place = os.path.join(self.folder, name.replace("/", "%"))
        with self._opens(place, "wb") as laid:
            laid.write(content)
        return place
