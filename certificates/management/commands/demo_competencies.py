"""Require competencies of the posts of the demonstration province."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from certificates.competencies.actions import load_frameworks, require_profile
from certificates.credentials.actions import load_document_types
from certificates.reports.actions import refresh_everybody
from lms.env import BASE_DIR
from lms.organisation.models import Position

POSITIONS = BASE_DIR / "lms" / "organisation" / "demo" / "positions.json"
SINCE = date(2026, 1, 1)


class Command(BaseCommand):
    """`manage.py demo_competencies`; safe to repeat."""

    help = "Load frameworks and require the proposed profiles of the demonstration's posts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The scale is that of the whole demonstration; here nothing depends on it."""
        parser.add_argument("--scale", default="default")

    def handle(self, *args: Any, **options: Any) -> None:
        """Frameworks, document types, profiles, and where everybody stands."""
        load_frameworks()
        load_document_types()
        rows = json.loads(POSITIONS.read_text(encoding="utf-8"))["positions"]
        held = {one.code: one for one in Position.objects.all()}
        required = 0
        for row in rows:
            position = held.get(row["code"])
            if position is not None:
                found = require_profile(position=position, profile=row["profile"], starts_on=SINCE)
                required += len(found)
        stand = refresh_everybody()
        self.stdout.write(f"{required} requirements of posts, {stand} standings")
