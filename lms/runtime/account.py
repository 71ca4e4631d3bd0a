"""Who the platform runs as: started by root, it becomes an unprivileged account of its own.

PostgreSQL refuses root, and a sandbox started by root can be escaped. Everything that needs root
(the account, the system packages, the owner of the state folder) happens here, before anything
is installed or listens.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lms.env import BASE_DIR
from lms.runtime import groups
from lms.runtime.console import Refusal, say, step

ACCOUNT = "lms"
BOXING = ("up", "test", "bench", "manage")
HOME = Path("/var/lib/lms")
NOT_COPIED = ("var", ".git", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache")
COMPILED = ("lms", "courses", "labs", "certificates", "transfer")
READABLE = """
import os, sys
def refuse(error):
    raise error
base, skipped = sys.argv[1], sys.argv[2:]
for folder, folders, files in os.walk(base, onerror=refuse):
    folders[:] = [name for name in folders if name not in skipped]
    if not all(os.access(os.path.join(folder, name), os.R_OK) for name in files):
        sys.exit(1)
"""


def is_root() -> bool:
    """Whether the process may still do anything it likes."""
    return os.geteuid() == 0


def become_unprivileged(state: Path, packages: dict[str, str]) -> None:
    """Prepare what only root can, then start this very command again as the account.

    `packages` names Debian packages by the command (or module) whose absence calls for them.
    Does not return when started as root.
    """
    os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    account = _account()
    _install(packages)
    tree = _readable_tree(account)
    _compile(tree)
    state = _reachable_state(account, state, tree)
    arguments = [sys.executable, "-m", "lms.runtime", *sys.argv[1:]]
    environment = os.environ | {
        "HOME": account.pw_dir,
        "USER": account.pw_name,
        "LOGNAME": account.pw_name,
        "STATE_DIR": str(state),
        # The tree belongs to somebody else, which git would refuse to read.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }
    os.chdir(tree)
    if sys.argv[1] == "down":
        _remove_groups_afterwards(state.absolute())
    if sys.argv[1] in BOXING:
        groups.give(state.absolute(), account.pw_uid, account.pw_gid)
    os.initgroups(account.pw_name, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.execve(sys.executable, arguments, environment)


def _remove_groups_afterwards(state: Path) -> None:
    """Go on as a child, and wait for its end: only root may remove what root has made."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        groups.remove(state)
        sys.exit(os.waitstatus_to_exitcode(status))


def missing(packages: dict[str, str]) -> list[str]:
    """The Debian packages whose command or module this machine lacks."""
    return [package for name, package in packages.items() if not _present(name)]


def _present(name: str) -> bool:
    if name.startswith("import "):
        return importlib.util.find_spec(name.removeprefix("import ")) is not None
    return shutil.which(name) is not None


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--create-home", "--home-dir", str(HOME)]
        _as_root([*command, "--shell", "/usr/sbin/nologin", ACCOUNT])
        return pwd.getpwnam(ACCOUNT)


def _install(packages: dict[str, str]) -> None:
    wanted = missing(packages)
    if not wanted or shutil.which("apt-get") is None:
        return
    with step(f"System packages: {', '.join(wanted)}"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            command = ["apt-get", "-q", *words]
            done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"    apt-get: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")


def _as_root(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        raise Refusal(f"Started as root, but `{command[0]}` failed: {detail.strip()}") from error


def _can(account: pwd.struct_passwd, script: str, *arguments: str) -> bool:
    """Whether `script` succeeds in the account's hands."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
    except PermissionError as error:
        raise Refusal(
            f"The account {ACCOUNT} cannot run {sys.executable}: "
            "install Debian's python3 and start with PYTHON=/usr/bin/python3."
        ) from error
    return done.returncode == 0


def _readable_tree(account: pwd.struct_passwd) -> Path:
    """The project's folder, or a copy of it where the account may not read the original."""
    if _can(account, READABLE, str(BASE_DIR), *NOT_COPIED):
        return BASE_DIR
    copy = Path(account.pw_dir) / "tree"
    if not copy.exists():
        say(f"  · {BASE_DIR} is private to root: what runs is a copy in {copy}, renewed each time.")
    wanted = set(_files(BASE_DIR))
    for name in set(_files(copy)) - wanted:
        (copy / name).unlink()
    for name in wanted:
        _renew(BASE_DIR / name, copy / name)
    return copy


def _compile(tree: Path) -> None:
    """Write bytecode beside the sources, which the account itself may not: halves a start."""
    folders = [str(tree / name) for name in COMPILED]
    command = [sys.executable, "-m", "compileall", "-q", *folders]
    subprocess.run(command, capture_output=True, check=False)


def _files(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in NOT_COPIED]
        yield from (Path(folder, name).relative_to(top) for name in names)


def _renew(source: Path, copy: Path) -> None:
    """Copy what has changed and nothing else: a platform may be running from the copy."""
    before, now = copy.stat() if copy.exists() else None, source.stat()
    if before and (before.st_size, before.st_mtime) == (now.st_size, now.st_mtime):
        return
    for folder in reversed(copy.parents):
        if not folder.exists():
            folder.mkdir(mode=0o755)
            folder.chmod(0o755)
    shutil.copy2(source, copy)
    copy.chmod(0o755 if now.st_mode & 0o100 else 0o644)


def _reachable_state(account: pwd.struct_passwd, state: Path, tree: Path) -> Path:
    """The state folder, the account's own; under its home where the wished one is out of reach."""
    if not _can(account, "import os, sys; os.stat(sys.argv[1])", str(_existing(state))):
        state = Path(account.pw_dir) / "var"
    state.mkdir(parents=True, exist_ok=True)
    if state.stat().st_uid == 0:
        os.chown(state, account.pw_uid, account.pw_gid)
        state.chmod(0o750)
    if not _can(account, "import os, sys; sys.exit(not os.access(sys.argv[1], 7))", str(state)):
        raise Refusal(
            f"{state} belongs to another account: run `chown -R {ACCOUNT}: {state}`, "
            "or name another folder with STATE_DIR=…."
        )
    return state


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())
