"""`manage.py lab_grade_file LAB SUBMISSION…`: marks of office files as JSON, one line each."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labs.files.definition import definition_of
from labs.files.errors import FileRefused
from labs.files.models import FileLab
from labs.files.office import grade_content, require_fit
from labs.files.trial import try_out
from labs.grading.errors import GradingFault, SandboxMissing


class Command(BaseCommand):
    """In the sandbox in which learners' work is graded; nothing is kept."""

    help = "Grade office files with the newest version of a lab on a file, one JSON line each."

    def add_arguments(self, parser: CommandParser) -> None:
        """The lab's title, then the files."""
        parser.add_argument("lab", help="Title of the lab on a file.")
        parser.add_argument("submissions", type=Path, nargs="+")
        parser.add_argument(
            "--seed", default="", help="The learner's draw; without it, the start file as it is."
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Grade each file."""
        lab = FileLab.objects.filter(title=options["lab"]).first()
        version = lab.latest if lab else None
        if version is None:
            raise CommandError(f"No lab on a file named {options['lab']!r}.")
        definition = definition_of(version)
        for path in options["submissions"]:
            line = {"file": str(path)} | self._line(definition, path, options["seed"])
            self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _line(self, definition: Any, path: Path, seed: str) -> dict[str, Any]:
        try:
            content = path.read_bytes()
            require_fit(content, kind=definition.kind)
            if seed:
                report = grade_content(definition, content, seed=seed)
            else:
                report = try_out(definition, content)
        except FileRefused as refusal:
            return {"state": "refused", "reason": refusal.reason, "message": str(refusal)}
        except (GradingFault, OSError) as fault:
            return {"state": "fault", "message": str(fault)}
        except SandboxMissing as error:
            raise CommandError(str(error)) from error
        return {"state": "graded"} | report.as_json()
