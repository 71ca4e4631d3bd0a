"""Two transactions in the order that a test decides, whatever the scheduler does."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection, connections, transaction

SECONDS = 30
_BLOCKED = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""


def while_open(
    first: Callable[[], Any], second: Callable[[], Any], last: Callable[[], Any] = bool
) -> Any:
    """Leave the transaction of `first` open until `second` waits for it, or is through.

    Returns what `second` gives; it runs in another thread, on a connection of its own. `last` is
    the end of the first transaction.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            running = pool.submit(_alone, second)
            _wait_for(running)
            last()
        return running.result(SECONDS)


def _alone(call: Callable[[], Any]) -> Any:
    try:
        return call()
    finally:
        connections.close_all()


def _wait_for(running: Future[Any]) -> None:
    """Until it has ended, or waits for a lock that this connection holds."""
    end = time.monotonic() + SECONDS
    while not running.done() and not _holds_somebody_up():
        if time.monotonic() > end:
            raise TimeoutError("neither done nor waiting")
        time.sleep(0.01)


def _holds_somebody_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKED)
        return bool(cursor.fetchone()[0])
