"""A box on this machine, and one real hub for the whole session."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.test import override_settings

from labs import activity_types
from labs.grading import seccomp
from labs.grading.box import Box
from labs.hub.sign_on import register_hub
from lms.env import BASE_DIR

ACCOUNT = "nobody"


@pytest.fixture(scope="session")
def run_as() -> str:
    """The unprivileged account under which boxes run where the tests run as root."""
    return ACCOUNT if os.geteuid() == 0 else ""


@pytest.fixture(scope="session")
def box(run_as: str) -> Box:
    """Boxes as the platform makes them; without them these tests cannot mean anything."""
    found = Box(python=Path(settings.LAB_PYTHON), run_as=run_as)
    found.require()
    return found


@pytest.fixture
def boxed(settings: Any, run_as: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site uses such boxes, and takes the self-test as passed."""
    settings.LAB_RUN_AS = run_as
    monkeypatch.setattr(activity_types, "problem", lambda: "")


@dataclass(frozen=True, kw_only=True)
class RunningHub:
    """A hub that this session started."""

    url: str
    state: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def hub_process(live_server: Any, run_as: str) -> Iterator[RunningHub]:
    """JupyterHub as the platform starts it, signing on through the live server."""
    state = Path(tempfile.mkdtemp(prefix="hub-test-"))
    url = f"http://127.0.0.1:{_free_port()}"
    secrets = {"HUB_API_TOKEN": "0123456789abcdef" * 4, "HUB_CLIENT_SECRET": "secret-of-the-hub"}
    provider = settings.OAUTH2_PROVIDER | {"OIDC_RSA_PRIVATE_KEY": _rsa_key()}
    (state / "hub").mkdir()
    (state / "hub" / "lab.bpf").write_bytes(seccomp.program())
    if run_as:
        entry = pwd.getpwnam(run_as)
        for path in (state, state / "hub", state / "hub" / "lab.bpf"):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    with override_settings(
        HUB_URL=url,
        HUB_API_URL=url,
        SITE_URL=live_server.url,
        OAUTH2_PROVIDER=provider,
        CSRF_TRUSTED_ORIGINS=[live_server.url],
        **secrets,
    ):
        process = _start(state, url, live_server.url, secrets, run_as)
        try:
            _wait(url, process, state)
            yield RunningHub(url=url, state=state, process=process)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def hub(hub_process: RunningHub, transactional_db: None) -> RunningHub:
    """The hub, registered in this test's database."""
    register_hub()
    return hub_process


def _start(
    state: Path, url: str, site: str, secrets: dict[str, str], run_as: str
) -> subprocess.Popen[bytes]:
    environments = Path(settings.LAB_PYTHON).parent.parent.parent
    proxy = Path(settings.STATE_DIR) / "node" / "node_modules" / ".bin"
    variables = secrets | {
        "PATH": f"{proxy}:{os.environ['PATH']}",
        "STATE_DIR": str(state),
        "HUB_URL": url,
        "SITE_URL": site,
        "LAB_ENV": str(environments / "lab"),
        "JUPYTERHUB_CRYPT_KEY": "ab" * 32,
        "CONFIGPROXY_AUTH_TOKEN": "secret-of-the-proxy",
        "HOME": str(state),
        "LANG": "C.UTF-8",
    }
    command = [str(environments / "hub" / "bin" / "python"), "-m", "jupyterhub"]
    command += ["-f", str(BASE_DIR / "jupyter" / "jupyterhub_config.py")]
    with (state / "hub.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=state,
            env=variables,
            stdout=log,
            stderr=log,
            user=run_as or None,
            group=pwd.getpwnam(run_as).pw_gid if run_as else None,
            extra_groups=[] if run_as else None,
        )


def _wait(url: str, process: subprocess.Popen[bytes], state: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            if requests.get(f"{url}/hub/health", timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.3)
    pytest.fail(f"The hub did not start:\n{(state / 'hub.log').read_text()[-3000:]}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def _rsa_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
