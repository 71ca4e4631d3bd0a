"""Effects of accounts."""

from typing import Any

from django.core.mail import EmailMessage

from lms.outbox.registry import effect


@effect("accounts.mail")
def send(payload: dict[str, Any]) -> None:
    """Send one mail; sent twice when a worker dies in between, which a reader can bear."""
    EmailMessage(payload["subject"], payload["body"], to=[payload["to"]]).send()
