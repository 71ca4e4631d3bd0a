"""How much one value may hold on its way between boxes, and how long a check may be at it."""

import contextlib
import resource
import signal
from collections.abc import Iterator
from typing import Any

GIVEN = "/given"  # files of the lab
MAX_NODES = 200_000
MAX_TEXT = 2_000_000
MAX_EXPONENT = 10_000  # of a decimal: a whole number made of it has as many digits
MAX_GIVEN = 10_000  # of what a check's generator gives: it may not end
MAX_LINES = 30  # of ancestors
CHECK_CPU = 8  # seconds; also of what the learner's values cost to read


class TooLarge(Exception):
    """The value does not fit the limits."""


class Exhausted(BaseException):
    """The check has used up its time; nothing of the author's holds it back."""


def span(value: range) -> range:
    """The range, unless whoever lists it would be at it for ever."""
    if len(value) > MAX_NODES:
        raise TooLarge
    return value


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """`Exhausted` after that much work; one step that cannot be stopped ends the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (min(used + CHECK_CPU + 4, hard), hard))
    signal.signal(signal.SIGVTALRM, _exhaust)
    signal.setitimer(signal.ITIMER_VIRTUAL, CHECK_CPU, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """What is said and answered is said and answered as a whole."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGVTALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGVTALRM})


def _exhaust(*_signal: Any) -> None:
    raise Exhausted
