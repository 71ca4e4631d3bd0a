"""Certificates as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from lms.kit import discovery


class CertificatesConfig(AppConfig):
    """Competencies, achievements, credentials and the reports HR reads."""

    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        """Open the plug-in points: formats, kinds of rule, statements, handlers, effects."""
        import_module("certificates.credentials.formats.pdf")
        import_module("certificates.credentials.formats.badge")
        for name in ("rules", "statements", "handlers", "tasks"):
            discovery.load("certificates", name)
