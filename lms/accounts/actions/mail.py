"""Mail of the account: written with what causes it, sent by a worker."""

from django.db import transaction

from lms.kit.ids import uuid7
from lms.outbox.actions import enqueue


@transaction.atomic
def send_mail(*, to: str, subject: str, body: str) -> None:
    """One mail to one person."""
    payload = {"to": to, "subject": subject, "body": body}
    enqueue(kind="accounts.mail", key=str(uuid7()), payload=payload)
