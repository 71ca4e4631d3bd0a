"""Reads of markings."""

from collections.abc import Iterable

from labs.assignments.models import Attempt
from labs.grading.models import Marking


def latest_markings(attempts: Iterable[Attempt]) -> dict[int, Marking]:
    """The newest marking of each attempt, by the attempt's id."""
    rows = Marking.objects.filter(attempt__in=list(attempts)).order_by("attempt_id", "number")
    return {row.attempt_id: row for row in rows}
