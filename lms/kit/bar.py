"""A line that shows how far a long command is, drawn over itself."""

from typing import TextIO

WIDTH = 30


def show(stream: TextIO, done: int, total: int, what: str) -> None:
    """Redraw the bar, where somebody watches."""
    if stream.isatty():
        filled = WIDTH * done // max(total, 1)
        line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,}/{total:,} {what}"
        stream.write(line + ("\n" if done == total else ""))
        stream.flush()
