"""Reads of markings."""

from collections.abc import Iterable

from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking


def latest_markings(attempts: Iterable[Attempt]) -> dict[int, Marking]:
    """The marking of each attempt that counts, by the attempt's id."""
    rows = Marking.objects.counting().filter(attempt__in=list(attempts))
    rows = rows.select_related("attempt__version").defer("attempt__content")
    rows = rows.defer("attempt__version__master")
    return {row.attempt_id: row for row in rows.order_by("attempt_id", "number")}


def settled_before(marking: Marking) -> list[Marking]:
    """Earlier results of the same attempt, the newest first."""
    if marking.number == 1:
        return []
    rows = Marking.objects.counting().filter(attempt=marking.attempt_id)
    return list(rows.filter(number__lt=marking.number).order_by("-number"))


def hand_marks_of(attempt: Attempt) -> dict[str, HandMark]:
    """What people gave that counts, by cell."""
    rows = attempt.hand_marks.filter(taken_back_at__isnull=True).order_by("created_at", "id")
    return {row.cell: row for row in rows}


def points_by_hand(attempt: Attempt) -> dict[str, float]:
    """The points alone."""
    return {cell: row.points for cell, row in hand_marks_of(attempt).items()}
