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
from lms.kit.ids import uuid7

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
    """A turn for this person and a place on the machine; both end by themselves.

    A run that outlasts them gives back nothing: both may be another's by then.
    """
    mark, places = str(uuid7()), map("labs:sheet:place:{}".format, range(AT_ONCE))
    own = f"labs:sheet:turn:{draft.learner_id}"
    if not cache.add(own, mark, HELD_SECONDS):
        yield False
        return
    place = next((one for one in places if cache.add(one, mark, HELD_SECONDS)), "")
    try:
        yield bool(place)
    finally:
        held = cache.get_many([own, place])
        cache.delete_many([name for name, whose in held.items() if whose == mark])
