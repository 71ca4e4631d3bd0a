"""Have attempts marked, and record what they are worth."""

from datetime import timedelta

from django.db import transaction

from labs.assignments.master import read_master
from labs.assignments.models import Attempt
from labs.assignments.queries import laid_out
from labs.grading.box import this_machine
from labs.grading.engine import grade
from labs.grading.errors import GradingFault, SubmissionBroken
from labs.grading.models import Marking, MarkingState
from labs.grading.report import Report
from labs.grading.statements import scored
from lms.kit import clock
from lms.outbox.actions import enqueue
from lms.records.actions import record

GRADE = "labs.grade"
MAX_TRIES = 4


@transaction.atomic
def request_marking(*, attempt: Attempt) -> Marking:
    """Queue an attempt for the grader; one that waits already is not queued twice."""
    held = attempt.markings.order_by("-number").first()
    if held is not None and held.state == MarkingState.WAITING:
        return held
    number = held.number + 1 if held else 1
    marking = Marking.objects.create(attempt=attempt, number=number)
    _queue(marking)
    return marking


def carry_out(*, marking: Marking) -> Marking:
    """Grade the attempt; a fault of our own is tried again, never held against the learner."""
    if marking.state != MarkingState.WAITING:
        return marking
    try:
        report = _grade(marking.attempt)
    except SubmissionBroken:
        return _finish(marking, MarkingState.BROKEN, None)
    except GradingFault as fault:
        return _try_again(marking, str(fault))
    if report.has_fault:
        return _try_again(marking, "a check does not end")
    return _finish(marking, MarkingState.DONE, report)


def _grade(attempt: Attempt) -> Report:
    version = attempt.version
    with laid_out(version) as files:
        return grade(
            read_master(bytes(version.master)),
            bytes(attempt.content),
            box=this_machine(),
            files=files,
        )


@transaction.atomic
def _finish(marking: Marking, state: MarkingState, report: Report | None) -> Marking:
    """Keep the marks and record the score."""
    marking.state, marking.finished_at = state, clock.now()
    marking.max_score = marking.attempt.version.checked_score
    marking.score = report.checked if report else 0.0
    marking.report = report.as_json() if report else {}
    marking.save()
    record(scored(marking))
    return marking


@transaction.atomic
def _try_again(marking: Marking, reason: str) -> Marking:
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
