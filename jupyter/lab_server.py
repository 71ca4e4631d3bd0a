"""Start a learner's JupyterLab: inside its box on the socket handed in, or in a container.

Runs under the labs' Python, knows nothing of the site but its address. In a box, what is secret
comes by a pipe; everywhere, the server's memory is closed to the learner's own processes: no
kernel finds the server's token, neither in an environment nor in another process.
Usage: lab_server.py [LISTENING_DESCRIPTOR SECRETS_DESCRIPTOR]
"""

import ctypes
import json
import os
import socket
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import lean  # noqa: E402, F401  # before what it leaves out is asked for
import room  # noqa: E402  # found beside this file only now
import words  # noqa: E402  # as above
from jupyter_server import serverapp  # noqa: E402  # after the path to our own modules
from jupyterhub.singleuser.extension import main as singleuser_main  # noqa: E402  # as above

PR_SET_DUMPABLE = 4
HELD = "JUPYTERHUB_API_TOKEN"


def close_memory() -> None:
    """Forbid other processes of this account to read or trace this one."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def take_secrets(descriptor: int) -> None:
    """Read what the hub says to this server alone; the pipe is empty afterwards."""
    with os.fdopen(descriptor, "rb") as given:
        os.environ.update(json.load(given))


def prepare(descriptor: int | None) -> None:
    """Before the server listens: our own address is added, and its token leaves the environment.

    With a descriptor, the server accepts on that instead of opening a socket of its own.
    """
    as_it_comes = serverapp.ServerApp._bind_http_server

    def given(app: serverapp.ServerApp) -> None:
        room.watch(app)
        if app.identity_provider.hub_auth.api_token:  # held by the server from here on
            os.environ.pop(HELD, None)
        if descriptor is None:
            as_it_comes(app)
            return
        one = socket.socket(fileno=descriptor)
        one.setblocking(False)  # noqa: FBT003  # its only argument
        app.http_server.add_socket(one)

    serverapp.ServerApp._bind_http_server = given


def may_use_terminal() -> bool:
    """Whether a lab of the learner's allows it; shows, or hides, it in Lab."""
    allowed = os.environ.get("LMS_TERMINAL") == "1"
    folders = ["config"] if allowed else ["config", "no-terminal"]
    os.environ["JUPYTER_CONFIG_PATH"] = ":".join(str(HERE / "lab" / one) for one in folders)
    return allowed


def options() -> list[str]:
    """What differs from JupyterLab as it comes."""
    site = os.environ.get("LMS_SITE_URL", "")
    return [
        f"--ServerApp.terminals_enabled={may_use_terminal()}",
        "--ServerApp.shutdown_no_activity_timeout=0",
        "--ContentsManager.allow_hidden=False",
        "--FileContentsManager.always_delete_dir=True",
        "--LabApp.news_url=",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.extra_labextensions_path={HERE / 'labextensions'}",
        "--MappingKernelManager.cull_idle_timeout=0",
        "--MultiKernelManager.kernel_manager_class=jupyter_client.ioloop.AsyncIOLoopKernelManager",
        "--KernelManager.transport=ipc",
        f"--ServerApp.tornado_settings={{'page_config_data': {{'lmsSite': {site!r}}}}}",
        "--Application.log_level=30",
    ]


def main() -> None:
    """Serve until stopped."""
    close_memory()
    words.complete()
    listening = None
    if len(sys.argv) > 1:
        listening, secrets = map(int, sys.argv[1:3])
        take_secrets(secrets)
    prepare(listening)
    os.environ.pop("JPY_PARENT_PID", None)
    sys.argv[1:] = options()
    singleuser_main()


if __name__ == "__main__":
    main()
