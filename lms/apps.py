"""The ground floor as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from lms import celery  # noqa: F401  # shared tasks belong to this application
from lms.kit import discovery

APPS = ("lms", "courses", "labs", "certificates", "transfer")


class LmsConfig(AppConfig):
    """Accounts, organisation, records, the outbox, the shell."""

    name = "lms"
    label = "lms"
    verbose_name = "Learning platform"

    def ready(self) -> None:
        """Let every component of every app register its effects and the personal data it holds."""
        import_module("lms.accounts.effects")
        import_module("lms.accounts.personal_tables")
        for app in APPS:
            discovery.load(app, "personal_data")
