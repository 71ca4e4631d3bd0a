"""`kill -9` of every process in the middle of writes: nothing acknowledged lost, nothing double.

Statements and awards go through `record()`, quiz answers over HTTP; all insist until acknowledged.
"""

import json
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.harness import Row, bench
from bench.platform import Platform, platform

STATEMENTS, AWARDS, LEARNERS = 4000, 300, 28
VICTIMS = ("web", "worker", "valkey", "postgres", "web", "worker", "postgres", "web")
SETTLE_LIMIT = 120.0
COUNTS = """
import json
from certificates.credentials.models import Artefact, Credential
from courses.activities.types.quiz.models import Answer, Attempt
from lms.outbox.models import Effect
from lms.records.models import StatementId, StatementRow
tries = Attempt.objects.filter(activity__course__slug="do-thu")
said = StatementRow.objects.filter(object_id__in=tries.values("activity__uuid"))
numbers = sorted(Credential.objects.values_list("number", flat=True))
print(json.dumps({
    "rows": StatementRow.objects.count(),
    "ids": [str(one) for one in StatementId.objects.values_list("id", flat=True)],
    "papers": Credential.objects.count(),
    "people": len(set(Credential.objects.values_list("cause", flat=True))),
    "gaps": len(numbers) and numbers[-1] - numbers[0] + 1 - len(set(numbers)),
    "files": Artefact.objects.filter(format="pdf").count(),
    "answers": [f"{one}:{question}" for one, question in Answer.objects.filter(
        attempt__in=tries, response="ha noi").values_list("attempt__uuid", "question")],
    "handed_in": [str(one) for one in tries.filter(
        submitted_at__isnull=False, passed=True).values_list("uuid", flat=True)],
    "attempts": tries.count(),
    "learners": tries.values("learner").distinct().count(),
    "marked": said.filter(verb="answered").count(),
    "scores": said.filter(verb="scored").count(),
    "open": Effect.objects.waiting().count() + Effect.objects.dead().count(),
}))
"""


@bench("crash-matrix")
def crash_matrix() -> list[Row]:
    """Statements and awards under `kill -9` of web, worker, broker and PostgreSQL."""
    with platform("crash") as running:
        acknowledged = _write_under_fire(running)
        seconds, facts = _settle(running)
    kept = set(facts["ids"]) | set(facts["answers"]) | set(facts["handed_in"])
    lost = len(acknowledged - kept)
    doubled = (
        (facts["rows"] - len(facts["ids"]))
        + (facts["papers"] - facts["people"])
        + (facts["attempts"] - facts["learners"])
        + (facts["scores"] - len(facts["handed_in"]))
        + (facts["marked"] - len(facts["answers"]))
    )
    notes: dict[str, float | int | str] = {
        "kills": len(running.killed),
        "acknowledged": len(acknowledged),
        "answers": len(facts["answers"]),
        "handed_in": len(facts["handed_in"]),
        "papers": facts["papers"],
        "lost": lost,
        "doubled": doubled,
        "gaps": facts["gaps"],
        "effects_left": facts["open"],
        "files": facts["files"],
    }
    aim = "0 lost, 0 double, < 10 s"
    name = "crash-matrix"
    return [Row(name=name, unit="s to the last paper", value=seconds, aim=aim, notes=notes)]


def _write_under_fire(running: Platform) -> set[str]:
    """Both drivers at work while one process after the other is killed."""
    statements, awards, answers = (
        running.state / f"{name}.acknowledged" for name in ("statements", "awards", "answers")
    )
    drivers = [_driver(running, answers, "bench.learners", running.address, str(LEARNERS))]
    _until(partial(_has_lines, answers, 1))
    drivers += [
        _driver(running, statements, "bench.driver", "statements", str(STATEMENTS)),
        _driver(running, awards, "bench.driver", "awards", str(AWARDS)),
    ]
    for number, victim in enumerate(VICTIMS, start=1):
        # Each kill falls into the middle of the awards, however fast the machine is.
        _until(partial(_has_lines, awards, AWARDS * number // (len(VICTIMS) + 2)))
        running.kill(victim)
    for driver in drivers:
        if driver.wait(SETTLE_LIMIT):
            raise RuntimeError("A driver gave up.")
    told = (statements, awards, answers)
    return {line for path in told for line in path.read_text(encoding="utf-8").split()}


def _until(reached: Callable[[], bool]) -> None:
    limit = time.monotonic() + SETTLE_LIMIT
    while not reached():
        if time.monotonic() > limit:
            raise RuntimeError("The drivers do not get on.")
        time.sleep(0.05)


def _has_lines(path: Path, count: int) -> bool:
    return path.read_text(encoding="utf-8").count("\n") >= count


def _driver(running: Platform, path: Path, *words: str) -> "subprocess.Popen[str]":
    with path.open("w", encoding="utf-8") as out:
        return running.python("-m", *words, stdout=out)


def _settle(running: Platform) -> tuple[float, dict[str, Any]]:
    """Wait until no effect is due; returns the seconds since everything was back."""
    while not (running.is_ready() and running.pid("worker")):
        time.sleep(0.1)
    start = time.monotonic()
    while True:
        facts = _facts(running)
        seconds = time.monotonic() - start
        if not facts["open"] or seconds > SETTLE_LIMIT:
            return seconds, facts
        time.sleep(0.2)


def _facts(running: Platform) -> dict[str, Any]:
    asked = running.python("manage.py", "shell", "-v0", "-c", COUNTS, stdout=subprocess.PIPE)
    answer, _ = asked.communicate(timeout=60)
    return dict(json.loads(answer.strip().splitlines()[-1]))
