"""Try a lab before learners do."""

from django.db import transaction

from labs.assignments.models import LabVersion
from labs.assignments.notebook import MAX_BYTES
from labs.grading.actions import grade_notebook
from labs.grading.errors import GradingFault, SubmissionBroken
from labs.grading.models import MarkingState
from labs.grading.report import Report
from labs.workshop.models import Trial
from lms.accounts.models import User
from lms.kit import clock
from lms.outbox.actions import enqueue

TRY = "labs.try"


@transaction.atomic
def try_solution(*, version: LabVersion, by: User) -> Trial:
    """Have the author's own solution graded; while that waits it is not asked for twice."""
    LabVersion.objects.select_for_update().only("pk").get(pk=version.pk)
    waiting = version.trials.filter(content__isnull=True, state=MarkingState.WAITING).first()
    return waiting or _queue(Trial(version=version, requested_by=by))


@transaction.atomic
def try_notebook(*, version: LabVersion, by: User, content: bytes, file_name: str) -> Trial:
    """Have a notebook graded as if a learner had handed it in."""
    if len(content) > MAX_BYTES:
        raise SubmissionBroken
    trial = Trial(version=version, requested_by=by, content=content, file_name=file_name[:100])
    return _queue(trial)


def carry_out(*, trial: Trial) -> Trial:
    """Grade it. A fault is told at once: here the author waits, and may try again."""
    if trial.state != MarkingState.WAITING:
        return trial
    content = trial.version.master if trial.content is None else trial.content
    try:
        report = grade_notebook(trial.version, bytes(content))
    except SubmissionBroken:
        return _finish(trial, MarkingState.BROKEN)
    except GradingFault as fault:
        return _finish(trial, MarkingState.FAULT, fault=str(fault))
    state = MarkingState.FAULT if report.has_fault else MarkingState.DONE
    return _finish(trial, state, report)


def _queue(trial: Trial) -> Trial:
    trial.save()
    enqueue(kind=TRY, key=str(trial.uuid), payload={"trial": str(trial.uuid)})
    return trial


def _finish(
    trial: Trial, state: MarkingState, report: Report | None = None, fault: str = ""
) -> Trial:
    trial.state, trial.finished_at = state, clock.now()
    trial.report = report.as_json() if report else {"fault": fault}
    trial.score = report.checked if report else None
    trial.save()
    return trial
