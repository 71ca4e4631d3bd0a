"""The box: one command in bubblewrap with nothing of this machine in it.

No network, no other process, no home, no secret; limits on memory, CPU, processes and files.
bubblewrap started by root can be escaped from, so root is refused: a service started as root
names an unprivileged account (`LAB_RUN_AS`) and everything boxed runs under that one.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from labs.grading import seccomp
from labs.grading.errors import SandboxMissing
from labs.grading.groups import Boxed

INSIDE = Path(__file__).parent / "inside"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What boxed code may use up: `memory` is each process's and, in a group, that of all."""

    seconds: int = 60
    cpu_seconds: int = 30
    memory: int = 3 << 30
    processes: int = 512
    file_size: int = 64 << 20
    work_size: int = 256 << 20


@dataclass(frozen=True, kw_only=True)
class Box:
    """How to start boxed commands on this machine."""

    python: Path
    run_as: str = ""
    limits: Limits = field(default_factory=Limits)

    def start(
        self,
        arguments: Sequence[str],
        *,
        given: Mapping[str, Path],
        descriptors: Sequence[int] = (),
        stdin: int | IO[Any] = subprocess.DEVNULL,
        stdout: int | IO[Any] = subprocess.DEVNULL,
        stderr: int | IO[Any] = subprocess.DEVNULL,
    ) -> Boxed:
        """Start Python in a new box; `given` maps paths in the box to folders shown read-only."""
        self.require()
        filter_ = seccomp.filter_file()
        try:
            return Boxed(
                self.command(arguments, given=given, filter_=filter_),
                memory=self.limits.memory,
                processes=self.limits.processes,
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
                pass_fds=(*descriptors, filter_),
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        finally:
            os.close(filter_)

    def command(
        self, arguments: Sequence[str], *, given: Mapping[str, Path], filter_: int
    ) -> list[str]:
        """The whole command line."""
        shown = dict(self._runtime()) | {name: str(path) for name, path in given.items()}
        binds = [part for name, path in shown.items() for part in ("--ro-bind", path, name)]
        return [
            *self._account(),
            *self._limits(),
            *_NAMESPACES,
            "--seccomp",
            str(filter_),
            *_SYSTEM,
            *self._room(),
            *binds,
            *("--chdir", "/work", "--remount-ro", "/"),
            *_ENVIRONMENT,
            # Inside the box, the kernel counts the box's own processes, not all of the account's.
            *("/usr/bin/prlimit", f"--nproc={self.limits.processes}"),
            str(self.python),
            *arguments,
        ]

    def require(self) -> None:
        """Raise `SandboxMissing` saying what is wrong when nothing can be boxed here."""
        for program in ("bwrap", "prlimit", "timeout"):
            if shutil.which(program) is None:
                raise SandboxMissing(_missing(program))
        if not self.python.exists():
            raise SandboxMissing(
                _("The Python of the labs is missing: %(path)s.") % {"path": self.python}
            )
        if os.geteuid() == 0:
            self._account()

    def _account(self) -> list[str]:
        """Leave root for an account without rights; refuse where none is named."""
        if os.geteuid() != 0:
            return []
        try:
            entry = pwd.getpwnam(self.run_as)
        except KeyError:
            entry = None
        if entry is None or entry.pw_uid == 0:
            raise SandboxMissing(
                _(
                    "A learner's code is never run as root: start the site as another account, or"
                    " name one in LAB_RUN_AS."
                )
            )
        account = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
        return ["setpriv", *account, "--inh-caps=-all", "--no-new-privs", "--"]

    def _limits(self) -> list[str]:
        one = self.limits
        return [
            *("timeout", "-k", "5", str(one.seconds)),
            *("prlimit", f"--as={one.memory}", f"--cpu={one.cpu_seconds}", "--core=0"),
            *(f"--fsize={one.file_size}", "--nofile=1024"),
        ]

    def _room(self) -> list[str]:
        size = str(self.limits.work_size)
        return [
            *("--size", size, "--tmpfs", "/tmp"),  # noqa: S108  # inside the box
            *("--size", size, "--tmpfs", "/work"),
            *("--size", "67108864", "--tmpfs", "/home/lab"),
        ]

    def _runtime(self) -> list[tuple[str, str]]:
        """The folders of the labs' Python that do not lie under /usr."""
        environment = self.python.parent.parent
        real = Path(os.path.realpath(self.python)).parent.parent
        folders = {str(environment), str(real)}
        return [(one, one) for one in sorted(folders) if not f"{one}/".startswith("/usr/")]


_NAMESPACES = [
    *("bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net"),
    *("--unshare-uts", "--unshare-cgroup-try", "--disable-userns", "--die-with-parent"),
    *("--new-session", "--cap-drop", "ALL", "--hostname", "lab"),
]
_SYSTEM = [
    *("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"),
    *("--symlink", "usr/lib64", "/lib64", "--dir", "/etc"),
    *("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev"),
    # A folder of devices is memory without an end otherwise.
    *("--size", "67108864", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),  # noqa: S108  # inside
]
_VARIABLES = {
    "HOME": "/home/lab",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "Asia/Ho_Chi_Minh",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": "/inside",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}
_ENVIRONMENT = [
    "--clearenv",
    *(part for name, value in _VARIABLES.items() for part in ("--setenv", name, value)),
]


def _missing(program: str) -> str:
    package = {"bwrap": "bubblewrap", "prlimit": "util-linux", "timeout": "coreutils"}[program]
    return _("%(program)s is missing: install the package %(package)s.") % {
        "program": program,
        "package": package,
    }


def this_machine() -> Box:
    """The box as the settings of this installation describe it."""
    return Box(python=Path(settings.LAB_PYTHON), run_as=settings.LAB_RUN_AS)
