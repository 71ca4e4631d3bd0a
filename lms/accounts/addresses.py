"""From where a request comes, and whom it says it is: what lockout counts by."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer's address; behind our own TLS proxy, the address that proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        nearest = forwarded.rsplit(",", maxsplit=1)[-1].strip()
        if nearest:
            return nearest
    return str(request.META.get("REMOTE_ADDR", ""))


def claimed_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The staff code that was typed, in one spelling."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().lower()
