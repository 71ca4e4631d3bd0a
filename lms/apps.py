"""The ground floor as a Django app."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Accounts, organisation, records, the outbox, the shell."""

    name = "lms"
    label = "lms"
    verbose_name = "Learning platform"
