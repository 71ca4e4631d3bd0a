"""Whether a room takes more than it may: its memory and its files, measured from outside.

What the kernel's control group found comes first; where no room is held as a whole, what is
measured counts. Files are always measured, for an account can set no quota.
"""

import asyncio
import subprocess
from pathlib import Path

import usage
from groups import Group

DISK_EVERY = 6  # of the measurements of memory


class Watch:
    """Over one running room; `measured` is its memory as last seen."""

    def __init__(
        self,
        home: Path,
        process: subprocess.Popen[bytes],
        group: Group,
        *,
        memory: int,
        disk: int,
        every: int,
    ) -> None:
        self.home, self.process, self.group = home, process, group
        self.memory, self.disk, self.every = memory, disk, every
        self.measured: int | None = None

    async def too_much(self) -> str:
        """Wait until the room takes too much: why, in words; nothing once it has ended itself."""
        loop = asyncio.get_running_loop()
        held = await loop.run_in_executor(None, usage.disk, self.home) or 0
        turn = 0
        while True:
            turn += 1
            await self.group.look(self.process, seconds=self.every)
            words = self._too_much_memory()
            if not words and self.process.poll() is not None:
                return ""
            if not words and turn % DISK_EVERY == 0:
                words = await loop.run_in_executor(None, self._too_much_disk, held)
            if words:
                return words

    def _too_much_memory(self) -> str:
        """What the kernel found, or where it holds no room as a whole, what is measured."""
        killed_for = self.group.killed_for()
        if killed_for == "all":
            return "Phòng đã bị đóng vì các phòng dùng hết bộ nhớ của máy chủ: hãy mở lại sau."
        self.measured = usage.memory(usage.below(self.process.pid))
        if killed_for or self.measured > self.memory:
            return f"Phòng đã bị đóng vì dùng quá {self.memory >> 20} MB bộ nhớ."
        return ""

    def _too_much_disk(self, held: int) -> str:
        """A home that was too full at the start may be emptied, but not grow."""
        used = usage.disk(self.home)
        if used is None:
            return "Phòng đã bị đóng vì có thư mục không đọc được hoặc quá nhiều tệp."
        if used > max(self.disk, held):
            return f"Phòng đã bị đóng vì các tệp vượt quá {self.disk >> 20} MB: hãy xóa bớt tệp."
        return ""
