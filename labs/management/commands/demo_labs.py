"""Load the labs of the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from labs.assignments import demonstration
from labs.files import demonstration as files
from labs.simulators import demonstration as simulators
from lms.accounts.models import User

AUTHOR = "giangvien"


class Command(BaseCommand):
    """`manage.py demo_labs [--scale …]`: changes nothing when run again."""

    help = "Upload the labs that the demonstration's lessons place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accepted as by the other parts."""
        parser.add_argument("--scale", default="default")

    def handle(self, *args: Any, **options: Any) -> None:
        """Upload."""
        self.stdout.write(f"{len(demonstration.load()) + len(files.load())} labs")
        author = User.objects.filter(username=AUTHOR).first()
        if author is not None:
            self.stdout.write(f"{len(simulators.load(author))} practice systems")
