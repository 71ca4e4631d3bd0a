"""What Lab is told about the learner's room: how long it stays open, how full it is, who ends it.

A room is idle when neither the learner nor their code does anything: Lab's own questions to the
server, which an open page asks for ever, do not count; a key, a click and running code do.
"""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import usage
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.ioloop import PeriodicCallback

MEASURED_EVERY = 60
BUSY_AT_MOST = timedelta(hours=3)
A_DAY = 86_400
MAX_REASON = 200
Told = dict[str, Any]


class Watch:
    """The room from inside; what it finds is to warn, the hub decides for itself."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.idle = int(os.environ.get("LMS_IDLE", "3600"))
        self.warn = int(os.environ.get("LMS_IDLE_WARNING", "300"))
        self.memory = int(os.environ.get("LMS_MEMORY", "0"))
        self.disk = int(os.environ.get("LMS_DISK", "0"))
        self.notice = os.environ.pop("LMS_NOTICE", "")
        self.closing: tuple[float, str] | None = None
        self._measured, self._at = 0, 0.0

    def told(self) -> Told:
        """Seconds left until the room is closed, and how full it is."""
        passed = datetime.now(UTC) - self.app.web_app.last_activity()
        return {
            "left": round(self.idle - passed.total_seconds()),
            "warn": self.warn,
            "memory": usage.memory(usage.everybody()),
            "memory_limit": self.memory,
            "disk": self._disk(),
            "disk_limit": self.disk,
            "notice": self.notice,
            "closing": self._closing(),
        }

    def hear(self, said: Any) -> None:
        """The site: the centre closes this room in so many seconds, and why; or does not."""
        closing = said["closing"]
        if closing is None:
            self.closing = None
            return
        left = min(max(float(closing["left"]), 0), A_DAY)
        self.closing = time.monotonic() + left, str(closing["reason"])[:MAX_REASON]

    def count_running_code(self) -> None:
        """Code that runs keeps the room open, though not for ever."""
        kernels = self.app.kernel_manager
        for kernel in kernels.list_kernels():
            since = kernels.get_kernel(kernel["id"]).last_activity
            if kernel["execution_state"] == "busy" and datetime.now(UTC) - since < BUSY_AT_MOST:
                self.app.web_app.settings["lms_last_activity"] = datetime.now(UTC)

    def _closing(self) -> Told | None:
        if self.closing is None:
            return None
        at, reason = self.closing
        return {"left": round(at - time.monotonic()), "reason": reason}

    def _disk(self) -> int | None:
        if time.monotonic() - self._at > MEASURED_EVERY or not self._at:
            self._measured, self._at = usage.disk(Path.home()), time.monotonic()
        return self._measured


class RoomHandler(APIHandler):  # type: ignore[misc]  # the server has no types
    """GET tells; POST says that somebody is there; PUT is how the site says that it closes.

    Its learner may put too: they deceive nobody but themselves, for the hub ends the room.
    """

    def initialize(self, watch: Watch) -> None:
        """Given by the route."""
        self.watch = watch

    @web.authenticated
    def get(self) -> None:
        """How the room stands."""
        self.finish(json.dumps(self.watch.told()))

    @web.authenticated
    def post(self) -> None:
        """A key was pressed or a button clicked."""
        self.settings["api_last_activity"] = datetime.now(UTC)
        self.watch.notice = ""
        self.finish(json.dumps(self.watch.told()))

    @web.authenticated
    def put(self) -> None:
        """What the centre does with the room."""
        try:
            self.watch.hear(json.loads(self.request.body))
        except (ValueError, KeyError, TypeError) as error:
            raise web.HTTPError(400) from error
        self.finish(json.dumps(self.watch.told()))


def watch(app: Any) -> None:
    """Add the room's address to a server, and count as activity only what is."""
    found = Watch(app)
    path = url_path_join(app.base_url, "lms/room")
    app.web_app.add_handlers(".*$", [(path, RoomHandler, {"watch": found})])
    APIHandler.update_api_activity = _count_nothing
    PeriodicCallback(found.count_running_code, 15_000).start()


def _count_nothing(_handler: APIHandler) -> None:
    """An open page asks, and saves, without anybody there: `RoomHandler.post` counts alone."""
