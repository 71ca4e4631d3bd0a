"""Work the formulas out in the box: one at a time for a person, few at a time for the machine."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from labs.files.office import work_out
from labs.grading.errors import GradingFault, SandboxMissing
from labs.sheets.actions import keep_values
from labs.sheets.book import Book
from labs.sheets.models import Draft
from labs.sheets.workbook import file_of

logger = logging.getLogger(__name__)

HELD_SECONDS = 30
AT_ONCE = max(os.cpu_count() or 1, 1)


def is_fresh(draft: Draft) -> bool:
    """Whether the values kept are those of the last edit."""
    return draft.values_at >= draft.edits


def bring_up_to_date(draft: Draft) -> bool:
    """Work out what is stale; False where another run has to end first."""
    if is_fresh(draft):
        return True
    with _turn(draft) as mine:
        if mine:
            _work_out(draft)
        return mine


def _work_out(draft: Draft) -> None:
    """Edits that come in meanwhile make the values stale again."""
    at = draft.edits
    values = {}
    if Book(draft).has_formulas():
        try:
            values = work_out(file_of(draft))
        except (GradingFault, SandboxMissing):
            logger.warning("The formulas of %s were not worked out", draft.uuid, exc_info=True)
            draft.values = {"away": True}
            return
    keep_values(draft=draft, at=at, values=values)
    draft.values, draft.values_at = values, at


@contextmanager
def _turn(draft: Draft) -> Iterator[bool]:
    """A turn for this person and a place on the machine; both end by themselves."""
    own = f"labs:sheet:turn:{draft.learner_id}"
    if not cache.add(own, "1", HELD_SECONDS):
        yield False
        return
    place = next(
        (
            one
            for one in map("labs:sheet:place:{}".format, range(AT_ONCE))
            if cache.add(one, "1", HELD_SECONDS)
        ),
        "",
    )
    try:
        yield bool(place)
    finally:
        cache.delete_many([own, place] if place else [own])
