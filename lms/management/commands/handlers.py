"""Print who listens to which verb, in the order in which they run."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.records.handlers import table


class Command(BaseCommand):
    """`manage.py handlers`."""

    help = "Print who listens to which statement, in order."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a subscription: level, verb, order, handler."""
        for one in table():
            self.stdout.write(f"{one.verb.level:>3}  {one.verb:<12} {one.order:>4}  {one.name}")
