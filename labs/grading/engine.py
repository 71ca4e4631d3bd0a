"""Grade one submission against one master. Pure of the database: bytes in, a report out."""

import math
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labs.assignments.master import Master, check_source, has_hidden, title_of
from labs.assignments.notebook import Cell, NotANotebook, cells, load
from labs.grading.box import Box
from labs.grading.errors import ExaminerEnded, GradingFault, KernelDied, SubmissionBroken
from labs.grading.examiner import Examiner
from labs.grading.kernel import Executed, Kernel
from labs.grading.plan import Step, plan
from labs.grading.replies import raised
from labs.grading.report import Mark, Report
from lms.kit.text import storable

CELL_SECONDS = 20
CHECK_SECONDS = 30
OWN_SECONDS = 10  # that a check may take beside what it asks


def grade(
    master: Master,
    submission: bytes,
    *,
    box: Box,
    files: Path | None = None,
    kept: Path | None = None,
    seed: str = "",
    cell_seconds: float = CELL_SECONDS,
) -> Report:
    """Run the learner's answers in a box and the author's checks in another.

    `files` lie in both boxes; where there is a folder `kept`, it lies in the checks' instead.
    """
    started = time.monotonic()
    steps = _steps(master, submission)
    seed = seed or secrets.token_hex(8)
    with (
        Kernel(box, files=files) as kernel,
        _examiner(master, box, kept or files) as examiner,
    ):
        _wait_ready(kernel, examiner)
        run = _Run(kernel=kernel, examiner=examiner, seed=seed, cell_seconds=cell_seconds)
        run.end = time.monotonic() + box.limits.seconds - 5
        marks = tuple(mark for step in steps for mark in run.take(step))
    return Report(marks=marks, seed=seed, seconds=time.monotonic() - started)


def _examiner(master: Master, box: Box, files: Path | None) -> Examiner:
    return Examiner(box, authored=master.authored(), written=master.written(), files=files)


def _steps(master: Master, submission: bytes) -> list[Step]:
    try:
        return list(plan(master, list(cells(load(submission)))))
    except NotANotebook as error:
        raise SubmissionBroken from error


def _wait_ready(kernel: Kernel, examiner: Examiner) -> None:
    """Nothing of the learner's has run yet: whatever fails here is ours."""
    try:
        kernel.wait_ready()
    except (KernelDied, TimeoutError) as error:
        raise GradingFault("the kernel does not start") from error
    examiner.wait_ready()


@dataclass(kw_only=True)
class _Run:
    """One pass over the steps.

    `trouble` is what the learner's cells ran into, `dead` what their kernel died of, `met` what
    a check's questions ran into, `told` that one was answered, `faulty` why the examiner is not
    asked any more.
    """

    kernel: Kernel
    examiner: Examiner
    seed: str
    cell_seconds: float
    end: float = 0.0
    check_end: float = 0.0
    dead: str = ""
    faulty: str = ""
    met: str = ""
    told: bool = False
    trouble: Executed = field(default_factory=lambda: Executed(state="ok"))

    def take(self, step: Step) -> Iterator[Mark]:
        """Run one step; yields the mark of a graded one."""
        if step.check is not None:
            yield self._check(step.check, step.before)
            return
        if step.source and not self.dead:
            self._execute(step)
        if step.answer is not None and step.answer.is_by_hand:
            yield _by_hand(step.answer, step.heading, blank=step.blank)

    def _execute(self, step: Step) -> None:
        try:
            done = self.kernel.execute(step.source, self._seconds())
        except KernelDied as error:
            self.dead = str(error)
            return
        if done.state in ("timeout", "memory"):
            self.trouble = done

    def _seconds(self) -> float:
        return min(self.cell_seconds, max(0.1, self.end - time.monotonic()))

    def _check(self, cell: Cell, before: Sequence[str] | None) -> Mark:
        verdict = self._verdict(cell, before)
        state = str(verdict["verdict"])
        if state != "ok" and self.trouble.state != "ok":
            return _mark(cell, self.trouble.state)
        if state == "ok":
            return _passed(cell, verdict.get("part"))
        if verdict.get("reason") == "NotImplementedError":
            return _mark(cell, "wrong", reason="not_answered")
        return _mark(cell, state, reason=verdict.get("reason", ""), text=verdict.get("text", ""))

    def _verdict(self, cell: Cell, before: Sequence[str] | None) -> Mapping[str, Any]:
        """The examiner's verdict, or what ended the learner's kernel under its questions."""
        if self.dead or self.faulty:
            return {"verdict": self.dead or self.faulty}
        self.met, self.told, self.check_end = "", False, time.monotonic() + CHECK_SECONDS
        source, seed = check_source(cell), f"{self.seed}:{cell.grade_id}"
        seconds, hidden = CHECK_SECONDS + OWN_SECONDS, has_hidden(cell)
        try:
            verdict = self.examiner.check(
                source, seed=seed, ask=self._ask, seconds=seconds, before=before, hidden=hidden
            )
        except GradingFault as error:
            if isinstance(error, ExaminerEnded) and self.told:  # of what it was told
                self.met = self.met or "timeout"
            self.faulty = self.met or "system"
            verdict = {"verdict": "system"}
        return {"verdict": self.met} if self.met else verdict

    def _ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Pass one question on; out of time, out of memory and death end the check."""
        left = self.check_end - time.monotonic()
        if left <= 0:  # it is kept busy by the learner's things
            self.met = self.met or "timeout"
        if self.dead or self.met:
            return raised()
        try:
            # The last one gets its second: an interrupt costs more than the answer.
            answer = self.kernel.ask(question, min(self._seconds(), max(left, 1.0)))
        except TimeoutError:
            self.met = "timeout"
        except KernelDied as error:
            self.dead = self.met = str(error)
        else:
            self.told = True
            if answer.get("raised", [""])[0] in ("MemoryError", "TooLarge"):
                self.met = "memory"
            return answer
        return raised()


def _mark(cell: Cell, state: str, *, reason: str = "", text: str = "") -> Mark:
    return Mark(
        cell=cell.grade_id,
        title=title_of(cell),
        state=state,
        score=None if state == "system" else 0.0,
        max_score=cell.points,
        reason=storable(reason),
        feedback=storable(text),
    )


def _passed(cell: Cell, part: float | None) -> Mark:
    """Full points, or the part that the check's last expression named; what is no number is 0."""
    named = part if part is None or math.isfinite(part) else 0.0
    score = cell.points if named is None else min(max(0.0, named), cell.points)
    state = "ok" if score == cell.points else "partly" if score else "wrong"
    return Mark(
        cell=cell.grade_id,
        title=title_of(cell),
        state=state,
        score=score,
        max_score=cell.points,
    )


def _by_hand(cell: Cell, title: str, *, blank: bool) -> Mark:
    state, score = ("blank", 0.0) if blank else ("by_hand", None)
    return Mark(cell=cell.grade_id, title=title, state=state, score=score, max_score=cell.points)
