"""Load the units and the people of the demonstration province."""

import json
import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lms.kit import bar
from lms.organisation.actions import load_province
from lms.organisation.demo.province import SCALES, accounts


class Command(BaseCommand):
    """`manage.py demo_province [--scale small|default|large]`."""

    help = "Load the units, posts and people of the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of the province."""
        parser.add_argument("--scale", choices=sorted(SCALES), default="default")

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        """Load, and write down the accounts with passwords that only this installation has."""
        passwords = self._passwords(settings.STATE_DIR / "demo-accounts.json")
        loaded = load_province(scale=SCALES[scale], passwords=passwords, progress=self._progress)
        self.stdout.write(f"{loaded.units} units, {loaded.people} people")

    def _passwords(self, path: Path) -> dict[str, str]:
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        held = {row["username"]: row["password"] for row in known}
        rows = [
            {
                "role": one.role,
                "username": one.username,
                "password": held.get(one.username) or secrets.token_urlsafe(9),
            }
            for one in accounts()
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        return {row["username"]: row["password"] for row in rows}

    def _progress(self, done: int, total: int) -> None:
        bar.show(sys.stderr, done, total, "people")
