"""Requests of which more is known than that they are requests."""

from django.http import HttpRequest

from lms.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind a sign-in check, for annotations: its user is a person."""

    user: User
