"""A real hub with its proxy, as the platform starts it: started, killed and started again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.test import override_settings

from labs.grading import seccomp
from lms.env import BASE_DIR

SECRETS = {"HUB_API_TOKEN": "0123456789abcdef" * 4, "HUB_CLIENT_SECRET": "secret-of-the-hub"}


@dataclass(kw_only=True)
class RunningHub:
    """A hub of the tests: its address, its state, and the account it runs under."""

    url: str
    site: str
    state: Path
    run_as: str
    variables: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start it and wait until it answers."""
        environments = Path(settings.LAB_PYTHON).parent.parent.parent
        command = [str(environments / "hub" / "bin" / "python"), "-m", "jupyterhub"]
        command += ["-f", str(BASE_DIR / "jupyter" / "jupyterhub_config.py")]
        with (self.state / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.state,
                env=self._environment(environments / "lab"),
                stdout=log,
                stderr=log,
                user=self.run_as or None,
                group=pwd.getpwnam(self.run_as).pw_gid if self.run_as else None,
                extra_groups=[] if self.run_as else None,
            )
        self._wait()

    def pid(self, words: str) -> int:
        """The hub's own process among all below it whose command line holds `words`."""
        for pid in self.below():
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue
            if words.encode() in line:
                return pid
        raise LookupError(words)

    def below(self) -> list[int]:
        """Every process below the hub's, nearest first."""
        parents: dict[int, list[int]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(path.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(path.parent.name))
        found: list[int] = []
        todo = [self.process.pid] if self.process else []
        while todo:
            children = parents.get(todo.pop(0), [])
            found += children
            todo += children
        return found

    def kill(self) -> None:
        """End the hub at once, as a power cut would; its proxy lives on, as it would."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """Stop it in order, and whatever of it is left."""
        below = self.below()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()
        held = self.state / "hub" / "proxy.pid"
        for pid in [*below, *([int(held.read_text())] if held.is_file() else [])]:
            if _is_ours(pid, self.state):
                os.kill(pid, signal.SIGKILL)

    def log(self) -> str:
        """The end of what it said."""
        return (self.state / "hub.log").read_text(errors="replace")[-3000:]

    def _environment(self, lab: Path) -> dict[str, str]:
        proxy = Path(settings.STATE_DIR) / "node" / "node_modules" / ".bin"
        own = {
            "PATH": f"{proxy}:{os.environ['PATH']}",
            "STATE_DIR": str(self.state),
            "HUB_URL": self.url,
            "SITE_URL": self.site,
            "LAB_ENV": str(lab),
            "JUPYTERHUB_CRYPT_KEY": "ab" * 32,
            "CONFIGPROXY_AUTH_TOKEN": "secret-of-the-proxy",
            "HOME": str(self.state),
            "LANG": "C.UTF-8",
        }
        return own | SECRETS | self.variables

    def _wait(self) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/hub/health", timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.3)
        pytest.fail(f"The hub did not start:\n{self.log()}")


@contextmanager
def running_hub(
    site: str, run_as: str, *, grouped: bool = True, **variables: str
) -> Iterator[RunningHub]:
    """A hub that signs on through `site`; its settings hold while it runs.

    Its rooms have control groups where this machine lends any, unless not `grouped`.
    """
    state = Path(tempfile.mkdtemp(prefix="hub-test-"))
    url = f"http://127.0.0.1:{free_port()}"
    provider = settings.OAUTH2_PROVIDER | {"OIDC_RSA_PRIVATE_KEY": _rsa_key()}
    (state / "hub").mkdir()
    (state / "hub" / "lab.bpf").write_bytes(seccomp.program())
    groups = Path(settings.STATE_DIR) / "hub" / "groups.json"
    if grouped and groups.is_file():
        shutil.copy(groups, state / "hub")
    if run_as:
        entry = pwd.getpwnam(run_as)
        for path in (state, state / "hub", state / "hub" / "lab.bpf"):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    hub = RunningHub(url=url, site=site, state=state, run_as=run_as, variables=variables)
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {"DIRECTIVES": policy | {"form-action": [*policy["form-action"], url]}}
    with override_settings(
        CONTENT_SECURITY_POLICY=allowed,
        HUB_URL=url,
        HUB_API_URL=url,
        SITE_URL=site,
        OAUTH2_PROVIDER=provider,
        CSRF_TRUSTED_ORIGINS=[site],
        **SECRETS,
    ):
        try:
            hub.start()
            yield hub
        finally:
            hub.stop()
            shutil.rmtree(state, ignore_errors=True)


def _is_ours(pid: int, state: Path) -> bool:
    """Whether the process still is one that this hub started."""
    try:
        return str(state).encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def _rsa_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
