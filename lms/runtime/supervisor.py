"""The group of processes: started in order, kept alive, stopped within ten seconds.

One supervisor a state folder, held by a lock that the kernel releases with the process, so that
no stale lock can be left. Its children get the stop signal when it dies, and whatever an earlier
one still left behind is found by a mark in the environment and stopped before a new start.
"""

import fcntl
import json
import os
import signal
import time
from collections.abc import Sequence
from types import FrameType
from typing import TextIO

from lms.runtime.console import Refusal, step
from lms.runtime.process import Process, adopt_orphans, children_of, descendants, left_over
from lms.runtime.state import State

START_LIMIT = 120.0
STOP_LIMIT = 4.0
BEAT = 0.1
MARK = "LMS_SUPERVISED"


class Supervisor:
    """Starts, watches and stops the processes of one state folder."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.processes: list[Process] = []
        self.stopping = False
        self._lock: TextIO | None = None
        self._written = ""
        self._trimmed = time.monotonic()

    def __enter__(self) -> "Supervisor":
        self._lock = take_lock(self.state)
        adopt_orphans()
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGHUP, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        _end_left_overs(self.state)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._lock:
            self._lock.close()

    def start(self, name: str, *processes: Process) -> None:
        """Start some processes together and wait until each is ready."""
        with step(name):
            for process in processes:
                process.start()
                self.processes.append(process)
            self._write_status()
            limit = time.monotonic() + START_LIMIT
            for process in processes:
                self._wait(process, limit)

    def _wait(self, process: Process, limit: float) -> None:
        while not process.ready():
            self.tend()
            if self.stopping:
                raise Refusal("Stopped before everything had started.")
            if process.restarts > 2 or time.monotonic() > limit:
                raise Refusal(f"{process.name} does not start: {_last_words(process)}")
            time.sleep(BEAT)

    def run(self) -> None:
        """Keep the processes alive until somebody asks to stop."""
        while not self.stopping:
            self.tend()
            time.sleep(BEAT)

    def tend(self) -> None:
        """Bury the dead, start again what is due, keep the logs short."""
        for pid in _reaped():
            for process in self.processes:
                if process.pid == pid:
                    process.ended()
                    self._end_orphans()
        now = time.monotonic()
        for process in self.processes:
            if not process.pid and now >= process.due and not self.stopping:
                process.start()
        if now - self._trimmed > 60:
            self._trimmed = now
            for process in self.processes:
                process.trim_log()
        self._write_status()

    def _end_orphans(self) -> None:
        """End what the dead one had started in groups of its own: it has come to us."""
        ours = {process.pid for process in self.processes}
        for pid in set(children_of(os.getpid())) - ours:
            _kill_quietly(pid)

    def stop(self) -> None:
        """Stop users of the databases, then the databases, then whatever is still there."""
        self.stopping = True
        for last in (False, True):
            group = [item for item in self.processes if item.pid and item.stops_last is last]
            for process in group:
                os.kill(process.pid, process.stop_signal)
            self._await_end_of(group)
            if not last:
                self._kill(keep={item.pid for item in self.processes if item.pid})
        self._kill(keep=set())
        self.processes.clear()
        (self.state.run / "status.json").unlink(missing_ok=True)

    def _await_end_of(self, group: Sequence[Process]) -> None:
        limit = time.monotonic() + STOP_LIMIT
        while any(process.pid for process in group) and time.monotonic() < limit:
            self.tend()
            time.sleep(BEAT / 2)

    def _kill(self, keep: set[int]) -> None:
        kept = keep | {pid for root in keep for pid in descendants(root)}
        for pid in descendants(os.getpid()):
            if pid not in kept:
                _kill_quietly(pid)
        self.tend()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            for pid in descendants(os.getpid()):
                _kill_quietly(pid)
        self.stopping = True

    def _write_status(self) -> None:
        rows = {item.name: {"pid": item.pid, "restarts": item.restarts} for item in self.processes}
        text = json.dumps({"pid": os.getpid(), "processes": rows})
        if text != self._written:
            self._written = text
            draft = self.state.run / "status.json.new"
            draft.write_text(text)
            draft.replace(self.state.run / "status.json")


def take_lock(state: State) -> TextIO:
    """Be the one supervisor of this folder, or refuse."""
    lock = (state.run / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise Refusal(
            "The platform runs already: `make status` shows it, `make down` stops it."
        ) from error
    return lock


def is_running(state: State) -> bool:
    """Whether a supervisor holds the folder's lock."""
    try:
        take_lock(state).close()
    except Refusal:
        return True
    return False


def mark(state: State) -> dict[str, str]:
    """The variable that tells our processes from everybody else's."""
    return {MARK: str(state.root)}


def _end_left_overs(state: State) -> None:
    marker = f"{MARK}={state.root}"
    limit = time.monotonic() + STOP_LIMIT
    while pids := left_over(marker):
        hard = time.monotonic() > limit
        for pid in pids:
            _kill_quietly(pid, signal.SIGKILL if hard else signal.SIGTERM)
        time.sleep(BEAT)


def _kill_quietly(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _reaped() -> list[int]:
    found: list[int] = []
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not pid:
            return found
        found.append(pid)


def _last_words(process: Process) -> str:
    lines: Sequence[str] = process.log.read_text(errors="replace").strip().splitlines()[-5:]
    return f"see {process.log}\n    " + "\n    ".join(lines)
