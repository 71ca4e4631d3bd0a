"""Let go of what is past its term, or say what would go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.records import retention


class Command(BaseCommand):
    """`manage.py retention [--apply]`."""

    help = "Count what is past its term; with --apply, delete or empty it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing is changed without `--apply`."""
        parser.add_argument("--apply", action="store_true", help="delete or empty it for good")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        """Count or apply, a line for each kind and table."""
        if not apply:
            self._list(retention.due())
            self.stdout.write("Nothing was changed; add --apply to let it go.")
            return
        run = retention.apply()
        if run is None:
            raise CommandError("Another run is at it.")
        self._list(run.counts)

    def _list(self, counts: dict[str, int]) -> None:
        for name, count in sorted(counts.items()):
            self.stdout.write(f"{count:>8}  {name}")
        self.stdout.write(f"{sum(counts.values()):>8}  in all")
