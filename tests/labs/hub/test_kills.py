"""`kill -9` of each process in the middle of a learner's work, on a platform of its own.

The hub, its proxy, the learner's server, the site and the worker are real processes; the learner
speaks HTTP to them as a browser does, and insists as a browser does.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client

from courses.activities.models import Activity
from labs.assignments.actions import folder_of
from labs.assignments.models import Attempt
from labs.grading.models import Marking, MarkingState
from labs.hub.errors import HubAway
from labs.hub.homes import Home
from labs.hub.sign_on import lab_user, register_hub
from lms.accounts.models import User
from lms.env import BASE_DIR
from lms.records.models import StatementRow
from lms.records.verbs import Verb
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import until
from tests.labs.running import RunningHub, free_port, running_hub

pytestmark = pytest.mark.django_db(transaction=True)
WORK = make.notebook(make.answer(make.SOLVED), make.check())


@dataclass(kw_only=True)
class Part:
    """A process of the site's: killed, and started again by whoever watches over it."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, 9)
            self.process.wait()


@dataclass(kw_only=True)
class Platform:
    """All parts together."""

    url: str
    hub: RunningHub
    site: Part
    worker: Part


@pytest.fixture
def platform(
    service_environment: dict[str, str], tmp_path: Path, run_as: str
) -> Iterator[Platform]:
    """Site, worker, hub and proxy, each a process of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        hub = stack.enter_context(running_hub(url, run_as))
        own = {
            "SITE_URL": url,
            "HUB_URL": hub.url,
            "HUB_API_TOKEN": settings.HUB_API_TOKEN,
            "HUB_CLIENT_SECRET": settings.HUB_CLIENT_SECRET,
            "OIDC_RSA_KEY": settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"],
            "LAB_RUN_AS": run_as,
            "LAB_ENV": str(Path(settings.LAB_PYTHON).parent.parent),
        }
        register_hub()
        web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        web += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "lms.wsgi:application"]
        worker = ["celery", "-A", "lms", "worker", "-B", "-P", "solo", "--schedule"]
        worker.append(str(tmp_path / "beat"))
        parts = [
            Part(
                command=[sys.executable, "-m", *words],
                environment=service_environment | own,
                log=tmp_path / f"{words[0]}.log",
            )
            for words in (web, worker)
        ]
        for part in parts:
            part.start()
            stack.callback(part.kill)
        yield Platform(url=url, hub=hub, site=parts[0], worker=parts[1])


class Learner:
    """A person's browser: signed in, sends again what was not answered."""

    def __init__(self, platform: Platform, person: User) -> None:
        client = Client()
        client.force_login(person)
        self.site, self.session = platform.url, requests.Session()
        self.session.cookies.set(
            settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value
        )
        self.session.cookies.set("lms_csrf", "a" * 32)
        self.session.headers["X-CSRFToken"] = "a" * 32

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """Once; raises where nobody answers."""
        return self.session.request(
            method, self.site + path, timeout=20, allow_redirects=False, **options
        )

    def insist(self, method: str, path: str, **options: Any) -> requests.Response:
        """Until the site has said that it is done."""

        def once() -> requests.Response | None:
            try:
                answer = self.send(method, path, **options)
            except requests.RequestException:
                return None
            return answer if answer.status_code < 400 else None

        found: requests.Response = until(once, 90)
        return found

    def enter(self, activity: Activity) -> None:
        """Open the lab, and wait until it is laid out."""
        self.insist("POST", f"/labs/{activity.uuid}/open/")
        until(lambda: "/user/" in self._room(activity), 90)

    def _room(self, activity: Activity) -> str:
        answer = self.insist("GET", f"/labs/{activity.uuid}/room/")
        if 'data-room="closed"' in answer.text or 'data-room="failed"' in answer.text:
            self.insist("POST", f"/labs/{activity.uuid}/open/")
        return answer.headers.get("Location", "")


def patiently(ask: Callable[[], Any]) -> Any:
    """What the hub answers once it does."""

    def once() -> Any:
        try:
            return ask()
        except HubAway:
            return None

    return until(once, 90)


def test_whatever_is_killed_no_saved_work_is_lost_and_no_hand_in_lost_or_doubled(
    platform: Platform,
) -> None:
    person = UserFactory()
    activity = make.lab_activity()
    enrolment(person, activity.course)
    learner, name = Learner(platform, person), lab_user(person)
    path = f"{folder_of(activity)}/bai.ipynb"
    learner.enter(activity)
    Home(name).put(path, WORK)

    os.kill(platform.hub.pid("lab_server.py"), 9)  # the learner's server
    learner.enter(activity)
    assert patiently(lambda: Home(name).fetch(path)) == WORK

    os.kill(platform.hub.pid("configurable-http-proxy"), 9)  # the hub starts another
    learner.enter(activity)
    assert patiently(lambda: Home(name).fetch(path)) == WORK

    platform.hub.kill()
    platform.hub.start()
    learner.enter(activity)
    assert patiently(lambda: Home(name).fetch(path)) == WORK

    for round_ in ("first", "second"):
        hand_in_under_fire(platform, learner, activity, key=round_)

    until(lambda: not Marking.objects.exclude(state=MarkingState.DONE).exists(), 120)
    attempts = Attempt.objects.order_by("number")
    assert [(one.number, bytes(one.content)) for one in attempts] == [(1, WORK), (2, WORK)]
    assert list(Marking.objects.values_list("score", flat=True)) == [2.0, 2.0]
    said = StatementRow.objects.filter(actor_id=person.pk, object_id=activity.uuid)
    verbs = sorted(said.values_list("verb", flat=True))
    assert verbs.count(Verb.SUBMITTED) == 2
    assert verbs.count(Verb.SCORED) == 2


def hand_in_under_fire(
    platform: Platform, learner: Learner, activity: Activity, *, key: str
) -> None:
    """Send the hand-in again and again while site and worker are killed under it."""
    address, data = f"/learn/activities/{activity.uuid}/hand-in/", {"key": key}
    for pause in (0.02, 0.15):
        with subprocess.Popen(
            [sys.executable, "-c", _SEND, platform.url + address, key],
            env=os.environ | {"COOKIE": learner.session.cookies.get("lms_session") or ""},
        ) as sending:
            time.sleep(pause)
            platform.site.kill()
            platform.worker.kill()
            sending.wait(timeout=30)
        platform.site.start()
        platform.worker.start()
    learner.insist("POST", address, data=data)
    learner.insist("POST", address, data=data)
    until(Marking.objects.exists, 30)
    platform.worker.kill()  # while it marks
    platform.worker.start()


_SEND = """
import os, sys, requests
try:
    requests.post(sys.argv[1], data={'key': sys.argv[2]}, timeout=20, allow_redirects=False,
        headers={'X-CSRFToken': 'a' * 32},
        cookies={'lms_session': os.environ['COOKIE'], 'lms_csrf': 'a' * 32})
except requests.RequestException:
    pass
"""
