"""Let the people of the demonstration learn."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courses.demo.learning import ACCOUNTS, people_journeys, travel
from lms.accounts.roles import Role
from lms.kit import bar
from lms.organisation.demo.province import SCALES, accounts
from lms.organisation.models import Assignment

LEARNERS = {"small": 6, "default": 20, "large": 60}


class Command(BaseCommand):
    """`manage.py demo_learning [--scale …]`: what is done already is not done again."""

    help = "Enrol people of the demonstration and let them learn, at different stages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of the people learn."""
        parser.add_argument("--scale", choices=sorted(SCALES), default="default")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        """The accounts first, then some people of the communes' service centres."""
        journeys = [*ACCOUNTS, *people_journeys(self._codes()[: LEARNERS[scale]])]
        done = 0
        for place, journey in enumerate(journeys, start=1):
            done += travel(journey)
            bar.show(sys.stderr, place, len(journeys), "journeys")
        self.stdout.write(f"{len(journeys)} journeys, {done} activities done")

    def _codes(self) -> list[str]:
        """Staff codes: those whom the unit head of the accounts sees come first."""
        seen = {one.scope for one in accounts() if one.role == Role.UNIT_HEAD}
        serving = Assignment.objects.filter(
            person__username__startswith="DEMO-",
            ends_on__isnull=True,
            unit__code__regex=r"^LS-X\d+-PVHCC$",
        )
        rows = serving.values_list("person__username", "unit__code")
        return [code for code, _unit in sorted(rows, key=lambda row: (row[1] not in seen, row[0]))]
