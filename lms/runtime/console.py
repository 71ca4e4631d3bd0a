"""What the person at the keyboard sees: one line a step, one sentence a refusal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Refusal(Exception):  # the house names errors by what was refused
    """The platform cannot go on; the message says in one sentence what to do."""


def say(text: str = "") -> None:
    """Write one line at once, whatever standard output is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show one step of work on one line: named when it begins, timed when it is done."""
    live = sys.stdout.isatty()
    if live:
        sys.stdout.write(f"  … {name}")
        sys.stdout.flush()
    started = time.monotonic()
    mark = "✗"
    try:
        yield
        mark = "✓"
    finally:
        seconds = time.monotonic() - started
        sys.stdout.write(f"{chr(13) if live else ''}  {mark} {name:<44} {seconds:6.1f} s\n")
        sys.stdout.flush()
