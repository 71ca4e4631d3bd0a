"""What brings the summaries up to date when something other than an award changed."""

from typing import Any

from celery import shared_task

from certificates.reports import actions
from lms.outbox.registry import effect


@effect("certificates.requirement")
def requirement_changed(payload: dict[str, Any]) -> None:
    """A position requires something else: those who serve in it stand elsewhere."""
    actions.refresh_position(position_id=payload["position"])


@effect("organisation.posts")
def posts_changed(payload: dict[str, Any]) -> None:
    """People serve elsewhere: they count there and no longer here."""
    actions.refresh(person_ids=payload["people"])


@effect("organisation.tree")
def tree_changed(payload: dict[str, Any]) -> None:
    """Units were moved: everybody below counts in other units above."""
    actions.refresh_everybody()


@shared_task(name="certificates.reports.tasks.refresh_everybody")
def refresh_everybody() -> int:
    """A new day: posts begin and end, awards run out; returns how many standings changed."""
    return actions.refresh_everybody()
