"""The state folder: everything an installation knows lies under it, by these names."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms.env import BASE_DIR
from lms.runtime.console import Refusal
from lms.runtime.urls_of_services import run_dir

NEEDED_FREE = 300 * 1024**2
FOLDERS = ("logs", "stamps", "env", "media", "secrets")


@dataclass(frozen=True)
class State:
    """Paths under the state folder."""

    root: Path

    @property
    def run(self) -> Path:
        """Sockets, the lock and what is running: gone when nothing runs."""
        return run_dir(self.root)

    @property
    def logs(self) -> Path:
        """One file a process, and one for the setting up."""
        return self.root / "logs"

    def python(self, environment: str) -> Path:
        """The interpreter of one environment: boot, site, dev, hub or lab."""
        return self.root / "env" / environment / "bin" / "python"

    def prepare(self) -> None:
        """Make the folders, private to the account that runs the platform."""
        try:
            for name in FOLDERS:
                (self.root / name).mkdir(parents=True, exist_ok=True)
            self.run.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.root / "secrets").chmod(0o700)
            self.run.chmod(0o700)
        except PermissionError as error:
            raise Refusal(
                f"{error.filename} belongs to somebody else: give it to this account "
                "(chown -R), or name another folder with STATE_DIR=…."
            ) from error
        self._refuse_full_disk()

    def _refuse_full_disk(self) -> None:
        free = shutil.disk_usage(self.root).free
        if free < NEEDED_FREE:
            raise Refusal(
                f"The disk of {self.root} has {free // 1024**2} MB left: free at least "
                f"{NEEDED_FREE // 1024**2} MB and start again; nothing saved is lost."
            )

    def done(self, name: str, digest: str) -> bool:
        """Whether step `name` was finished for exactly these inputs."""
        path = self._stamp(name)
        return path.is_file() and path.read_text() == digest

    def mark(self, name: str, digest: str) -> None:
        """Remember that step `name` is finished for these inputs."""
        self._stamp(name).parent.mkdir(parents=True, exist_ok=True)
        self._stamp(name).write_text(digest)

    def _stamp(self, name: str) -> Path:
        return self.root / "stamps" / name

    def running(self) -> dict[str, Any]:
        """The pids and names of what runs, as the supervisor last wrote them."""
        path = self.run / "status.json"
        return dict(json.loads(path.read_text())) if path.is_file() else {}


def digest_of(paths: Iterable[Path], *words: str) -> str:
    """A hash of the words and of the files' names and contents."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
