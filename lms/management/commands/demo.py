"""Load the whole demonstration: every part that is there, each after what it stands on."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from lms.organisation.demo.province import SCALES

PARTS = ("province", "competencies", "labs", "courses", "papers", "learning", "transfer")


class Command(BaseCommand):
    """`manage.py demo [--scale small|default|large]`: runs `demo_<part>` for each part."""

    help = "Load the demonstration province with its courses, people and papers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of the province."""
        parser.add_argument("--scale", choices=sorted(SCALES), default="default")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        """One part after another; each can be loaded again."""
        there = get_commands()
        for part in PARTS:
            if f"demo_{part}" in there:
                self._load(part, scale)

    def _load(self, part: str, scale: str) -> None:
        """One part, and how long it took."""
        self.stdout.write(f"{part} …")
        started = time.monotonic()
        call_command(f"demo_{part}", scale=scale, stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(f"{part}: {time.monotonic() - started:.1f} s")
