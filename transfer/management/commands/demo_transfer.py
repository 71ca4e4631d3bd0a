"""Load the applications, handovers and phases of the demonstration."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from certificates.competencies.models import Competency
from lms.kit import clock
from lms.organisation.models import Unit, UnitKind
from transfer.applications import demo
from transfer.applications.models import Application, ApplicationVersion, Condition
from transfer.handover.actions import plan_handover
from transfer.phases.actions import draw_lesson
from transfer.phases.models import Phase

FACTS = Path(demo.__file__).with_name("applications.json")
CONDITIONS_SINCE = date(2025, 7, 1)


class Command(BaseCommand):
    """`manage.py demo_transfer`: changes nothing when run again."""

    help = "Load the applications, handovers and phases of the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Every part of the demonstration is told its scale; this one has only one."""
        parser.add_argument("--scale", default="default")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Applications first, then their handovers, then the phases that name them."""
        facts = json.loads(FACTS.read_text(encoding="utf-8"))
        for row in facts["applications"]:
            self._application(row)
        for row in facts["phases"]:
            self._phase(row)
        self.stdout.write(
            f"{len(facts['applications'])} applications, {len(facts['phases'])} phases"
        )

    def _application(self, row: dict[str, Any]) -> None:
        application, _new = Application.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "summary": row["summary"]}
        )
        for each in row["conditions"]:
            competency = Competency.objects.get(
                framework__code=row["framework"], code=each["competency"]
            )
            Condition.objects.get_or_create(
                application=application,
                competency=competency,
                starts_on=CONDITIONS_SINCE,
                defaults={"level": each["level"], "people_needed": each["people_needed"]},
            )
        for each in row["versions"]:
            self._version(application, each)

    def _version(self, application: Application, row: dict[str, Any]) -> None:
        day = date.fromisoformat(row["goes_live_on"])
        version, _new = ApplicationVersion.objects.get_or_create(
            application=application,
            label=row["label"],
            defaults={"goes_live_on": day, "changes": row["changes"]},
        )
        centres = Unit.objects.on(clock.today()).filter(kind=UnitKind.SERVICE_CENTRE)
        for unit in centres.order_by("code"):
            plan_handover(version=version, unit=unit, planned_on=day)

    def _phase(self, row: dict[str, Any]) -> None:
        phase, _new = Phase.objects.get_or_create(
            name=row["name"],
            defaults={
                "starts_on": date.fromisoformat(row["starts_on"]),
                "ends_on": date.fromisoformat(row["ends_on"]),
                "goals": row["goals"],
            },
        )
        phase.applications.set(Application.objects.filter(code__in=row["applications"]))
        if phase.closed_at is None:
            for text in row["lessons"]:
                if not phase.lessons.filter(text=text).exists():
                    draw_lesson(phase=phase, text=text, owner=None, due_on=None)
