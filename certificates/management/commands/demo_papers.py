"""Say which papers and competencies the courses of the demonstration give."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from certificates.achievements.models import AchievementRule
from certificates.competencies.models import Competency, Level
from certificates.credentials.actions import DATA, define
from certificates.credentials.models import DocumentType
from courses.catalogue.models import CoursePage

PAPERS = DATA.parent / "demo_papers.json"
SINCE = date(2026, 1, 1)
FRAMEWORK = "CQS"


class Command(BaseCommand):
    """`manage.py demo_papers`; safe to repeat; run it before anybody learns."""

    help = "Define the papers and the achievement rules of the demonstration's courses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The scale is that of the whole demonstration; here nothing depends on it."""
        parser.add_argument("--scale", default="default")

    def handle(self, *args: Any, **options: Any) -> None:
        """One definition a course, with its rules."""
        facts = json.loads(PAPERS.read_text(encoding="utf-8"))
        shared = {name: facts[name] for name in ("place", "signer", "signer_office")}
        done = 0
        for paper in facts["papers"]:
            course = CoursePage.objects.filter(slug=paper["course"]).first()
            if course is not None:
                self._define(course, paper, shared)
                done += 1
        self.stdout.write(f"{done} papers of courses")

    def _define(self, course: CoursePage, paper: dict[str, Any], shared: dict[str, str]) -> None:
        define(
            document_type=DocumentType.objects.get(code=paper["document_type"]),
            course=course.uuid,
            title=course.title,
            title_en=paper["title_en"],
            periods=int(course.periods) or None,
            criteria=paper["criteria"],
            validity_months=paper["validity_months"],
            **shared,
        )
        for rule in paper["rules"]:
            self._rule(course, paper, rule)

    def _rule(self, course: CoursePage, paper: dict[str, Any], rule: dict[str, Any]) -> None:
        competency = Competency.objects.get(framework__code=FRAMEWORK, code=rule["competency"])
        AchievementRule.objects.get_or_create(
            kind=rule["kind"],
            course=course.uuid,
            competency=competency,
            level=Level.objects.get(framework=competency.framework, number=rule["level"]),
            starts_on=SINCE,
            defaults={
                "evidence": rule["evidence"],
                "trust": rule["trust"],
                "minimum_score": rule["minimum_score"],
                "validity_months": paper["validity_months"],
            },
        )
