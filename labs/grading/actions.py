"""Have attempts marked, and record what they are worth."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from labs.assignments.master import read_master
from labs.assignments.models import Attempt, LabVersion
from labs.assignments.queries import laid_out
from labs.grading.box import this_machine
from labs.grading.engine import grade
from labs.grading.errors import GradingFault, SubmissionBroken
from labs.grading.kinds import grader_of
from labs.grading.models import Marking, MarkingState
from labs.grading.queries import latest_markings, points_by_hand
from labs.grading.report import Report
from labs.grading.rules import share, total
from labs.grading.statements import scored
from lms.kit import clock
from lms.kit.text import storable
from lms.outbox.actions import enqueue, enqueue_all
from lms.records.actions import record

logger = logging.getLogger(__name__)

GRADE = "labs.grade"
MAX_TRIES = 4


@transaction.atomic
def request_marking(*, attempt: Attempt) -> Marking:
    """Queue an attempt for the grader, once: sent again, it keeps the marking that it has.

    Marking anew is a regrade, which lowers nothing by itself.
    """
    held = attempt.markings.order_by("-number").first()
    if held is not None:
        return held
    marking = Marking.objects.create(attempt=attempt, number=1)
    _queue(marking)
    return marking


@transaction.atomic
def request_careful_markings(
    *, attempts: Sequence[Attempt], version: LabVersion | None, apart: timedelta
) -> list[Marking]:
    """Queue attempts that are marked already, one due after the other; none is lowered by itself.

    `version` names other checks than those of each learner's own version.
    """
    rows = Marking.objects.filter(attempt__in=attempts).values_list("attempt")
    numbers = dict(rows.annotate(Max("number")))
    markings = Marking.objects.bulk_create(
        Marking(
            attempt=one,
            number=numbers.get(one.pk, 0) + 1,
            version=version if version is not None and version.pk != one.version_id else None,
            careful=True,
        )
        for one in attempts
    )
    start = clock.now()
    enqueue_all(
        kind=GRADE,
        effects=(
            (f"{one.uuid}:0", {"marking": str(one.uuid)}, start + place * apart)
            for place, one in enumerate(markings)
        ),
    )
    return markings


def carry_out(*, marking: Marking) -> Marking:
    """Grade the attempt; a fault of our own is tried again, never held against the learner.

    A fault that nobody foresaw too: a learner must not wait for a marking that cannot end.
    """
    if marking.state != MarkingState.WAITING:
        return marking
    try:
        return _carry_out(marking)
    except Exception as error:
        logger.exception("Marking %s failed", marking.uuid)
        marking.refresh_from_db()
        return _try_again(marking, f"{type(error).__name__}: {storable(str(error))}")


def _carry_out(marking: Marking) -> Marking:
    try:
        report = _grade(marking)
    except SubmissionBroken:
        return _finish(marking, MarkingState.BROKEN, None)
    except GradingFault as fault:
        return _try_again(marking, str(fault))
    if report.has_fault:
        return _try_again(marking, "a check does not end")
    return _finish(marking, MarkingState.DONE, report)


def grade_notebook(version: LabVersion, content: bytes) -> Report:
    """The marks of a notebook by the checks of a version; nothing is kept."""
    with laid_out(version) as files, laid_out(version, kept=True) as kept:
        return grade(
            read_master(bytes(version.master)),
            content,
            box=this_machine(),
            files=files,
            kept=kept,
        )


def _grade(marking: Marking) -> Report:
    attempt, version = marking.attempt, marking.graded_by
    grader = grader_of(version.kind)
    if grader is not None:
        return grader.grade(attempt, version)
    return grade_notebook(version, bytes(attempt.content))


@transaction.atomic
def _finish(marking: Marking, state: MarkingState, report: Report | None) -> Marking:
    """Keep the marks and record the score; one cancelled meanwhile stays so."""
    held = _locked(marking)
    if held.state != MarkingState.WAITING:
        return held
    marking.state, marking.finished_at = state, clock.now()
    marking.report = report.as_json() if report else {}
    pending = settle(marking)
    if marking.careful and _lowers(marking, pending):
        marking.state = MarkingState.HELD
    marking.save()
    if marking.careful:
        _set_aside_those_before(marking)
    if marking.state != MarkingState.HELD:
        record(scored(marking, pending=pending))
    return marking


def _set_aside_those_before(marking: Marking) -> None:
    """A lower result that nobody has decided on is overtaken by what came out later."""
    held = Marking.objects.filter(attempt=marking.attempt_id, state=MarkingState.HELD)
    held.filter(number__lt=marking.number).update(state=MarkingState.SET_ASIDE)


def _locked(marking: Marking) -> Marking:
    """The row as it is now; whoever marks the same attempt by hand waits."""
    Attempt.objects.select_for_update().only("pk").get(pk=marking.attempt_id)
    return Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)


def settle(marking: Marking) -> int:
    """Set score and state from the marks and what people gave; returns how many cells wait."""
    if marking.state == MarkingState.BROKEN:
        marking.score, marking.max_score = 0.0, marking.graded_by.max_score
        return 0
    found = total(marking.marks, points_by_hand(marking.attempt))
    marking.score, marking.max_score = found.score, found.max_score
    marking.state = MarkingState.BY_HAND if found.pending else MarkingState.DONE
    return len(found.pending)


def _lowers(marking: Marking, pending: int) -> bool:
    """Whether the result that counts now is better; waiting for a person is worse than complete.

    What waits for a person has points by checks already, which the learner has read.
    """
    counts = latest_markings([marking.attempt]).get(marking.attempt_id)
    if counts is None or counts.state not in (MarkingState.DONE, MarkingState.BY_HAND):
        return False
    if pending and counts.state == MarkingState.DONE:
        return True
    now = share(counts.score, counts.max_score)
    return share(marking.score, marking.max_score) < now - 1e-9


@transaction.atomic
def _try_again(marking: Marking, reason: str) -> Marking:
    held = _locked(marking)
    if held.state != MarkingState.WAITING:
        return held
    marking.tries += 1
    marking.report = {"fault": reason[:500]}
    if marking.tries >= MAX_TRIES:
        marking.state, marking.finished_at = MarkingState.FAULT, clock.now()
    else:
        _queue(marking)
    marking.save()
    return marking


def _queue(marking: Marking) -> None:
    """One effect a try; the first at once, the next with growing distance."""
    due_at = clock.now() + timedelta(seconds=15 * 4**marking.tries) if marking.tries else None
    key = f"{marking.uuid}:{marking.tries}"
    enqueue(kind=GRADE, key=key, payload={"marking": str(marking.uuid)}, due_at=due_at)
