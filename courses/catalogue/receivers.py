"""Framework signals, each passed on to an action."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from courses.catalogue import actions
from lms.accounts.models import User


@receiver(user_logged_in)
def signed_in(user: User, **_kwargs: Any) -> None:
    """Roles begin and end by date, so the editor's groups are looked at when one signs in."""
    actions.sync_author(person=user)
