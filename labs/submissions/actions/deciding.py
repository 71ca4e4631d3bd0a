"""What a trainer decides about results that came out lower, and undoes again."""

from collections.abc import Iterable

from django.db import transaction

from labs.assignments.models import Attempt
from labs.grading.actions import settle
from labs.grading.models import Marking, MarkingState
from labs.grading.queries import latest_markings
from labs.grading.statements import scored
from labs.submissions.errors import NothingToUndo
from labs.submissions.models import Decision, Regrade, RegradeItem
from labs.submissions.queries import later_than, undoable
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import record


@transaction.atomic
def accept_lower(*, regrade: Regrade, by: User, items: Iterable[RegradeItem]) -> int:
    """Let results that came out lower count; returns how many."""
    return sum(_decide(one, by, accepts=True) for one in _of(regrade, items))


@transaction.atomic
def keep_earlier(*, regrade: Regrade, by: User, items: Iterable[RegradeItem]) -> int:
    """Let the earlier results stand for good; returns how many."""
    return sum(_decide(one, by, accepts=False) for one in _of(regrade, items))


@transaction.atomic
def undo(*, item: RegradeItem, by: User) -> None:
    """Take a decision back: the result is held back again, and the earlier one counts."""
    if not _undo(item, by):
        raise NothingToUndo


@transaction.atomic
def undo_all(*, regrade: Regrade, by: User) -> int:
    """Take back all that was decided and that no later marking has overtaken; returns how many."""
    return sum(_undo(item, by) for item in undoable(regrade).select_related("marking"))


def _undo(item: RegradeItem, by: User) -> bool:
    marking = _locked(item)
    decision = item.decisions.filter(undone_at=None).first()
    if decision is None or later_than(marking).exists():
        return False
    decision.undone_at, decision.undone_by = clock.now(), by
    decision.save(update_fields=["undone_at", "undone_by"])
    marking.state = MarkingState.HELD
    marking.save(update_fields=["state"])
    if decision.accepts:
        earlier = latest_markings([marking.attempt])[marking.attempt_id]
        _count(earlier, f"undone:{decision.uuid}")
    return True


def _of(regrade: Regrade, items: Iterable[RegradeItem]) -> list[RegradeItem]:
    """Always in one order, so that two who decide at once do not wait for each other."""
    own = [item for item in items if item.regrade_id == regrade.pk]
    return sorted(own, key=lambda one: one.pk)


def _decide(item: RegradeItem, by: User, *, accepts: bool) -> bool:
    """False where the result is not held any more, or a later one counts."""
    marking = _locked(item)
    if marking.state != MarkingState.HELD:
        return False
    overtaken = later_than(marking).exists()
    if overtaken or not accepts:
        marking.state = MarkingState.SET_ASIDE
        marking.save(update_fields=["state"])
    if overtaken:
        return False
    decision = Decision.objects.create(item=item, accepts=accepts, by=by)
    if accepts:
        marking.state = MarkingState.DONE if marking.report else MarkingState.BROKEN
        _count(marking, f"accepted:{decision.uuid}")
    return True


def _locked(item: RegradeItem) -> Marking:
    """The marking as it is now; whoever marks the same attempt waits."""
    Attempt.objects.select_for_update().only("pk").get(pk=item.marking.attempt_id)
    return Marking.objects.select_related("attempt__activity").get(pk=item.marking_id)


def _count(marking: Marking, change: str) -> None:
    """Let the marking count, with the points that people have given since."""
    pending = settle(marking)
    marking.save()
    record(scored(marking, change=change, pending=pending))
