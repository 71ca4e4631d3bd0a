"""`manage.py lab_grade MASTER.ipynb SUBMISSION.ipynb…`: marks as JSON, without the database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labs.assignments.errors import MasterInvalid
from labs.assignments.master import Master, read_master
from labs.grading.box import this_machine
from labs.grading.engine import grade
from labs.grading.errors import GradingFault, SandboxMissing, SubmissionBroken


class Command(BaseCommand):
    """One JSON line a submission, in the sandbox in which learners' work is graded."""

    help = "Grade notebooks against a master, one JSON line each; touches no database."
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        """The master, then the submissions."""
        parser.add_argument("master", type=Path)
        parser.add_argument("submissions", type=Path, nargs="+")
        parser.add_argument("--files", type=Path, help="Folder of files given to the learner.")
        parser.add_argument("--seed", default="", help="Draws the same random data again.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Grade each submission."""
        try:
            master = read_master(options["master"].read_bytes())
        except (MasterInvalid, OSError) as error:
            raise CommandError(str(error)) from error
        for path in options["submissions"]:
            line = {"file": str(path)} | self._line(master, path, options)
            self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _line(self, master: Master, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        try:
            report = grade(
                master,
                path.read_bytes(),
                box=this_machine(),
                files=options["files"],
                seed=options["seed"],
            )
        except (SubmissionBroken, OSError) as error:
            return {"state": "broken", "message": str(error)}
        except GradingFault as fault:
            return {"state": "fault", "message": str(fault)}
        except SandboxMissing as error:
            raise CommandError(str(error)) from error
        return {"state": "fault" if report.has_fault else "graded"} | report.as_json()
