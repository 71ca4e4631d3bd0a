"""Start a learner's JupyterLab inside its box, on the socket that was handed in.

Runs under the labs' Python, knows nothing of the site but its address.
Usage: lab_server.py LISTENING_DESCRIPTOR
"""

import os
import socket
import sys
from pathlib import Path

from jupyter_server import serverapp
from jupyterhub.singleuser.extension import main as singleuser_main

HERE = Path(__file__).resolve().parent


def listen_on(descriptor: int) -> None:
    """Let the server accept on `descriptor` instead of opening a socket of its own."""

    def given(app: serverapp.ServerApp) -> None:
        one = socket.socket(fileno=descriptor)
        one.setblocking(False)  # noqa: FBT003  # its only argument
        app.http_server.add_socket(one)

    serverapp.ServerApp._bind_http_server = given


def options() -> list[str]:
    """What differs from JupyterLab as it comes."""
    site = os.environ.get("LMS_SITE_URL", "")
    return [
        "--ServerApp.terminals_enabled=False",
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
    listen_on(int(sys.argv[1]))
    os.environ.pop("JPY_PARENT_PID", None)
    sys.argv[1:] = options()
    singleuser_main()


if __name__ == "__main__":
    main()
