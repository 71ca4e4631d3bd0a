"""Django's signals, each passed on to an action."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from labs.hub import actions
from lms.accounts.models import User


@receiver(user_logged_out)
def signed_out(user: User | None, **_kwargs: Any) -> None:
    """Somebody signed out of the site."""
    if user is not None:
        actions.follow_sign_out(person=user)
