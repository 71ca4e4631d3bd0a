"""Seconds from the command to a site that answers, with environments already set up."""

import time

from bench.harness import Row, bench
from bench.platform import platform


@bench("start")
def start() -> list[Row]:
    """First start with an empty state folder, then a second one."""
    rows = []
    for name in ("start-first", "start-second"):
        began = time.monotonic()
        with platform("start"):
            seconds = time.monotonic() - began
        aim = "< 15 s" if name == "start-second" else ""
        rows.append(Row(name=name, unit="s", value=seconds, aim=aim))
    return rows
