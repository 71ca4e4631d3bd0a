"""`make check`, `make test`, `make bench`, `make fmt`: the tools, on services of their own."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from lms.env import BASE_DIR, Env, load
from lms.runtime import account, groups, parts, postgres, setup
from lms.runtime.console import Refusal, say, step
from lms.runtime.state import State
from lms.runtime.supervisor import Supervisor

PYTEST = ["-m", "pytest", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
SECOND_TRY = ["--reruns", "1", "--only-rerun", "Call log:", "-raR"]  # a browser's wait that ran out
PACKAGES = ("lms", "courses", "labs", "certificates", "transfer", "bench")
SHARED = ("env", "node", "vendor", "locale", "stamps")
FASTER = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
NEEDED_BY_TESTS = {"chromium": "chromium", "bwrap": "bubblewrap"}


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
    imports = str(Path(python).with_name("lint-imports"))
    return {
        "format": [*run, "ruff", "format", "--check", "--cache-dir", f"{cache}/ruff", "."],
        "lint": [*run, "ruff", "check", "--cache-dir", f"{cache}/ruff", "."],
        "imports": [imports, "--cache-dir", f"{cache}/imports"],
        "types": [*run, "mypy", "--cache-dir", f"{cache}/mypy", *PACKAGES],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": [*run, "lms.runtime.translations"],
        "documents": [*run, "lms.runtime.documents", "--check"],
    }


def _passes(state: State, name: str, command: list[str]) -> bool:
    environment = _environment(state) | {"SECRET_KEY": "for-checks-only"}
    with step(f"check: {name}") as progress:
        done = subprocess.run(
            command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        progress.failed = bool(done.returncode)
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def test(state: State, words: str) -> int:
    """The checks, then every test, the browser's included; pytest has the last word."""
    lacking = account.missing(NEEDED_BY_TESTS)
    if lacking:
        raise Refusal(
            f"The tests need what only root installs: apt-get install {' '.join(lacking)}"
        )
    setup.install(state, "dev", "hub", "lab")
    checked = check(state)
    with _own_services(state, "test", **FASTER) as own:
        tested = _run(own, [str(state.python("dev")), *PYTEST, *SECOND_TRY, *shlex.split(words)])
    return tested or checked


def bench(state: State, words: str) -> int:
    """Every measurement, or those named, on a durable database of its own."""
    setup.install(state, "dev", "hub", "lab")
    python = str(state.python("dev"))
    with _own_services(state, "bench") as own:
        with step("Database tables"):
            migrated = _run(own, [python, "manage.py", "migrate", "-v", "0"])
        return migrated or _run(own, [python, "-m", "bench", *shlex.split(words)])


def fmt(state: State) -> int:
    """Put the code in the house format: as whoever owns it, hence even as root."""
    python = str(state.python("dev"))
    fixed = _run(state, [python, "-m", "ruff", "check", "--fix", "-q", "--no-cache", "."])
    documented = _run(state, [python, "-m", "lms.runtime.documents"])
    return _run(state, [python, "-m", "ruff", "format", "--no-cache", "."]) or fixed or documented


def install_tools(state: State) -> int:
    """The environment of the tools, and nothing more."""
    setup.install(state, "dev")
    return 0


@contextmanager
def _own_services(state: State, name: str, **settings: str) -> Iterator[State]:
    """PostgreSQL and Valkey beside the platform's, with a state folder of their own."""
    own = _own_state(state, name)
    with Supervisor(own) as supervisor:
        groups.divide(state, own)
        embedded = parts.databases(own, load({"STATE_DIR": str(own.root)}), "dev", **settings)
        supervisor.start(f"PostgreSQL and Valkey for {name}", *embedded)
        postgres.ensure_database(own, "lms", "dev")
        yield own


def _own_state(state: State, name: str) -> State:
    own = State(state.root / name)
    own.root.mkdir(exist_ok=True)
    for shared in SHARED:
        link = own.root / shared
        (state.root / shared).mkdir(exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(state.root / shared)
    own.prepare()
    shutil.copytree(state.root / "secrets", own.root / "secrets", dirs_exist_ok=True)
    return own


def _environment(state: State) -> dict[str, str]:
    """Our environment without the settings of an installation that may be in it."""
    settings = {item.name for item in fields(Env)} - {"STATE_DIR"}
    ours = parts.environment(state)
    examples = {"HYPOTHESIS_STORAGE_DIRECTORY": str(state.root / "cache" / "hypothesis")}
    kept = {name: value for name, value in ours.items() if name not in settings}
    return kept | examples | {"ENV_FILE": os.devnull}


def _run(state: State, command: Sequence[str]) -> int:
    own = _environment(state) | {"DJANGO_SETTINGS_MODULE": "lms.settings"}
    # In a group of its own the supervisor alone would see Ctrl-C: it stays in ours.
    child = subprocess.Popen(command, cwd=BASE_DIR, env=own)
    # Whatever the command leaves behind comes to us, and is buried when it ends.
    while child.returncode is None:
        pid, status = os.waitpid(-1, 0)
        if pid == child.pid:
            child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode
