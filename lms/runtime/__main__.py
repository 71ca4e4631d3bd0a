"""The command line behind the Makefile: `python3 -m lms.runtime up`."""

import argparse
import subprocess
import sys

from lms.env import env
from lms.runtime import account, backup, commands, quality
from lms.runtime.console import Refusal, say
from lms.runtime.state import State

NEEDED = {"import ensurepip": "python3-venv", "bwrap": "bubblewrap"}
NEEDED_BY_TESTS = NEEDED | {"chromium": "chromium"}
OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Do one command as an unprivileged account; a refusal is one sentence and exit code 1."""
    arguments = _arguments()
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise Refusal("Python 3.11 or newer is needed: start with PYTHON=/usr/bin/python3.11.")
        return _run(arguments)
    except Refusal as refusal:
        say(f"\n  ✗ {refusal}")
        return 1
    except KeyboardInterrupt:
        return 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m lms.runtime")
    parser.add_argument("command", choices=[*COMMANDS, *WITH_WORDS])
    parser.add_argument("words", nargs="?", default="")
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "fmt":
        return _format()
    if account.is_root():
        needed = NEEDED_BY_TESTS if arguments.command == "test" else NEEDED
        account.become_unprivileged(env.STATE_DIR, needed)
    state = State(env.STATE_DIR.absolute())
    state.prepare()
    if arguments.command in COMMANDS:
        return COMMANDS[arguments.command](state)
    return WITH_WORDS[arguments.command](state, arguments.words)


def _format() -> int:
    """Install as the account, write as whoever owns the files."""
    installing = [sys.executable, "-m", "lms.runtime", "tools"]
    installed = subprocess.run(installing, check=False).returncode
    places = (env.STATE_DIR.absolute(), account.HOME / "var")
    state = next(State(place) for place in places if State(place).python("dev").exists())
    return installed or quality.fmt(state)


COMMANDS = {
    "up": commands.up,
    "down": commands.down,
    "status": commands.status,
    "logs": commands.logs,
    "check": quality.check,
    "tools": quality.install_tools,
    "image": commands.image,
    "hub-image": commands.hub_image,
}
WITH_WORDS = {
    "fmt": lambda state, _: quality.fmt(state),
    "test": quality.test,
    "bench": quality.bench,
    "manage": commands.manage,
    "demo": commands.demo,
    "backup": backup.backup,
    "restore": backup.restore,
}

if __name__ == "__main__":
    sys.exit(main())
