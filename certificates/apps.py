"""Certificates as a Django app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Competencies, achievements, credentials and the reports HR reads."""

    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        """Open the plug-in points: rules, formats, handlers, effects."""
        import certificates.achievements.handlers
        import certificates.achievements.rules
        import certificates.credentials.formats.badge
        import certificates.credentials.formats.pdf
        import certificates.credentials.handlers
        import certificates.credentials.tasks  # noqa: F401  # imported for what it registers
