"""One supervised process: started in a group of its own, restarted with a growing pause."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.env import BASE_DIR

LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0
LARGEST_LOG = 20 * 1024**2
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36

libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave behind."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@dataclass(kw_only=True)
class Process:
    """A command line, how to ask whether it is ready, and how to stop it."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    ready: Callable[[], bool] = lambda: True
    stop_signal: signal.Signals = signal.SIGTERM
    stops_last: bool = False
    """Databases go after those who use them."""

    pid: int = 0
    started: float = 0.0
    pause: float = field(default=0.5, init=False)
    due: float = field(default=0.0, init=False)
    restarts: int = field(default=0, init=False)

    def start(self) -> None:
        """Start the command, tied to our life, its output appended to its log."""
        parent = os.getpid()

        def tie() -> None:
            """Run in the child: get the stop signal when the parent dies, even by kill -9."""
            libc.prctl(PR_SET_PDEATHSIG, int(self.stop_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

        with self.log.open("ab") as out:
            # The child is waited for by pid, with all others: see the supervisor's reaping.
            child = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=tie,  # noqa: PLW1509  # the supervisor has one thread
            )
        self.pid, self.started = child.pid, time.monotonic()
        child.returncode = 0

    def ended(self) -> None:
        """Take note that the process is gone, with its whole group; plan the next start."""
        self.signal(signal.SIGKILL)
        lived = time.monotonic() - self.started
        self.pause = 0.5 if lived > HEALTHY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause
        self.pid = 0
        self.restarts += 1

    def signal(self, number: signal.Signals) -> None:
        """Signal the whole group; one that is gone already is no matter."""
        if not self.pid:
            return  # group 0 would be our own
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return

    def trim_log(self) -> None:
        """Keep one older log; the file is appended to, so that it may be cut in place."""
        if self.log.stat().st_size > LARGEST_LOG:
            self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
            os.truncate(self.log, 0)


def descendants(root: int) -> list[int]:
    """Every process below `root`, whatever group or session it put itself in."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            children.setdefault(_parent(entry), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def children_of(parent: int) -> list[int]:
    """The processes whose parent this is, by birth or by adoption."""
    entries = (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [int(entry.name) for entry in entries if _parent(entry) == parent]


def _parent(entry: Path) -> int:
    try:
        # After the name in brackets, which may hold anything, come the state and the parent.
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def left_over(marker: str) -> list[int]:
    """Processes of an earlier, killed supervisor: those whose environment holds our marker."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if marker.encode() in environment:
                found.append(int(entry.name))
    return found
