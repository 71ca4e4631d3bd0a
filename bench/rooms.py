"""A hub of the measurement's own, and the bare servers beside it."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test.utils import override_settings

from bench.platform import _free_port as free_port
from labs.grading import seccomp
from labs.hub.client import Hub
from labs.hub.errors import HubAway, HubFull
from labs.hub.homes import Home
from lms.env import BASE_DIR

sys.path.append(str(BASE_DIR / "jupyter"))

usage: Any = import_module("usage")  # the hub's own measure, in the hub's folder
TOKEN = "0123456789abcdef" * 4  # of a hub that lives for one measurement
LAB = Path(settings.LAB_PYTHON)
LIMIT = 180


def account() -> str:
    """Whom the servers run as: never root."""
    return (settings.LAB_RUN_AS or "nobody") if os.geteuid() == 0 else ""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of that account's."""
    path = Path(tempfile.mkdtemp(prefix="bench-lab-"))
    if account():
        shutil.chown(path, account(), pwd.getpwnam(account()).pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def launch(
    command: list[str], home: Path, environment: dict[str, str]
) -> "subprocess.Popen[bytes]":
    """Start a program as that account, its words going to a file."""
    log = (home / "log").open("ab")
    with log:
        return subprocess.Popen(
            command,
            cwd=home,
            env=environment | {"HOME": str(home), "LANG": "C.UTF-8"},
            stdout=log,
            stderr=log,
            user=account() or None,
            group=pwd.getpwnam(account()).pw_gid if account() else None,
            extra_groups=[] if account() else None,
            start_new_session=True,
        )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Stop a program and what it started."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()


def until(done: Callable[[], bool]) -> None:
    """Ask every 30 ms."""
    limit = time.monotonic() + LIMIT
    while not done():
        if time.monotonic() > limit:
            raise RuntimeError("A server did not come up.")
        time.sleep(0.03)


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """The hub: starts rooms by name."""

    url: str
    process: "subprocess.Popen[bytes]"

    def start(self, names: list[str]) -> None:
        """Start rooms, as many at once as the hub takes, until all are ready."""
        hub, left = Hub(), set(names)
        for name in names:
            hub.server(name)

        def all_ready() -> bool:
            for name in sorted(left):
                server = hub.server(name)
                if server.ready:
                    left.discard(name)
                elif server.gone:
                    _ask(hub, name)
            return not left

        until(all_ready)

    def stop(self, name: str) -> None:
        """Stop one room and wait until it is gone."""
        Hub().stop(name)
        until(lambda: Hub().server(name).gone)

    def first_cell(self, name: str) -> None:
        """Run a cell there."""
        cell(f"{self.url}/user/{name}", Home(name)._new_key())

    def memory(self) -> int:
        """Bytes of the only room."""
        boxes = [pid for pid in usage.below(self.process.pid) if _command(pid) == "bwrap"]
        return memory_of(usage.below(boxes[0]))


def memory_of(pids: list[int]) -> int:
    """Bytes held by these processes."""
    return int(usage.memory(pids))


def _ask(hub: Hub, name: str) -> None:
    try:
        hub.start(name)
    except (HubFull, HubAway):
        return


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def cell(address: str, token: str) -> None:
    """A first cell in a new kernel."""
    script = str(BASE_DIR / "bench" / "first_cell.py")
    subprocess.run([str(LAB), "-I", script, address, token], check=True, timeout=LIMIT)


@contextmanager
def rooms() -> Iterator[Rooms]:
    """A hub with room for twenty."""
    with folder() as state:
        url = f"http://127.0.0.1:{free_port()}"
        (state / "hub").mkdir()
        (state / "hub" / "lab.bpf").write_bytes(seccomp.program())
        if account():
            for path in (state / "hub", state / "hub" / "lab.bpf"):
                shutil.chown(path, account(), pwd.getpwnam(account()).pw_gid)
        python = LAB.parent.parent.parent / "hub" / "bin" / "python"
        config = str(BASE_DIR / "jupyter" / "jupyterhub_config.py")
        process = launch(
            [str(python), "-m", "jupyterhub", "-f", config], state, _variables(state, url)
        )
        with override_settings(HUB_URL=url, HUB_API_URL=url, HUB_API_TOKEN=TOKEN):
            try:
                until(lambda: process.poll() is not None or answers(f"{url}/hub/health"))
                yield Rooms(url=url, process=process)
            finally:
                end(process)


def _variables(state: Path, url: str) -> dict[str, str]:
    proxy = settings.STATE_DIR / "node" / "node_modules" / ".bin"
    return {
        "PATH": f"{proxy}:{os.environ['PATH']}",
        "STATE_DIR": str(state),
        "HUB_URL": url,
        "SITE_URL": "http://127.0.0.1:1",
        "LAB_ENV": str(LAB.parent.parent),
        "LAB_MAX_SERVERS": "20",
        "HUB_API_TOKEN": TOKEN,
        "HUB_CLIENT_SECRET": TOKEN,
        "CONFIGPROXY_AUTH_TOKEN": TOKEN,
        "JUPYTERHUB_CRYPT_KEY": "ab" * 32,
    }


@contextmanager
def bare(home: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """`jupyter server` as it comes, for `home`: its address once it answers."""
    port = free_port()
    command = [str(LAB.parent / "jupyter"), "server", "--no-browser", f"--port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    process = launch(command, home, {"PATH": f"{LAB.parent}:/usr/bin:/bin"})
    try:
        until(lambda: process.poll() is not None or answers(f"http://127.0.0.1:{port}/api"))
        yield f"http://127.0.0.1:{port}", process
    finally:
        end(process)


def nbclient(notebook: Path, count: int) -> Any:
    """A process that runs a notebook so many times with nothing but nbclient."""
    code = (
        "import sys, nbformat\n"
        "from nbclient import NotebookClient\n"
        "for _ in range(int(sys.argv[2])):\n"
        "    book = nbformat.read(sys.argv[1], as_version=4)\n"
        "    NotebookClient(book, timeout=60, allow_errors=True).execute()\n"
    )
    words = [str(LAB), "-c", code, str(notebook), str(count)]
    return launch(words, notebook.parent, {"PATH": f"{LAB.parent}:/usr/bin:/bin"})
