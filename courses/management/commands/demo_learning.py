"""Let the people of the demonstration learn."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courses.demo.learning import ACCOUNTS, people_journeys, travel
from lms.accounts.models import User
from lms.kit import bar
from lms.organisation.demo.province import SCALES

LEARNERS = {"small": 6, "default": 20, "large": 60}


class Command(BaseCommand):
    """`manage.py demo_learning [--scale …]`: what is done already is not done again."""

    help = "Enrol people of the demonstration and let them learn, at different stages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of the people learn."""
        parser.add_argument("--scale", choices=sorted(SCALES), default="default")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        """The accounts first, then some people of the first communes' service centres."""
        centres = User.objects.filter(
            username__istartswith="DEMO-",
            assignments__ends_on__isnull=True,
            assignments__unit__code__regex=r"^LS-X\d+-PVHCC$",
        )
        codes = list(centres.order_by("username").values_list("username", flat=True).distinct())
        journeys = [*ACCOUNTS, *people_journeys(codes[: LEARNERS[scale]])]
        done = 0
        for place, journey in enumerate(journeys, start=1):
            done += travel(journey)
            bar.show(sys.stderr, place, len(journeys), "journeys")
        self.stdout.write(f"{len(journeys)} journeys, {done} activities done")
