"""A whole platform of the measurement's own: other ports, other state, killed at will."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from lms.env import BASE_DIR

SHARED = ("env", "node", "vendor", "locale", "static")
START_LIMIT = 600.0


@dataclass(kw_only=True)
class Platform:
    """A running platform: its state folder, its address and its environment."""

    state: Path
    address: str
    environment: dict[str, str]
    killed: list[str] = field(default_factory=list)

    def pid(self, name: str) -> int:
        """The process of one part as the supervisor knows it; 0 while it is down."""
        status = json.loads((self.state / "run" / "status.json").read_text(encoding="utf-8"))
        return int(status["processes"].get(name, {}).get("pid") or 0)

    def kill(self, name: str) -> None:
        """End a part and all below it at once, as a power cut would."""
        root = self.pid(name)
        for pid in [*_below(root), root] if root else []:
            _end(pid)
        self.killed.append(name)

    def is_ready(self) -> bool:
        """Whether the site answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def python(self, *words: str, **kwargs: Any) -> "subprocess.Popen[str]":
        """Start one of our own modules against this platform's services."""
        return subprocess.Popen(
            [sys.executable, *words], cwd=BASE_DIR, env=self.environment, text=True, **kwargs
        )


@contextmanager
def platform(name: str, *, demo: str = "small") -> Iterator[Platform]:
    """Site and services under the product's own supervisor, with environments set up already."""
    running = _planned(name, demo)
    for part in SHARED:
        if not (running.state / part).exists() and (settings.STATE_DIR / part).exists():
            (running.state / part).symlink_to(settings.STATE_DIR / part)
    shutil.copytree(settings.STATE_DIR / "secrets", running.state / "secrets", dirs_exist_ok=True)
    with _started(running, sys.executable, "-m", "bench.up"):
        yield running


@contextmanager
def whole_platform(name: str) -> Iterator[Platform]:
    """What the README's command starts, hub and all, in a state folder that shares nothing."""
    interpreter = str(Path(sys.base_prefix) / "bin" / Path(sys.executable).resolve().name)
    running = _planned(name, "default")
    with _started(running, interpreter, "-m", "lms.runtime", "up"):
        yield running


def _planned(name: str, demo: str) -> Platform:
    state = settings.STATE_DIR / "bench" / f"{name}-{os.getpid()}"
    state.mkdir(parents=True, exist_ok=True)
    web, hub = _free_port(), _free_port()
    kept = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    own = {"STATE_DIR": str(state), "WEB_PORT": str(web), "DEMO": demo}
    return Platform(
        state=state,
        address=f"http://127.0.0.1:{web}",
        environment=kept | own | {"HUB_URL": f"http://127.0.0.1:{hub}"},
    )


@contextmanager
def _started(running: Platform, *command: str) -> Iterator[None]:
    """Run the command until the block is left, then stop it as Ctrl-C does."""
    with (running.state / "up.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=BASE_DIR, env=running.environment, stdout=log, stderr=log
        )
        try:
            _wait(running, process)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


_NOT_INHERITED = {
    "BROKER_URL",
    "DATABASE_URL",
    "LAB_ENV",
    "LMS_SUPERVISED",
    "SECRET_KEY",
    "SITE_URL",
}


def _wait(running: Platform, process: "subprocess.Popen[bytes]") -> None:
    limit = time.monotonic() + START_LIMIT
    while not running.is_ready():
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError((running.state / "up.log").read_text(encoding="utf-8")[-2000:])
        time.sleep(0.2)


def _below(root: int) -> list[int]:
    """Every process below `root`."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(words[1]), []).append(int(entry.name))
    found: list[int] = []
    todo = [root]
    while todo:
        todo += (children := parents.get(todo.pop(), []))
        found += children
    return found


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
