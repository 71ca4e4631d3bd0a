"""Say of H5P packages what importing them would do: one line of JSON a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.activities.types.h5p.inspection import inspect


class Command(BaseCommand):
    """Changes nothing; the exit code is 1 when a file would be refused."""

    help = "Check H5P packages without importing them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """One line a file."""
        accepted = True
        for path in files:
            with path.open("rb") as file:
                report = inspect(file, path.name)
            accepted &= report.accepted
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        if not accepted:
            raise SystemExit(1)
