"""The Python environments: one each for site, development, hub and lab, from hash-pinned lists."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lms.env import BASE_DIR, Env, load
from lms.runtime.console import Refusal, step
from lms.runtime.state import State, digest_of

REQUIREMENTS = BASE_DIR / "requirements"
EXTRAS = frozenset(("xblocks",))


def run_logged(state: State, command: Sequence[object], **variables: str) -> None:
    """Run one command of the set-up with its output in the set-up log; refuse when it fails."""
    words = [str(word) for word in command]
    log = state.logs / "setup.log"
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(words)}\n".encode())
        out.flush()
        done = subprocess.run(
            words,
            cwd=BASE_DIR,
            env=clean_environment(state) | variables,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            check=False,
        )
    if done.returncode:
        raise Refusal(_explain(log, words))


def _explain(log: Path, words: Sequence[str]) -> str:
    tail = log.read_text(errors="replace").splitlines()[-15:]
    text = "\n    ".join(tail)
    if any("No space left" in line for line in tail):
        return f"The disk is full: make room and start again.\n    {text}"
    command = " ".join(Path(word).name for word in words[:3])
    return f"`{command} …` failed; the whole output is in {log}:\n    {text}"


def clean_environment(state: State) -> dict[str, str]:
    """Our own environment, without what another Python project may have left in it."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"STATE_DIR": str(state.root), "PYTHONUNBUFFERED": "1"}


def ensure_environment(state: State, name: str) -> None:
    """Install environment `name` unless it already holds exactly what its list says."""
    list_ = list_of(name, load())
    digest = digest_of([list_], sys.executable, str(state.root))
    if state.done(f"env-{name}", digest) and state.python(name).exists():
        return
    with step(f"Python environment: {name}"):
        uv = _uv(state)
        if not state.python(name).exists():
            folder = state.root / "env" / name
            run_logged(state, [uv, "venv", "-q", "--clear", "--python", sys.executable, folder])
        sync = [uv, "pip", "sync", "-q", "--require-hashes", "--compile-bytecode"]
        run_logged(
            state,
            [*sync, "--python", state.python(name), list_],
            UV_PYTHON_DOWNLOADS="never",
            UV_NO_CONFIG="1",
        )
    state.mark(f"env-{name}", digest)


def list_of(name: str, env: Env) -> Path:
    """The list of an environment; that of the site grows by the optional parts asked for."""
    wanted = sorted(one.strip() for one in env.EXTRAS.split(",") if one.strip())
    unknown = sorted(set(wanted) - EXTRAS)
    if unknown:
        raise Refusal(f"EXTRAS names what is not offered: {', '.join(unknown)}.")
    extended = "-".join([name, *wanted]) if name == "site" else name
    return REQUIREMENTS / f"{extended}.txt"


def ensure_in_boot(state: State, name: str) -> Path:
    """Install list `name` beside the installer; return the folder of its packages."""
    boot = state.root / "env" / "boot"
    list_ = REQUIREMENTS / f"{name}.txt"
    digest = digest_of([list_], sys.executable, str(state.root))
    target = boot / name
    if not state.done(f"env-{name}", digest) or not target.exists():
        pip = _pip(state, boot)
        command = [*pip, "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        run_logged(state, [*command, "--upgrade", "--target", target, "-r", list_])
        state.mark(f"env-{name}", digest)
    return target


def _uv(state: State) -> Path:
    return ensure_in_boot(state, "boot") / "bin" / "uv"


def _pip(state: State, boot: Path) -> list[str | Path]:
    """The installer that the machine has: a pip of our own, or Debian's."""
    if importlib.util.find_spec("ensurepip"):
        if not (boot / "bin" / "pip").exists():
            run_logged(state, [sys.executable, "-m", "venv", "--clear", boot])
        return [boot / "bin" / "python", "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    raise Refusal("Python has no pip here: install it with `apt-get install python3-venv`.")
