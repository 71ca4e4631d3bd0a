"""Attack the box on this very machine, and fail closed: labs stay shut until all is stopped."""

import json
import os
import platform
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from labs.grading import seccomp
from labs.grading.box import INSIDE, Box, this_machine
from labs.grading.errors import SandboxMissing
from labs.grading.readiness import result_file
from lms.env import BASE_DIR


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One attack, and what came through: nothing when it was stopped."""

    attack: str
    through: str


def run(box: Box) -> list[Finding]:
    """Every attack; `SandboxMissing` when nothing can be boxed at all."""
    box.require()
    with tempfile.TemporaryDirectory(prefix="lab-host-") as folder, _host(Path(folder)) as host:
        output = _attack(box, host)
    found = [Finding(attack=name, through=through) for name, through in output.items()]
    return [*found, _left_behind(box), _endless(box)]


def check_and_keep(*, again: bool = False) -> str:
    """Run the self-test unless this very box has passed it; keep and return the problem found."""
    box, path = this_machine(), result_file()
    mark = _mark(box)
    if not again and path.is_file():
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["mark"] == mark and not held["problem"]:
            return ""
    problem = _problem(box)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(json.dumps({"mark": mark, "problem": problem}), encoding="utf-8")
    _keep_filter(path.parent / "lab.bpf", problem)
    return problem


def _problem(box: Box) -> str:
    try:
        through = [one for one in run(box) if one.through]
    except SandboxMissing as error:
        return str(error)
    if not through:
        return ""
    named = "; ".join(f"{one.attack}: {one.through}" for one in through)
    return _("The sandbox of this machine lets something through (%(named)s).") % {"named": named}


def _keep_filter(path: Path, problem: str) -> None:
    """The hub boxes servers with this filter; without it, it starts none."""
    path.unlink(missing_ok=True)
    if not problem:
        path.write_bytes(seccomp.program())


def _mark(box: Box) -> str:
    """Changes whenever the kernel, bubblewrap or our own code does."""
    whole = sha256(platform.release().encode())
    for source in sorted([*INSIDE.glob("*.py"), *INSIDE.parent.glob("*.py")]):
        whole.update(source.read_bytes())
    done = subprocess.run(["bwrap", "--version"], capture_output=True, check=False)  # noqa: S607  # on PATH
    whole.update(done.stdout + str(box.python).encode() + str(os.geteuid()).encode())
    return whole.hexdigest()


@contextmanager
def _host(folder: Path) -> Iterator[dict[str, Any]]:
    """Things of the host that a way out would reach: a port, sockets, files."""
    abstract = f"lab-{secrets.token_hex(8)}"
    (folder / "secret").write_text("x")
    with (
        socket.create_server(("127.0.0.1", 0)) as port,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as hidden,
    ):
        named.bind(str(folder / "socket"))
        hidden.bind("\0" + abstract)
        named.listen()
        hidden.listen()
        yield {
            "paths": _paths(folder),
            "port": port.getsockname()[1],
            "socket": str(folder / "socket"),
            "abstract": abstract,
        }


def _paths(folder: Path) -> list[str]:
    """What must not be seen: the host's own, and the installation's.

    Folders above the labs' environment have a name inside the box, and nothing else of theirs.
    """
    fixed = [
        "/etc/passwd",
        "/etc/shadow",
        "/etc/hosts",
        "/root",
        "/var/lib/dpkg",
        "/run/docker.sock",
        "/sys",
    ]
    state = Path(settings.STATE_DIR)
    ours = [folder / "secret", BASE_DIR / "manage.py", state / "secrets", Path.home()]
    shown = Path(settings.LAB_PYTHON).parents
    return fixed + [str(one) for one in ours if one not in shown]


def _attack(box: Box, host: dict[str, Any]) -> dict[str, str]:
    process = box.start(
        ["/inside/attacks.py", json.dumps(host)],
        given={"/inside": INSIDE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    output, errors = process.communicate()
    if process.returncode or not output:
        raise SandboxMissing(_why(errors.decode(errors="replace")))
    found: dict[str, str] = json.loads(output)
    return found


def _why(errors: str) -> str:
    """Bubblewrap's own complaint, in words that say what to switch on."""
    if "Creating new namespace failed" in errors or "setting up uid map" in errors:
        return _(
            "This system forbids unprivileged user namespaces: allow them with"
            " sysctl kernel.unprivileged_userns_clone=1 (on Ubuntu also"
            " kernel.apparmor_restrict_unprivileged_userns=0)."
        )
    last = errors.strip().splitlines()[-1:] or ["?"]
    return _("bubblewrap does not work on this machine: %(error)s") % {"error": last[0][:300]}


def _left_behind(box: Box) -> Finding:
    """A process that the attacks detached from the box must have ended with it."""
    for _attempt in range(20):
        alive = _alive("left")
        if not alive:
            return Finding(attack="outliving_the_box", through="")
        time.sleep(0.1)
    return Finding(attack="outliving_the_box", through=f"{alive} processes")


def _alive(marker: str) -> int:
    """Running processes whose last argument is `marker`."""
    count = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            count += (
                path.read_bytes().rstrip(b"\0").endswith(b"time.sleep(600)\0" + marker.encode())
            )
        except OSError:
            continue
    return count


def _endless(box: Box) -> Finding:
    """A loop without end is ended from outside."""
    short = replace(box, limits=replace(box.limits, seconds=1))
    started = time.monotonic()
    process = short.start(["-c", "while True: pass"], given={"/inside": INSIDE})
    process.wait()
    took = time.monotonic() - started
    through = f"{took:.0f} s" if took > 5 or process.returncode == 0 else ""
    return Finding(attack="endless_loop", through=through)
