"""Load the courses of the demonstration."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.catalogue.actions import sync_author
from courses.demo.pages import Authors, copies, silence, write_course
from courses.demo.reading import courses
from lms.accounts.models import User
from lms.kit import bar
from lms.organisation.demo.province import SCALES


class Command(BaseCommand):
    """`manage.py demo_courses [--scale …]`: changes nothing when run again."""

    help = "Write and publish the courses of the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The largest scale has numbered copies of the courses, for measuring."""
        parser.add_argument("--scale", choices=sorted(SCALES), default="default")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        """The courses go through review; copies are published at once."""
        real = courses()
        people = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
        if len(people) != len(PEOPLE):
            raise CommandError("Run demo_province first: the authors' accounts are missing.")
        trainer, reviewer = people[PEOPLE[0]], people[PEOPLE[1]]
        for person in (trainer, reviewer):
            sync_author(person=person)
            silence(person)
        wanted = copies(real, SCALES[scale].courses)
        changed = 0
        for place, course in enumerate(wanted, start=1):
            reviewed = reviewer if place <= len(real) else None
            authors = Authors(trainer=trainer, reviewer=reviewed)
            changed += write_course(course=course, authors=authors)
            bar.show(sys.stderr, place, len(wanted), "courses")
        self.stdout.write(f"{len(wanted)} courses, {changed} pages published")


PEOPLE = ("giangvien", "quantri")
