"""The effects that make the files of a credential."""

from typing import Any

from certificates.credentials.actions import make_file
from certificates.credentials.models import Credential
from lms.outbox.registry import effect


@effect("certificates.pdf")
def make_pdf(payload: dict[str, Any]) -> None:
    """The PDF to print."""
    make_file(credential=Credential.objects.get(uuid=payload["credential"]), slug="pdf")


@effect("certificates.badge")
def make_badge(payload: dict[str, Any]) -> None:
    """The badge with its embedded proof."""
    make_file(credential=Credential.objects.get(uuid=payload["credential"]), slug="badge")


@effect("certificates.jwt")
def make_token(payload: dict[str, Any]) -> None:
    """The badge as a token."""
    make_file(credential=Credential.objects.get(uuid=payload["credential"]), slug="jwt")
