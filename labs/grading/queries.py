"""Reads of markings."""

from collections.abc import Iterable

from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking


def latest_markings(attempts: Iterable[Attempt]) -> dict[int, Marking]:
    """The marking of each attempt that counts, by the attempt's id."""
    rows = Marking.objects.counting().filter(attempt__in=list(attempts))
    return {row.attempt_id: row for row in rows.order_by("attempt_id", "number")}


def hand_marks_of(attempt: Attempt) -> dict[str, HandMark]:
    """What people gave that counts, by cell."""
    rows = attempt.hand_marks.filter(taken_back_at__isnull=True).order_by("created_at", "id")
    return {row.cell: row for row in rows}


def points_by_hand(attempt: Attempt) -> dict[str, float]:
    """The points alone."""
    return {cell: row.points for cell, row in hand_marks_of(attempt).items()}
