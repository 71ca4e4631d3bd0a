"""The present moment, so that tests can hold it still."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """Today's date in the province."""
    return timezone.localdate()
