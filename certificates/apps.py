"""Certificates as a Django app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Competencies, achievements, credentials and the reports HR reads."""

    name = "certificates"
    verbose_name = "Certificates"
