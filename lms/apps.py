"""The ground floor as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from lms import celery  # noqa: F401  # shared tasks belong to this application
from lms.kit import discovery

APPS = ("lms", "courses", "labs", "certificates", "transfer")


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration behind our roles."""

    default = False
    default_site = "lms.organisation.administration.AdministrationSite"


class LmsConfig(AppConfig):
    """Accounts, organisation, records, the outbox, the shell."""

    default = True
    name = "lms"
    label = "lms"
    verbose_name = "Learning platform"

    def ready(self) -> None:
        """Let every component of every app register its effects and the personal data it holds."""
        import_module("lms.accounts.effects")
        import_module("lms.accounts.personal_tables")
        for app in APPS:
            discovery.load(app, "personal_data")
