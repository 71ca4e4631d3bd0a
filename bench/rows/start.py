"""Seconds from the README's command to a site that answers."""

import time

from bench.harness import Row, bench
from bench.platform import whole_platform

AIMS = {"start-first": "", "start-second": "< 15 s"}


@bench("start")
def start() -> list[Row]:
    """First with nothing there but the code (packages may come from caches), then again."""
    return [_timed(name, aim) for name, aim in AIMS.items()]


def _timed(name: str, aim: str) -> Row:
    began = time.monotonic()
    with whole_platform("start"):
        seconds = time.monotonic() - began
        began = time.monotonic()
    stopped = round(time.monotonic() - began, 1)
    return Row(name=name, unit="s", value=seconds, aim=aim, notes={"stopped_in_s": stopped})
