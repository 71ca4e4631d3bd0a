"""Print why each kind of statement is kept, and for how long."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.records.kinds import declared


class Command(BaseCommand):
    """`manage.py purposes`."""

    help = "Print the purpose and the term of every kind of statement."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a kind."""
        for kind in declared():
            self.stdout.write(
                f"{kind.verb:<12} {kind.object_kind:<14} {kind.keep_months:>4}  {kind.purpose}"
            )
