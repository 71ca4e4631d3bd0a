"""Import H5P packages with their libraries: one line of JSON a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.activities.types.h5p.actions import import_package, summary_of
from courses.activities.types.h5p.errors import PackageRefused


class Command(BaseCommand):
    """Whoever runs commands on the server may install libraries."""

    help = "Import H5P packages and install the libraries they bring."

    def add_arguments(self, parser: CommandParser) -> None:
        """The files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """One line a file; a refused file does not stop the others."""
        refused = [path for path in files if not self._import(path)]
        if refused:
            raise SystemExit(1)

    def _import(self, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                package = import_package(file=file, by=None, may_install=True)
        except PackageRefused as refusal:
            self._say(file=path.name, imported=False, reason=str(refusal))
            return False
        self._say(
            file=path.name,
            imported=True,
            package=str(package.uuid),
            title=package.title,
            library=package.library,
            state=package.state,
            remarks=summary_of(package),
        )
        return True

    def _say(self, **facts: Any) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False))
