"""The practice system: what a step costs, and sixty clerks at once over a running site."""

import http.client
import json
import random
import statistics
import subprocess
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test import Client, override_settings
from django.urls import reverse

from bench.clerks import form_of, person, right_steps, seated, simulator
from bench.harness import Row, bench
from bench.platform import Platform, platform
from labs.simulators.actions.seating import leave
from labs.simulators.actions.steps import take_step
from labs.simulators.models import Sitting
from lms.accounts.models import User

CLERKS, ROUNDS = 60, 5
THINKING, STEPS = 5.0, 12  # seconds that somebody looks at a page; steps of each clerk
COUNTS = """
import json
from django.db.models import Count, Max
from labs.simulators.models import Run
runs = Run.objects.filter(activity__course__slug="do-mot-cua", sittings__closed_at=None)
said = runs.annotate(rows=Count("steps"), last=Max("steps__number")).values_list("rows", "last")
print(json.dumps({"rows": sum(rows for rows, _last in said),
                  "gaps": sum(rows != last for rows, last in said)}))
"""


@bench("simulator-step")
def step() -> list[Row]:
    """CPU milliseconds of a step: the action with its commit, and the whole request around it."""
    activity, learner = simulator(), person("bench-step")
    actions, requests = [], []
    for _ in range(ROUNDS):
        actions.append(_by_action(_fresh(activity, learner)))
        requests.append(_by_request(_fresh(activity, learner), learner))
    value = statistics.median(actions)
    notes: dict[str, float | int | str] = {
        "request_ms": round(statistics.median(requests), 2),
        "steps": len(right_steps(_fresh(activity, learner))),
    }
    return [Row(name="simulator-step", unit="CPU ms", value=value, aim="≤ 15", notes=notes)]


def _fresh(activity: Any, learner: User) -> Sitting:
    for held in Sitting.objects.filter(person=learner, closed_at=None):
        leave(sitting=held)
    return seated(activity, learner)


def _by_action(sitting: Sitting) -> float:
    """The mean over a whole trace, so that long replays count as they come."""
    steps = right_steps(sitting)
    began = time.process_time()
    for one in steps:
        take_step(sitting=sitting, kind=one.kind, data=one.data, key=str(uuid.uuid4()))
    return (time.process_time() - began) * 1000 / len(steps)


@override_settings(SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["testserver"])
def _by_request(sitting: Sitting, learner: User) -> float:
    client = Client()
    client.force_login(learner, "django.contrib.auth.backends.ModelBackend")
    to = reverse("simulators:step", args=[sitting.run.uuid])
    forms = [form_of(one, place) for place, one in enumerate(right_steps(sitting))]
    began = time.process_time()
    for form in forms:
        if client.post(to, form).status_code != 302:
            raise RuntimeError("A right step was refused.")
    return (time.process_time() - began) * 1000 / len(forms)


@dataclass(kw_only=True)
class Office:
    """What sixty clerks at once were answered, and how fast."""

    host: str
    clerks: list[dict[str, Any]]
    thinking: float = 0.0
    steps: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def work(self) -> float:
        """Every clerk takes every step and reads the page it leads to; the seconds for all."""
        start = threading.Barrier(len(self.clerks) + 1)
        threads = [threading.Thread(target=self._one, args=(one, start)) for one in self.clerks]
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        return time.perf_counter() - began

    def _one(self, clerk: dict[str, Any], start: threading.Barrier) -> None:
        cookies: dict[str, str] = clerk["cookies"]
        token = next(value for name, value in cookies.items() if "csrf" in name)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": token,
        }
        line = http.client.HTTPConnection(self.host, timeout=120)
        start.wait()
        for form in clerk["forms"]:
            time.sleep(self.thinking * random.uniform(0.5, 1.5))
            where = self._ask(line, "POST", clerk["to"], headers, urlencode(form, doseq=True))
            if where:
                self._ask(line, "GET", where.split("#")[0], headers, "")
        line.close()

    def _ask(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        headers: dict[str, str],
        body: str,
    ) -> str:
        began = time.perf_counter()
        try:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(repr(error))
            line.close()
            return ""
        (self.steps if method == "POST" else self.pages).append(time.perf_counter() - began)
        if answer.status != (302 if method == "POST" else 200):
            self.errors.append(f"{method} {answer.status} {raw[:200]!r}")
        return answer.headers.get("Location") or ""


@bench("simulator-crowd")
def crowd() -> list[Row]:
    """p95 of a step for sixty clerks: as people work, then without a pause; nothing is lost."""
    with platform("simulator") as running:
        made = running.python("-m", "bench.clerks", str(CLERKS), stdout=subprocess.PIPE)
        said, _ = made.communicate(timeout=300)
        clerks = json.loads(said.strip().splitlines()[-1])
        host = urlsplit(running.address).netloc
        calm = Office(host=host, clerks=_part(clerks, slice(STEPS)), thinking=THINKING)
        rush = Office(host=host, clerks=_part(clerks, slice(STEPS, None)))
        seconds = calm.work(), rush.work()
        held = _held(running)
    lost = len(calm.steps) + len(rush.steps) - held["rows"]
    facts: dict[str, float | int | str] = {"lost": lost, "gaps": held["gaps"]}
    return [
        _row("simulator-crowd", calm, seconds[0], facts),
        _row("simulator-rush", rush, seconds[1], facts),
    ]


def _part(clerks: list[dict[str, Any]], which: slice) -> list[dict[str, Any]]:
    return [one | {"forms": one["forms"][which]} for one in clerks]


def _row(name: str, office: Office, seconds: float, facts: dict[str, float | int | str]) -> Row:
    notes: dict[str, float | int | str] = {
        "page_p95": round(_p95(office.pages)),
        "step_p50": round(statistics.median(office.steps) * 1000),
        "per_s": round(len(office.steps) / seconds, 1),
        "steps": len(office.steps),
        "errors": len(office.errors),
        **facts,
    }
    if office.errors:
        notes["first_error"] = office.errors[0]
    aim = "0 errors, 0 lost"
    return Row(name=name, unit="ms p95", value=_p95(office.steps), aim=aim, notes=notes)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[18] * 1000


def _held(running: Platform) -> dict[str, int]:
    asked = running.python("manage.py", "shell", "-v0", "-c", COUNTS, stdout=subprocess.PIPE)
    said, _ = asked.communicate(timeout=60)
    return dict(json.loads(said.strip().splitlines()[-1]))
