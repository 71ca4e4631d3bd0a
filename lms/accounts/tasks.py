"""Upkeep of accounts."""

from celery import shared_task

from lms.accounts import actions


@shared_task(name="lms.accounts.tasks.clear_sessions")
def clear_sessions() -> int:
    """Remove sessions that ended by themselves; returns how many."""
    return actions.clear_sessions()
