"""A box in a control group of its own, where this machine lends any (see `lms.runtime.groups`).

The kernel then holds the box as a whole to its memory and processes, not each process alone.
"""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

COUNTERS = ("memory.events", "memory.oom_control")  # of version 2, of version 1
PATIENCE = 5.0  # a busy machine takes its time to bury a whole box


def lent() -> dict[str, Any]:
    """The program that starts a command in a group, and the folders of boxes; or nothing."""
    path = Path(settings.STATE_DIR) / "hub" / "groups.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def limits_in_force() -> str:
    """How far the limits of a box reach here, for whoever runs the machine."""
    if lent():
        return "memory and processes of a whole box are held by the kernel (control groups)"
    return "each process by itself: this machine lends no control groups"


class Boxed(subprocess.Popen[bytes]):
    """A boxed command; its group goes when it has been waited for."""

    def __init__(
        self, command: Sequence[str], *, memory: int, processes: int, **options: Any
    ) -> None:
        found = lent()
        limits = [str(memory), str(processes)]
        if found:
            command = ["sh", found["program"], *limits, *found["boxes"], "--", *command]
        super().__init__(command, **options)
        name = f"{os.getpid()}-{self.pid}"
        self._groups = [Path(folder, name) for folder in found.get("boxes", ())]
        self._ran_out = False

    @property
    def ran_out(self) -> bool:
        """Whether the kernel has ended anything in it for want of memory."""
        if not self._ran_out:
            counters = [group / name for group in self._groups for name in COUNTERS]
            self._ran_out = any(_has_killed(path) for path in counters)
        return self._ran_out

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, and remove the group once the last process has left it."""
        code = super().wait(timeout)
        self._ran_out = self.ran_out
        end = time.monotonic() + PATIENCE
        while not all(map(_removed, self._groups)) and time.monotonic() < end:
            time.sleep(0.005)
        self._groups = []
        return code


def _has_killed(path: Path) -> bool:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return False
    return any(line.startswith("oom_kill ") and line != "oom_kill 0" for line in lines)


def _removed(group: Path) -> bool:
    try:
        group.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
