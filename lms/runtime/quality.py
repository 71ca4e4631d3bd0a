"""`make check` and `make test`: the tools on the code, then every test on services of its own."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from lms.env import BASE_DIR, load
from lms.runtime import account, parts, postgres, setup
from lms.runtime.console import Refusal, say, step
from lms.runtime.state import State
from lms.runtime.supervisor import Supervisor

PYTEST = ["-m", "pytest", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
PACKAGES = ("lms", "courses", "labs", "certificates", "transfer")
SHARED = ("env", "node", "vendor", "locale", "stamps")
FASTER = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def check(state: State) -> int:
    """Format, lint, types, import rules, migrations, translations, documents."""
    setup.install(state, "dev")
    failed = [name for name, command in _checks(state).items() if not _passes(state, name, command)]
    if failed:
        say(f"\n  ✗ Not in order: {', '.join(failed)}.")
    return 1 if failed else 0


def _checks(state: State) -> dict[str, list[str]]:
    python, cache = str(state.python("dev")), state.root / "cache"
    run = [python, "-m"]
    ruff = [*run, "ruff"]
    manage = [python, "manage.py"]
    return {
        "format": [*ruff, "format", "--check", "--cache-dir", f"{cache}/ruff", "."],
        "lint": [*ruff, "check", "--cache-dir", f"{cache}/ruff", "."],
        "imports": [_beside(python, "lint-imports"), "--cache-dir", f"{cache}/imports"],
        "types": [*run, "mypy", "--cache-dir", f"{cache}/mypy", *PACKAGES],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "translations": [*run, "lms.runtime.translations"],
    }


def _beside(python: str, name: str) -> str:
    return str(Path(python).with_name(name))


def _passes(state: State, name: str, command: list[str]) -> bool:
    environment = parts.environment(state) | {"SECRET_KEY": "for-checks-only"}
    with step(f"check: {name}"):
        done = subprocess.run(
            command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def test(state: State) -> int:
    """The checks, then every test, the browser's included; pytest has the last word."""
    lacking = account.missing({"chromium": "chromium", "bwrap": "bubblewrap"})
    if lacking:
        raise Refusal(
            f"The tests need what only root can install: apt-get install {' '.join(lacking)}"
        )
    setup.install(state, "dev", "hub", "lab")
    checked = check(state)
    own = _test_state(state)
    env = load({"STATE_DIR": str(own.root)})
    with Supervisor(own) as supervisor:
        embedded = parts.databases(own, env, "dev", **FASTER)
        supervisor.start("PostgreSQL and Valkey of the tests", *embedded)
        postgres.ensure_database(own, "lms", "dev")
        words = shlex.split(os.environ.get("T", ""))
        command = [str(state.python("dev")), *PYTEST, *words]
        done = subprocess.run(command, cwd=BASE_DIR, env=parts.environment(own), check=False)
    return done.returncode or checked


def _test_state(state: State) -> State:
    """A state folder of the tests' own, sharing what was installed."""
    own = State(state.root / "test")
    own.root.mkdir(exist_ok=True)
    for name in SHARED:
        link = own.root / name
        (state.root / name).mkdir(exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(state.root / name)
    own.prepare()
    shutil.copytree(state.root / "secrets", own.root / "secrets", dirs_exist_ok=True)
    return own


def tool(state: State, words: str) -> int:
    """Run a development tool in its environment."""
    setup.install(state, "dev")
    python = str(state.python("dev"))
    command = [python, "-m", *shlex.split(words)]
    return subprocess.run(
        command, cwd=BASE_DIR, env=parts.environment(state), check=False
    ).returncode
