"""Spreadsheets and documents read in the box: whether a file may come in, and what it is worth.

Everything that opens a learner's file runs there, with no network and little time and memory; the
site sends a job and gets codes back.
"""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labs.assignments.models import Attempt, LabKind, LabVersion
from labs.files.definition import Definition, definition_of, figures
from labs.files.drawing import for_checks, seed_for
from labs.files.errors import REASONS, FileRefused
from labs.files.words import sentence
from labs.grading.box import Box, Limits, this_machine
from labs.grading.errors import GradingFault
from labs.grading.kinds import Grader, register
from labs.grading.report import Mark, Report
from lms.kit.text import storable

CHECKER = Path(__file__).parent / "checker"
MAX_ANSWER = 4 << 20
LIMITS = Limits(
    seconds=25,
    cpu_seconds=20,
    memory=1536 << 20,
    processes=16,
    file_size=8 << 20,
    work_size=16 << 20,
)
_KILLED = (124, 137, -9, 152, 128 + 9)


def require_fit(content: bytes, *, kind: str, box: Box | None = None) -> None:
    """Raise `FileRefused` with its reason unless the file may come in."""
    answer = _ask({"kind": kind}, content, b"", box=box)
    if answer.get("fit"):
        return
    reason = str(answer.get("refused") or "heavy")
    raise FileRefused(reason if reason in REASONS else "damaged")


def work_out(content: bytes, *, box: Box | None = None) -> dict[str, Any]:
    """The `values` of formulas as grading sees them, or what `ended` it, or why it is `refused`."""
    return _ask({"kind": "spreadsheet", "values": True}, content, b"", box=box)


def look_into(content: bytes, *, kind: str, box: Box | None = None) -> dict[str, Any]:
    """What the file `held`, for a person to read, or what `ended` it, or why it is `refused`."""
    return _ask({"kind": kind, "look": True}, content, b"", box=box)


def grade_file(attempt: Attempt, version: LabVersion) -> Report:
    """Grade an attempt with the checks of a version and the learner's own draw."""
    seed = seed_for(
        activity=attempt.activity.uuid,
        learner=attempt.learner.uuid,
        version=attempt.version.uuid,
    )
    return grade_content(definition_of(version), bytes(attempt.content), seed=seed)


def grade_content(
    definition: Definition,
    content: bytes,
    *,
    seed: str,
    box: Box | None = None,
    inputs: Sequence[Mapping[str, Any]] | None = None,
) -> Report:
    """Grade a file; `inputs` stands in for what the seed draws."""
    started = time.monotonic()
    job = {
        "kind": definition.kind,
        "checks": list(definition.checks),
        "inputs": list(inputs) if inputs is not None else for_checks(definition, seed),
        "layout": figures(),
    }
    answer = _ask(job, content, definition.start, box=box)
    marks = tuple(_marks(definition, answer))
    return Report(marks=marks, seed=seed, seconds=time.monotonic() - started)


def _marks(definition: Definition, answer: Mapping[str, Any]) -> Iterator[Mark]:
    """A mark for each check; what ended the whole file ended each of them."""
    whole = _whole(answer)
    verdicts = answer.get("verdicts") or [whole] * len(definition.checks)
    for check, verdict in zip(definition.checks, verdicts, strict=True):
        points = float(check["points"])
        broken = verdict["state"] == "system"
        yield Mark(
            cell=str(check["id"]),
            title=str(check["sentence"]),
            state=verdict["state"],
            score=None if broken else round(points * verdict["share"], 2),
            max_score=points,
            reason=verdict["reason"],
            facts=_storable(verdict["facts"]),
        )


def _storable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts quote the file."""
    return {key: storable(one) if isinstance(one, str) else one for key, one in facts.items()}


def _whole(answer: Mapping[str, Any]) -> dict[str, Any]:
    state = str(answer.get("ended") or "unreadable")
    reason = "too_much_work" if state in ("timeout", "memory") else "unreadable"
    return {"state": state, "share": 0.0, "reason": reason, "facts": {}}


def _ask(
    job: Mapping[str, Any], content: bytes, start: bytes, *, box: Box | None
) -> dict[str, Any]:
    """One run of the checker: its answer, or what ended it."""
    with _laid_out(job, content, start) as folder:
        process = replace(box or this_machine(), limits=LIMITS).start(
            ["-m", "labs.files.checker"],
            given={"/inside/labs/files/checker": CHECKER, "/given": folder},
            stdout=subprocess.PIPE,
        )
        with process:
            said = process.stdout.read(MAX_ANSWER) if process.stdout else b""
            process.kill()
        return _answer(said, process.returncode, ran_out=process.ran_out)


def _answer(said: bytes, code: int, *, ran_out: bool) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(said)
    except ValueError as error:
        if ran_out:
            return {"ended": "memory"}
        if code in _KILLED:
            return {"ended": "timeout"}
        raise GradingFault(f"the checker ended with {code}") from error
    if found.get("failed"):
        raise GradingFault("the checker failed")
    return found


@contextmanager
def _laid_out(job: Mapping[str, Any], content: bytes, start: bytes) -> Iterator[Path]:
    """The job in a folder that the box's account may read."""
    with TemporaryDirectory(prefix="lab-office-") as name:
        folder = Path(name)
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        (folder / "file").write_bytes(content)
        (folder / "start").write_bytes(start)
        folder.chmod(0o755)
        yield folder


register(Grader(kind=LabKind.FILE, grade=grade_file, sentence=sentence))
