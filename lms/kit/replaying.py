"""Whether a replay is under way: then nothing new may be recorded and no effect may leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_replaying: ContextVar[bool] = ContextVar("replaying", default=False)


def is_replaying() -> bool:
    """True while statements are being replayed in this context."""
    return _replaying.get()


@contextmanager
def replaying() -> Iterator[None]:
    """Mark the enclosed work as a replay."""
    token = _replaying.set(True)
    try:
        yield
    finally:
        _replaying.reset(token)
