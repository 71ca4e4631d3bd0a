"""What the person at the keyboard sees: one line a step, one sentence a refusal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Refusal(Exception):  # the house names errors by what was refused
    """The platform cannot go on; the message says in one sentence what to do."""


def say(text: str = "") -> None:
    """Write one line at once, whatever standard output is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Progress:
    """How a step goes; it has failed when it raises, or when its code says so."""

    failed: bool = False


@contextmanager
def step(name: str) -> Iterator[Progress]:
    """Show one step of work on one line: named when it begins, timed when it is done."""
    live = sys.stdout.isatty()
    if live:
        sys.stdout.write(f"  … {name}")
        sys.stdout.flush()
    started = time.monotonic()
    progress = Progress()
    try:
        yield progress
    except BaseException:
        progress.failed = True
        raise
    finally:
        mark = "✗" if progress.failed else "✓"
        seconds = time.monotonic() - started
        sys.stdout.write(f"{chr(13) if live else ''}  {mark} {name:<44} {seconds:6.1f} s\n")
        sys.stdout.flush()
