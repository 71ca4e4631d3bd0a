"""`manage.py catalogue [component …]`: bring Vietnamese catalogues in step with the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.env import BASE_DIR
from lms.runtime.catalogues import complaints, update
from lms.runtime.extraction import extract


class Command(BaseCommand):
    """Extract sentences into `<component>/locale`, or only check that nothing is missing."""

    help = "Bring the Vietnamese catalogues in step with the code; --check only looks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("components", nargs="*", help="for instance courses/player")
        parser.add_argument("--check", action="store_true", help="fail when one is not in step")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [BASE_DIR / name.strip("/") for name in options["components"]]
        if options["check"]:
            self._check(chosen)
            return
        for component, messages in extract().items():
            if not chosen or component in chosen:
                missing = update(component, messages)
                name = component.relative_to(BASE_DIR)
                self.stdout.write(f"{name}: {len(messages)} sentences, {missing} not translated")

    def _check(self, chosen: list[Path]) -> None:
        names = tuple(f"{path.relative_to(BASE_DIR)}:" for path in chosen)
        problems = [line for line in complaints() if not names or line.startswith(names)]
        for line in problems:
            self.stdout.write(line)
        if problems:
            raise CommandError(f"{len(problems)} catalogue entries are not in step.")
