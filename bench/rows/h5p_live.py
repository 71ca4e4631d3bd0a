"""H5P over a running site: many learners answering at once, and a browser opening a content."""

import contextlib
import http.client
import json
import statistics
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, sync_playwright

from bench.harness import Row, bench
from bench.platform import Platform, platform
from lms.env import BASE_DIR

LEARNERS = 200
ANSWERS = 5
RELOADS = 7
TREE = {
    "statement": {
        "object": {},
        "result": {"response": "0[,]1[,]2[,]3[,]4[,]5", "score": {"min": 0, "raw": 6, "max": 6}},
    },
    "children": [],
}
COUNTS = """
import json
from lms.records.models import StatementRow
rows = StatementRow.objects.filter(object_kind="activity", verb="scored")
rows = rows.filter(object_id="%s")
print(json.dumps({"rows": rows.count(), "ids": rows.values("id").distinct().count()}))
"""
STARTED = """
window.addEventListener('message', (event) => {
  if ((event.data || {}).kind !== 'ready') return;
  window.readyAt = performance.timeOrigin + performance.now();
});
"""


class Crowd:
    """Threads that each send one request after the other; what was answered, and how fast."""

    def __init__(self, address: str, sessions: list[dict[str, str]]) -> None:
        self._host = urlsplit(address).netloc
        self._sessions = sessions
        self.seconds: list[float] = []
        self.errors: list[str] = []
        self._start = threading.Barrier(len(sessions) + 1)

    def run(self, method: str, path: str, csrf: str, body: str, times: int) -> float:
        """Everybody at once; returns the seconds for all of it."""
        send = (method, path, csrf, body, times)
        threads = [threading.Thread(target=self._one, args=(one, *send)) for one in self._sessions]
        for thread in threads:
            thread.start()
        self._start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        return time.perf_counter() - began

    def _one(
        self, cookies: dict[str, str], method: str, path: str, csrf: str, body: str, times: int
    ) -> None:
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"Cookie": sent, "Content-Type": "application/json"}
        headers |= {"Accept": "application/json", "X-CSRFToken": cookies[csrf]}
        connection = http.client.HTTPConnection(self._host, timeout=60)
        self._start.wait()
        for _n in range(times):
            headers["Idempotency-Key"] = str(uuid.uuid4())
            began = time.perf_counter()
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                raw = answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
                connection.close()
                continue
            self.seconds.append(time.perf_counter() - began)
            if answer.status != 200:
                self.errors.append(f"{answer.status} {raw[:200]!r}")
        connection.close()

    @property
    def p95(self) -> float:
        """Milliseconds under which 95 of 100 requests stay."""
        return statistics.quantiles(self.seconds, n=20)[18] * 1000


@bench("h5p-answers")
def answers() -> list[Row]:
    """200 learners answering at once, beside as many asking only whether the site lives."""
    with platform("h5p") as running:
        stage = _stage(running, LEARNERS)
        floor = Crowd(running.address, stage["sessions"])
        floor.run("GET", "/healthz", stage["csrf"], "", ANSWERS)
        crowd = Crowd(running.address, stage["sessions"])
        body = json.dumps({"finished": True, "tree": TREE})
        path = f"/xblock/{stage['activity']}/answer/"
        seconds = crowd.run("POST", path, stage["csrf"], body, ANSWERS)
        held = _asked(running, "shell", "-v0", "-c", COUNTS % stage["activity"])
    acknowledged = len(crowd.seconds) - len(crowd.errors)
    notes: dict[str, float | int | str] = {
        "per_s": round(len(crowd.seconds) / seconds, 1),
        "answers": acknowledged,
        "errors": len(crowd.errors),
        "lost": acknowledged - held["rows"],
        "doubled": held["rows"] - held["ids"],
    }
    if crowd.errors:
        notes["first_error"] = crowd.errors[0]
    name, unit = "h5p-answers", "ms p95"
    aim = "0 errors, 0 lost"
    return [Row(name=name, unit=unit, value=crowd.p95, baseline=floor.p95, aim=aim, notes=notes)]


@bench("h5p-interactive")
def interactive() -> list[Row]:
    """A Multiple Choice (where one lies beside the project, else a content of ours) in Chromium."""
    found = _multiple_choice()
    with platform("h5p-page") as running, _browser(running) as context:
        stage = _stage(running, 1, *([str(found)] if found else []))
        cookies = stage["sessions"][0].items()
        context.add_cookies(
            [{"name": name, "value": value, "url": running.address} for name, value in cookies]
        )
        page = context.new_page()
        page.add_init_script(STARTED)
        weight = _first_visit(page, running.address + stage["lesson"])
        took = [_visit(page, running.address + stage["lesson"]) for _n in range(RELOADS)]
    notes: dict[str, float | int | str] = {**weight, "content": found.stem if found else "own"}
    value, aim = statistics.median(took), "≤ 15 requests"
    return [Row(name="h5p-interactive", unit="ms, warm cache", value=value, aim=aim, notes=notes)]


def _first_visit(page: Page, address: str) -> dict[str, float]:
    """Requests and kilobytes of the player's frame when nothing of it is known yet."""
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    page.on("requestfinished", note)
    _visit(page, address)
    page.wait_for_load_state("networkidle")
    page.remove_listener("requestfinished", note)
    framed = [one for one in seen if one.frame != page.main_frame and one.url.startswith("http")]
    size = sum(one.sizes()["responseBodySize"] for one in framed)
    return {"requests": len(framed), "kB": round(size / 1024)}


def _visit(page: Page, address: str) -> float:
    """Milliseconds from the frame's navigation until its content says that it is ready."""
    page.goto(address)
    page.locator("h5p-player iframe").scroll_into_view_if_needed()
    limit = time.monotonic() + 30
    # `wait_for_function` evaluates text in the page, which the site's content policy refuses.
    while not (ready := page.evaluate("window.readyAt || 0")):
        if time.monotonic() > limit:
            raise RuntimeError("The content does not get ready.")
        page.wait_for_timeout(20)
    frame = next(one for one in page.frames if "/h5p/play/" in one.url)
    return float(ready) - float(frame.evaluate("performance.timeOrigin"))


@contextlib.contextmanager
def _browser(running: Platform) -> Iterator[BrowserContext]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_context(locale="vi-VN")
        browser.close()


def _multiple_choice() -> Path | None:
    places = (one / "shared" / "data" / "h5p" / "vietnamese" for one in BASE_DIR.parents)
    return next((one / "vi-multichoice.h5p" for one in places if one.is_dir()), None)


def _stage(running: Platform, *words: object) -> dict[str, Any]:
    made = running.python("-m", "bench.stage", *map(str, words), stdout=subprocess.PIPE)
    said, _ = made.communicate(timeout=300)
    return dict(json.loads(said.strip().splitlines()[-1]))


def _asked(running: Platform, *words: str) -> dict[str, Any]:
    made = running.python("manage.py", *words, stdout=subprocess.PIPE)
    said, _ = made.communicate(timeout=60)
    return dict(json.loads(said.strip().splitlines()[-1]))
