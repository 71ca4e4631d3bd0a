"""Backup and restore: the database, the files and the secrets, in one folder."""

import shutil
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from lms.env import Env, load
from lms.runtime import commands, postgres, setup
from lms.runtime.console import Refusal, say, step
from lms.runtime.environments import run_logged
from lms.runtime.state import State
from lms.runtime.supervisor import is_running
from lms.runtime.urls_of_services import embedded_database

DUMP, FILES = "database.dump", "files.tar"
FOLDERS = ("media", "secrets", "hub")


def backup(state: State, target: str) -> int:
    """Write a consistent copy, even while the platform runs."""
    setup.install(state, "site")
    env = load()
    folder = Path(target or state.root / "backups") / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    folder.mkdir(mode=0o700, parents=True)
    with commands.services(state), step(f"Backup into {folder}"):
        dump = [postgres.binaries(state) / "pg_dump", "-Fc", "-Z", "6", "-f", folder / DUMP]
        run_logged(state, [*dump, "-d", _address(state, env)])
        with tarfile.open(folder / FILES, "w") as archive:
            for name in FOLDERS:
                if (state.root / name).exists():
                    archive.add(state.root / name, name, filter=_kept)
        (folder / FILES).chmod(0o600)
    say(f"  The folder holds secrets and personal data: keep it as safe as {state.root}.")
    return 0


def restore(state: State, source: str) -> int:
    """Put a backup in the place of what is there; the old database is kept under another name."""
    folder = Path(source)
    if not source or not (folder / DUMP).is_file() or not (folder / FILES).is_file():
        raise Refusal(f"{source or 'No folder'} is no backup: name one with FROM=….")
    if is_running(state):
        raise Refusal("The platform runs: stop it with `make down` before restoring.")
    setup.install(state, "site")
    env = load()
    if env.DATABASE_URL:
        raise Refusal(
            "DATABASE_URL names a server of your own: restore there with pg_restore, "
            f"from {folder / DUMP}."
        )
    with commands.services(state, prepared=False), step(f"Restore from {folder}"):
        _restore_database(state, folder / DUMP)
        _restore_files(state, folder / FILES)
        # The backup may be older than the code: its tables are looked at anew.
        (state.root / "postgres" / "stamps" / "migrate").unlink(missing_ok=True)
    say("  ✓ Restored: `make up` starts it.")
    return 0


def _restore_database(state: State, dump: Path) -> None:
    bin_ = postgres.binaries(state)
    aside = f"lms_before_{datetime.now(UTC):%Y%m%d%H%M%S}"
    psql = [bin_ / "psql", "-X", "-q", "-d", embedded_database(state.root, "postgres")]
    psql += ["-v", "ON_ERROR_STOP=1", "-c"]
    if postgres.has_database(state, "lms"):
        run_logged(state, [*psql, f'ALTER DATABASE "lms" RENAME TO "{aside}"'])
    run_logged(state, [*psql, 'CREATE DATABASE "lms"'])
    target = ["-d", embedded_database(state.root)]
    run_logged(state, [bin_ / "pg_restore", "--exit-on-error", "--no-owner", *target, dump])


def _restore_files(state: State, archive: Path) -> None:
    """Unpack beside what is there, and change places only when all of it is unpacked."""
    draft = state.root / "restoring"
    shutil.rmtree(draft, ignore_errors=True)
    with tarfile.open(archive) as files:
        members = files.getmembers()
        if not all(_is_harmless(member) for member in members):
            raise Refusal(f"{archive} holds more than files and folders of its own: not restored.")
        files.extractall(draft, members)  # noqa: S202  # looked at one by one above
    for name in FOLDERS:
        if (draft / name).exists():
            shutil.rmtree(state.root / name, ignore_errors=True)
            (draft / name).rename(state.root / name)
    draft.rmdir()
    (state.root / "secrets").chmod(0o700)


def _is_harmless(member: tarfile.TarInfo) -> bool:
    path = Path(member.name)
    inside = not path.is_absolute() and ".." not in path.parts and path.parts[0] in FOLDERS
    return inside and (member.isfile() or member.isdir())


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Files and folders: a link in a learner's home may lead anywhere."""
    return member if member.isfile() or member.isdir() else None


def _address(state: State, env: Env) -> str:
    return env.DATABASE_URL or embedded_database(state.root)
