"""Upkeep of the statement store."""

from celery import shared_task

from lms.records import actions, retention


@shared_task(name="lms.records.tasks.open_partitions")
def open_partitions() -> int:
    """Open the partitions of the coming months; returns how many there are."""
    return len(actions.open_partitions())


@shared_task(name="lms.records.tasks.retain")
def retain() -> int:
    """Let go of what is past its term; returns how many rows."""
    run = retention.apply()
    return run.total if run else 0
