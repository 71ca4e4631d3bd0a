"""Labs as authors upload them, and notebooks as learners hand them in."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from courses.activities.models import Activity
from courses.catalogue.models import LessonPage
from labs.assignments.actions import upload
from labs.assignments.models import Attempt, Lab, LabVersion
from labs.grading.actions import carry_out, request_careful_markings, request_marking
from labs.grading.models import Marking, MarkingState
from labs.grading.report import Mark, Report
from lms.accounts.models import User
from tests.factories.courses import activity

SOLVED = "def cong(a, b):\n    return a + b"
CHECK = (
    '"""Cộng đúng hai số"""\n'
    'assert cong(1, 2) == 3, "Một cộng hai phải bằng ba."\n'
    "### BEGIN HIDDEN TESTS\n"
    "so = lab.random.randrange(1000)\n"
    'assert cong(so, 5) == so + 5, "Với số khác, kết quả chưa đúng."\n'
    "### END HIDDEN TESTS"
)


def answer(source: str, grade_id: str = "cong") -> dict[str, Any]:
    """A cell that the learner fills in."""
    return _cell(source, grade_id, solution=True)


def check(source: str = CHECK, grade_id: str = "cham-cong", points: float = 2) -> dict[str, Any]:
    """A cell that gives points."""
    return _cell(source, grade_id, grade=True, points=points)


def fixed(source: str, grade_id: str = "du-lieu") -> dict[str, Any]:
    """A cell of the author's that nobody may change."""
    return _cell(source, grade_id, locked=True)


def plain(source: str) -> dict[str, Any]:
    """A cell without marks, such as learners add."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}


def _cell(source: str, grade_id: str, **marks: Any) -> dict[str, Any]:
    base = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    return plain(source) | {"metadata": {"nbgrader": base | marks | {"grade_id": grade_id}}}


def notebook(*cells: dict[str, Any]) -> bytes:
    """A notebook of these cells."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def essay(source: str = "", grade_id: str = "nhan-xet", points: float = 3) -> dict[str, Any]:
    """A text that only a person can mark."""
    cell = _cell(source, grade_id, grade=True, solution=True, points=points)
    return {name: cell[name] for name in ("metadata", "source")} | {"cell_type": "markdown"}


def sums_and_essay() -> bytes:
    """Two points by a check, three by a person."""
    solution = f"### BEGIN SOLUTION\n{SOLVED}\n### END SOLUTION"
    return notebook(answer(solution), check(), essay("### BEGIN SOLUTION\nX\n### END SOLUTION"))


def sums() -> bytes:
    """The smallest lab: add two numbers, two points."""
    solution = f"### BEGIN SOLUTION\n{SOLVED}\n### END SOLUTION"
    return notebook(answer(solution), check())


def lab_version(
    content: bytes = b"", files: dict[str, bytes] | None = None, title: str = "Phép cộng"
) -> LabVersion:
    """A version of a lab of its own."""
    lab, _new = Lab.objects.get_or_create(title=title)
    return upload(lab=lab, file_name="bai.ipynb", content=content or sums(), files=files)


def lab_activity(
    version: LabVersion | None = None, lesson: LessonPage | None = None, **value: Any
) -> Activity:
    """A published lab, in a lesson of its own unless one is given."""
    version = version or lab_version()
    given = {"intro": "", "lab": version.lab_id, "pass_percent": 60, "attempts": 0}
    return activity("lab", lesson, **(given | value))


def mark(
    cell: str = "cham-cong", state: str = "ok", score: float | None = 2, most: float = 2
) -> dict[str, Any]:
    """One mark of a report."""
    return {"cell": cell, "title": "", "state": state, "score": score, "max_score": most}


def marked(attempt: Attempt, *marks: dict[str, Any]) -> Marking:
    """The attempt with these marks, as the grader leaves it; the sandbox has tests of its own."""
    marking = request_marking(attempt=attempt)
    if marking.state != MarkingState.WAITING:
        marking = marked_anew(attempt)
    given = Report(marks=tuple(Mark(**one) for one in marks or (mark(),)), seed="5", seconds=0.1)
    with patch("labs.grading.actions._grade", lambda _marking: given):
        return carry_out(marking=marking)


def marked_anew(attempt: Attempt) -> Marking:
    """One more marking that waits, as of a regrade."""
    return request_careful_markings(attempts=[attempt], version=None, apart=timedelta())[0]


def attempt(*, activity: Activity, learner: User, content: bytes, number: int = 1) -> Attempt:
    """A notebook handed in, not through the hub."""
    return Attempt.objects.create(
        learner=learner,
        activity=activity,
        version=LabVersion.objects.get(uuid=activity.config["version"]),
        number=number,
        key=str(number),
        content=content,
        sha256="0" * 64,
    )


def waiting_marking(**given: Any) -> Marking:
    """An attempt that waits for the grader."""
    return request_marking(attempt=attempt(**given))
