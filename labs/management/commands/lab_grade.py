"""`manage.py lab_grade MASTER.ipynb SUBMISSION.ipynb…`: marks as JSON, without the database."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labs.assignments.errors import MasterInvalid
from labs.assignments.master import Master, read_master
from labs.assignments.notebook import MAX_BYTES
from labs.grading.box import this_machine
from labs.grading.engine import grade
from labs.grading.errors import GradingFault, SandboxMissing, SubmissionBroken
from labs.grading.words import line_of


class Command(BaseCommand):
    """One JSON line a submission, in the sandbox in which learners' work is graded.

    A line holds `file`, `state` (`graded`, `broken`, `fault`), and a `message` or the report:
    `score` of `max_score` points (of which checks give `checked_score`), the `seed` that draws
    the same data again, and `marks`: `cell`, `state`, `score`, `max_score`, `feedback` in words.
    """

    help = "Grade notebooks against a master, one JSON line each; touches no database."
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        """The master, then the submissions."""
        parser.add_argument("master", type=Path)
        parser.add_argument("submissions", type=Path, nargs="+")
        parser.add_argument("--files", type=Path, help="Folder of files given to the learner.")
        parser.add_argument("--kept", type=Path, help="Folder of files for the checks instead.")
        parser.add_argument("--seed", default="", help="Draws the same random data again.")
        cores = os.cpu_count() or 1
        parser.add_argument("--workers", type=int, default=cores, help="Graded at once.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Grade the submissions; their lines come in the order given."""
        try:
            master = read_master(options["master"].read_bytes())
            this_machine().require()
        except (MasterInvalid, SandboxMissing, OSError) as error:
            raise CommandError(str(error)) from error
        with ThreadPoolExecutor(max(1, options["workers"])) as workers:
            for line in workers.map(partial(_line, master, options), options["submissions"]):
                self.stdout.write(json.dumps(line, ensure_ascii=False))


def _content(path: Path) -> bytes:
    """Of a file no longer than a notebook may be; a pipe or a device would never end."""
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise SubmissionBroken
    return path.read_bytes()


def _line(master: Master, options: dict[str, Any], path: Path) -> dict[str, Any]:
    """What came of one submission."""
    try:
        report = grade(
            master,
            _content(path),
            box=this_machine(),
            files=options["files"],
            kept=options["kept"],
            seed=options["seed"],
        )
    except (SubmissionBroken, OSError) as error:
        return {"file": str(path), "state": "broken", "message": str(error)}
    except GradingFault as fault:
        return {"file": str(path), "state": "fault", "message": str(fault)}
    found = report.as_json()
    marks = [mark | {"feedback": line_of(mark).sentence} for mark in found["marks"]]
    state = "fault" if report.has_fault else "graded"
    return {"file": str(path), "state": state} | found | {"marks": marks}
