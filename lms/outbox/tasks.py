"""The taker as a Celery task."""

from celery import shared_task

from lms.outbox import actions


@shared_task(name="lms.outbox.tasks.drain")
def drain() -> int:
    """Carry out what is due; returns how many effects were taken."""
    return actions.drain()
