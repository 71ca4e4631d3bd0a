"""`manage.py lab_selftest`: attack the sandbox of this machine and say what came through."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from labs.grading.box import this_machine
from labs.grading.errors import SandboxMissing
from labs.grading.groups import limits_in_force
from labs.grading.selftest import run


class Command(BaseCommand):
    """Ends with an error unless every attack is stopped."""

    help = "Attack the sandbox of this machine; fails unless every attack is stopped."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """One line an attack, and one that says how far limits reach."""
        try:
            findings = run(this_machine())
        except SandboxMissing as error:
            raise CommandError(str(error)) from error
        for one in findings:
            self.stdout.write(
                f"{'THROUGH' if one.through else 'stopped'}  {one.attack} {one.through}"
            )
        self.stdout.write(f"limits   {limits_in_force()}")
        if any(one.through for one in findings):
            raise CommandError("The sandbox lets something through: labs stay shut.")
