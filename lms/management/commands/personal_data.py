"""Answer a person's request about their data, or list what is held and why."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from lms.accounts.actions import erase_person, export_person
from lms.accounts.models import User
from lms.accounts.personal_data import holdings


class Command(BaseCommand):
    """`manage.py personal_data [--export USER | --erase USER --yes]`."""

    help = "List the register of personal data; export or erase one person's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data, and what to do with it."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--export", metavar="USER", help="write all data of USER as JSON")
        what.add_argument("--erase", metavar="USER", help="erase by the rule of each table")
        parser.add_argument("--yes", action="store_true", help="erase for good, not only say what")

    def handle(
        self, *args: Any, export: str | None, erase: str | None, yes: bool, **options: Any
    ) -> None:
        """Export, erase, or list."""
        if export:
            data = export_person(person=self._person(export))
            text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            self.stdout.write(text)
        elif erase:
            self._erase(self._person(erase), yes)
        else:
            self._list()

    def _person(self, username: str) -> User:
        try:
            return User.objects.get_by_natural_key(username)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody has the staff code {username!r}.") from error

    def _erase(self, person: User, yes: bool) -> None:
        if not yes:
            counts = ((one, one.rows(person).count()) for one in holdings())
            for one, count in counts:
                if count:
                    self.stdout.write(f"{count:>6}  {one.model._meta.label:<40} {one.rule}")
            self.stdout.write("Nothing was erased; add --yes to erase.")
            return
        for table, count in erase_person(person=person).items():
            self.stdout.write(f"{count:>6}  {table}")

    def _list(self) -> None:
        for one in holdings():
            table = f"{one.model._meta.label}:{one.told_by}"
            self.stdout.write(f"{table:<50} {one.rule:<8} {one.keep_months:>5}  {one.purpose}")
