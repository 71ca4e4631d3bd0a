"""A room in a control group of its own, where this installation lends any.

A file then names a program that starts a command in a new group, and the folders of the rooms'.
The kernel holds the room as a whole to its memory and processes. Standard library only.
"""

import asyncio
import json
import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

COUNTERS = ("memory.events", "memory.oom_control")  # of version 2, of version 1


class Group:
    """The group of one room: nothing happens in it where none is lent."""

    def __init__(self, note: Path) -> None:
        self._lent: dict[str, Any] = json.loads(note.read_text()) if note.is_file() else {}
        self._folders: list[Path] = []

    def starting(self, command: Sequence[str], *, memory: int, processes: int) -> list[str]:
        """The command that starts `command` in the group."""
        if not self._lent:
            return list(command)
        limits = [str(memory), str(processes)]
        return ["sh", self._lent["program"], *limits, *self._lent["rooms"], "--", *command]

    def started(self, pid: int) -> None:
        """Know the group by who asked for it and the process in it."""
        self._folders = [Path(one, f"{os.getpid()}-{pid}") for one in self._lent.get("rooms", ())]

    def killed_for(self) -> str:
        """What the kernel has ended a process for: its "own" memory, that of "all", or nothing."""
        counted: dict[str, str] = {}
        for path in (folder / name for folder in self._folders for name in COUNTERS):
            with suppress(OSError):
                counted |= dict(line.split() for line in path.read_text().splitlines())
        if counted.get("oom_kill", "0") == "0":
            return ""
        return "all" if counted.get("oom") == "0" else "own"

    async def look(self, process: subprocess.Popen[bytes], *, seconds: int) -> None:
        """Wait some seconds, or less: until the room has ended or the kernel has killed in it."""
        for _ in range(seconds):
            await asyncio.sleep(1)
            if process.poll() is not None or self.killed_for():
                return

    async def remove(self) -> None:
        """Take it away as soon as its last process has left."""
        for _ in range(200):
            for folder in self._folders:
                with suppress(OSError):
                    folder.rmdir()
            if not any(folder.exists() for folder in self._folders):
                return
            await asyncio.sleep(0.05)
