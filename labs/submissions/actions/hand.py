"""Points given by a person, and taken back."""

from django.db import transaction

from labs.assignments.models import Attempt
from labs.grading.actions import settle
from labs.grading.models import HandMark, Marking, MarkingState
from labs.grading.queries import hand_marks_of, latest_markings
from labs.grading.rules import BY_HAND
from labs.grading.statements import scored
from labs.submissions.errors import (
    ChangedMeanwhile,
    NotByHand,
    NothingToTakeBack,
    PointsOutOfRange,
)
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import record


@transaction.atomic
def give_points(
    *,
    attempt: Attempt,
    cell: str,
    points: float,
    comment: str,
    by: User,
    seen: str | None = None,
) -> HandMark:
    """Give one cell its points; saying the same again changes nothing.

    `seen` names the points that were there when the person decided, empty where there were none.
    """
    marking = _held(attempt)
    most = _most(marking, cell)
    if not 0 <= points <= most:
        raise PointsOutOfRange
    held = hand_marks_of(attempt).get(cell)
    if held is not None and (held.points, held.comment) == (points, comment):
        return held
    _require_seen(held, seen)
    given = HandMark.objects.create(
        attempt=attempt, cell=cell, points=points, comment=comment, given_by=by
    )
    _total_anew(marking, f"given:{given.uuid}")
    return given


@transaction.atomic
def take_back(*, attempt: Attempt, cell: str, by: User, seen: str | None = None) -> HandMark:
    """Take back what was given last for a cell; what was given before it counts again."""
    marking = _held(attempt)
    held = hand_marks_of(attempt).get(cell)
    if held is None:
        raise NothingToTakeBack
    _require_seen(held, seen)
    held.taken_back_at, held.taken_back_by = clock.now(), by
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    _total_anew(marking, f"taken-back:{held.uuid}")
    return held


def _held(attempt: Attempt) -> Marking:
    """The marking that counts, with the attempt locked against a grader that ends just now."""
    Attempt.objects.select_for_update().only("pk").get(pk=attempt.pk)
    marking = latest_markings([attempt]).get(attempt.pk)
    if marking is None or marking.state not in (MarkingState.DONE, MarkingState.BY_HAND):
        raise NotByHand
    return marking


def _require_seen(held: HandMark | None, seen: str | None) -> None:
    """Nobody's points are replaced or taken back by somebody who has not seen them."""
    if seen is not None and seen != (str(held.uuid) if held else ""):
        raise ChangedMeanwhile


def _most(marking: Marking, cell: str) -> float:
    for mark in marking.marks:
        if mark["cell"] == cell and mark["state"] in BY_HAND:
            return float(mark["max_score"])
    raise NotByHand


def _total_anew(marking: Marking, change: str) -> None:
    """Add up what counts, and what is held back, so that both are compared with the same points."""
    pending = settle(marking)
    marking.save()
    for held in Marking.objects.filter(attempt=marking.attempt_id, state=MarkingState.HELD):
        settle(held)
        held.state = MarkingState.HELD
        held.save()
    record(scored(marking, change=change, pending=pending))
