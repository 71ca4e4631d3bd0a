"""Bring the competency frameworks and document types of the product into the tables."""

from typing import Any

from django.core.management.base import BaseCommand

from certificates.competencies.actions import load_frameworks
from certificates.credentials.actions import load_document_types


class Command(BaseCommand):
    """`manage.py load_frameworks`; safe to repeat."""

    help = "Load competency frameworks and document types."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load both files and say how much they hold."""
        frameworks = load_frameworks()
        types = load_document_types()
        self.stdout.write(f"{len(frameworks)} frameworks, {len(types)} document types")
