"""Rebuild what is derived from statements, or check that it needs no rebuilding."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.records.queries import count
from lms.records.replay import replay, tables


class Command(BaseCommand):
    """`manage.py replay [--check]`."""

    help = "Rebuild progress, awards and summaries from the statements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` changes nothing and fails when something differs."""
        parser.add_argument("--check", action="store_true", help="change nothing; only compare")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Replay, list the differences, and end with the count."""
        total = count()
        differences = replay(check=check, progress=lambda done: self._progress(done, total))
        for one in differences:
            self.stdout.write(f"{one.table} {one.key}: {one.before} -> {one.after}")
        summary = f"{total} statements, {len(tables())} tables, {len(differences)} differences"
        if check and differences:
            raise CommandError(summary)
        self.stdout.write(summary)

    def _progress(self, done: int, total: int) -> None:
        if done % 1000 == 0 or done == total:
            self.stderr.write(f"\r{done}/{total} ", ending="")
