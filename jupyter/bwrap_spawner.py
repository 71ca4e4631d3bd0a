"""Each learner's JupyterLab in bubblewrap: no network, no other process, no other home.

The server listens on a unix socket that is opened out here and handed in as a descriptor, so the
folder of the sockets is not in the box and no learner can answer in another's place. The hub is
the only thing it can reach, by the one socket shown to it.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import descriptors
from groups import Group
from jupyterhub.spawner import Spawner
from traitlets import Integer, Unicode
from watch import Watch

HERE = Path(__file__).resolve().parent
SITE_CUSTOM = "/lab"
HUB_SOCKET = "/run/hub.sock"
SPARE_DISK = 500 << 20
MAX_LOG = 1 << 20


class SandboxMissing(Exception):
    """The machine cannot box a learner's server."""

    @property
    def jupyterhub_message(self) -> str:
        """What the hub's page shows."""
        return str(self)


class BwrapSpawner(Spawner):  # type: ignore[misc]  # the hub has no types
    """Starts `jupyterhub-singleuser` inside bubblewrap, as the hub's own unprivileged account."""

    homes = Unicode(help="Folder that holds every learner's home.").tag(config=True)
    run_folder = Unicode(help="Short, private folder for sockets, in small letters.").tag(
        config=True
    )
    hub_socket = Unicode(help="Unix socket on which the hub listens.").tag(config=True)
    lab_environment = Unicode(help="Python environment of the labs.").tag(config=True)
    seccomp_filter = Unicode(help="BPF program made by the site.").tag(config=True)
    site_url = Unicode(help="Address of the site, for the hand-in button.").tag(config=True)
    address_space = Integer(4 << 30, help="Of each process, in bytes.").tag(config=True)
    memory = Integer(2 << 30, help="Memory of a whole room, in bytes.").tag(config=True)
    disk = Integer(1 << 30, help="What a home may hold, in bytes.").tag(config=True)
    processes = Integer(400, help="Processes and threads of a server.").tag(config=True)
    file_size = Integer(256 << 20, help="Largest file, in bytes.").tag(config=True)

    idle = Integer(3600, help="Seconds without activity until a room is closed.").tag(config=True)
    idle_warning = Integer(300, help="Seconds of warning before that.").tag(config=True)
    watched_every = Integer(10, help="Seconds between two measurements.").tag(config=True)

    process: subprocess.Popen[bytes] | None = None
    group: Group | None = None
    watch: Watch | None = None
    watching: asyncio.Task[None] | None = None
    leaving: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Start the server; its address is the socket opened here."""
        self.require()
        self.watch = None
        home = self.home()
        path = Path(self.run_folder) / f"s{self.user.id}.sock"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(str(path))
            listening.listen(128)
            self.group = Group(Path(self.homes).parent / "groups.json")
            self.process = self._launch(home, listening.fileno(), self.group)
            self.group.started(self.process.pid)
        await self._wait_until_it_answers(str(path))
        self.watch = Watch(
            home,
            self.process,
            self.group,
            memory=self.memory,
            disk=self.disk,
            every=self.watched_every,
        )
        self.watching = asyncio.create_task(self._watch(self.watch))
        url = f"http+unix://{quote(str(path), safe='')}"
        self.server.connect_url = url
        return "http://127.0.0.1:1"

    async def _wait_until_it_answers(self, path: str) -> None:
        """Return with the server's first answer; raise at once when it ends before."""
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(f"GET {self.server.base_url}api HTTP/1.0\r\n\r\n".encode())
        first = asyncio.ensure_future(reader.read(1))
        try:
            while not first.done():
                await asyncio.wait([first], timeout=0.2)
                if self.process is None or self.process.poll() is not None:
                    raise SandboxMissing("Phòng thực hành dừng ngay khi khởi động.")
        finally:
            first.cancel()
            writer.close()

    def _launch(self, home: Path, listening: int, group: Group) -> subprocess.Popen[bytes]:
        arguments = descriptors.memory_file("\0".join(self.arguments(home)).encode())
        secrets = descriptors.pipe(json.dumps(self.secrets()).encode())
        with Path(self.seccomp_filter).open("rb") as program, self._log().open("ab") as log:
            filter_ = descriptors.memory_file(program.read())
            command = self.command(arguments, filter_, listening, secrets)
            try:
                return subprocess.Popen(
                    group.starting(command, memory=self.memory, processes=self.processes),
                    env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
                    pass_fds=(arguments, filter_, listening, secrets),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            finally:
                for descriptor in (arguments, filter_, secrets):
                    os.close(descriptor)

    def _log(self) -> Path:
        """Begun anew once it is large: the learner's own processes can write to it too."""
        folder = Path(self.homes).parent / "logs"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{self.user.name}.log"
        if path.is_file() and path.stat().st_size > MAX_LOG:
            path.unlink()
        return path

    def command(self, arguments: int, filter_: int, listening: int, secrets: int) -> list[str]:
        """The command line: nothing in it, or in what bubblewrap is told, is secret."""
        python = f"{self.lab_environment}/bin/python"
        return [
            *("nice", "-n", "5", "prlimit", f"--as={self.address_space}", "--core=0"),
            *(f"--fsize={self.file_size}", "--nofile=4096"),
            *("bwrap", "--args", str(arguments), "--seccomp", str(filter_)),
            # Inside the box, the kernel counts the box's own processes, not all of the account's.
            *("/usr/bin/prlimit", f"--nproc={self.processes}"),
            *(python, "-I", f"{SITE_CUSTOM}/lab_server.py", str(listening), str(secrets)),
        ]

    def arguments(self, home: Path) -> list[str]:
        """Bubblewrap's options: namespaces, what is shown, and the environment."""
        shown = [*_pairs("--ro-bind", self._shown()), *_pairs("--bind", {str(home): "/home/lab"})]
        environment = self.environment_inside()
        variables = [one for name in environment for one in ("--setenv", name, environment[name])]
        return [*_NAMESPACES, *_SYSTEM, *shown, *_LAST, "--clearenv", *variables]

    def secrets(self) -> dict[str, str]:
        """What the server alone is told: its own token, and the hub by its socket."""
        own = {
            name: value for name, value in self.get_env().items() if name.startswith("JUPYTERHUB")
        }
        api = f"http+unix://{quote(HUB_SOCKET, safe='')}/hub/api"
        return own | {
            "JUPYTERHUB_API_URL": api,
            "JUPYTERHUB_ACTIVITY_URL": f"{api}/users/{self.user.name}/activity",
            "JUPYTERHUB_ACTIVITY_INTERVAL": str(max(2, min(60, self.idle // 4))),
            "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:8888{self.server.base_url}",
            "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
            "JUPYTERHUB_SINGLEUSER_EXTENSION": "1",
            "JUPYTERHUB_DEFAULT_URL": "/lab",
            "JUPYTERHUB_ROOT_DIR": "/home/lab",
        }

    def environment_inside(self) -> dict[str, str]:
        """What everything in the box may know."""
        terminal = self.user_options.get("terminal") is True
        return {
            "JUPYTER_PREFER_ENV_PATH": "1",
            "LMS_SITE_URL": self.site_url,
            "LMS_TERMINAL": str(int(terminal)),
            "LMS_IDLE": str(self.idle),
            "LMS_IDLE_WARNING": str(self.idle_warning),
            "LMS_MEMORY": str(self.memory),
            "LMS_DISK": str(self.disk),
            "LMS_NOTICE": self.notice,
            "HOME": "/home/lab",
            "PATH": f"{self.lab_environment}/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "LANGUAGE": "vi_VN",
            "TZ": "Asia/Ho_Chi_Minh",
            "SHELL": "/bin/sh",
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }

    def _shown(self) -> dict[str, str]:
        """Folders outside → where they are seen, read-only."""
        environment = Path(self.lab_environment)
        real = Path(os.path.realpath(environment / "bin" / "python")).parent.parent
        shown = {str(HERE): SITE_CUSTOM, self.hub_socket: HUB_SOCKET}
        for folder in {environment, real}:
            if not f"{folder}/".startswith("/usr/"):
                shown[str(folder)] = str(folder)
        return shown

    def home(self) -> Path:
        """The learner's home: named by the site's id, made once."""
        name = self.user.name
        if not name.isalnum():
            raise SandboxMissing(f"Tên tài khoản không hợp lệ: {name}")
        home = Path(self.homes) / name
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.is_symlink():
            raise SandboxMissing("Thư mục của học viên không hợp lệ.")
        return home

    def require(self) -> None:
        """Refuse to start anything that would not be boxed."""
        if os.geteuid() == 0:
            raise SandboxMissing("Phòng thực hành không chạy bằng quyền root.")
        for program in ("bwrap", "prlimit"):
            if shutil.which(program) is None:
                raise SandboxMissing(f"Máy chủ thiếu chương trình {program} (gói bubblewrap).")
        if not Path(self.seccomp_filter).is_file():
            raise SandboxMissing("Máy chủ thiếu bộ lọc lời gọi hệ thống của phòng thực hành.")

        if shutil.disk_usage(Path(self.homes).parent).free < SPARE_DISK:
            raise SandboxMissing("Máy chủ gần hết chỗ lưu, xin báo cho Trung tâm.")

    @property
    def notice(self) -> str:
        """Why the room was closed last time, when the learner has not been told yet."""
        path = self._notice()
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def _notice(self) -> Path:
        return Path(self.homes).parent / "notices" / self.user.name

    async def _watch(self, watch: Watch) -> None:
        """Close a room that takes more than it may, and keep the reason for the learner."""
        self._notice().unlink(missing_ok=True)
        words = await watch.too_much()
        if not words:
            await watch.group.remove()
            return
        self._notice().parent.mkdir(mode=0o700, exist_ok=True)
        self._notice().write_text(words, encoding="utf-8")
        await self.stop()
        await self.poll_and_notify()

    def get_state(self) -> dict[str, Any]:
        """What the hub tells the site of a room besides: its memory as measured last."""
        return super().get_state() | {"memory": self.watch and self.watch.measured}

    async def poll(self) -> int | None:
        """None while the server runs, else how it ended."""
        return 0 if self.process is None else self.process.poll()

    async def stop(self, now: bool = False) -> None:
        """Ask the server to end; after the time allowed, end its whole box."""
        if self.process is None:
            return
        for number, seconds in ((signal.SIGTERM, 0 if now else 3), (signal.SIGKILL, 5)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            for _ in range(seconds * 10):
                if self.process.poll() is not None:
                    self.leaving = asyncio.create_task(self.group.remove())
                    return
                await asyncio.sleep(0.1)


def _pairs(option: str, folders: dict[str, str]) -> list[str]:
    return [part for outside, inside in folders.items() for part in (option, outside, inside)]


_NAMESPACES = [
    *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"),
    *("--unshare-cgroup-try", "--disable-userns", "--die-with-parent", "--new-session"),
    *("--cap-drop", "ALL", "--hostname", "lab"),
]
_SYSTEM = [
    *("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"),
    *("--symlink", "usr/lib64", "/lib64", "--dir", "/etc", "--dir", "/run"),
    *("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev"),
    *("--size", "67108864", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),  # noqa: S108  # inside
    *("--size", "268435456", "--tmpfs", "/tmp"),  # noqa: S108  # inside the box
]
_LAST = ["--chdir", "/home/lab", "--remount-ro", "/"]
