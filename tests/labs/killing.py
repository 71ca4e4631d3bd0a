"""A process that writes for as long as it lives, and is killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from lms.env import BASE_DIR


def told_until_killed(
    script: str, of: object, *, after: int, environment: Mapping[str, str]
) -> list[int]:
    """The numbers that the script said were written, `kill -9` coming after so many of them."""
    told: list[int] = []
    with subprocess.Popen(
        [sys.executable, "-c", script, str(of)],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told.append(int(line))
            if len(told) == after:
                os.kill(writer.pid, signal.SIGKILL)
    return told
