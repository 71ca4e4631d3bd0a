"""Mark a class again: one marking an attempt, each carried out by itself by the outbox."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from courses.activities.models import Activity
from labs.assignments.models import Attempt, LabVersion
from labs.grading.actions import request_careful_markings, settle
from labs.grading.models import Marking, MarkingState
from labs.grading.queries import latest_markings
from labs.grading.statements import scored
from labs.submissions.actions.comparing import request_comparisons
from labs.submissions.errors import NothingToRegrade
from labs.submissions.models import Regrade, RegradeItem
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import record

# Gradings of a class become due one after the other, so that a notebook handed in meanwhile
# waits for few of them.
APART = timedelta(milliseconds=200)


@transaction.atomic
def start_regrade(
    *,
    activity: Activity,
    by: User,
    version: LabVersion | None = None,
    only: Attempt | None = None,
) -> Regrade:
    """Queue every attempt of a lab, or one; a regrade that still runs is not begun twice."""
    Activity.objects.select_for_update(no_key=True).only("pk").get(pk=activity.pk)
    running = Regrade.objects.filter(
        activity_id=activity.pk, items__marking__state=MarkingState.WAITING
    )
    held = running.first()
    if held is not None:
        return held
    attempts = [one for one in _settled(activity) if only is None or one.pk == only.pk]
    if not attempts:
        raise NothingToRegrade
    regrade = Regrade.objects.create(activity_id=activity.pk, version=version, requested_by=by)
    _queue_all(regrade, attempts)
    return regrade


@transaction.atomic
def cancel_regrade(*, regrade: Regrade) -> int:
    """Leave what is not marked yet as it was; returns how many attempts that are."""
    items = regrade.items.waiting().order_by("pk").select_for_update()
    waiting = [item.marking_id for item in items]
    rows = Marking.objects.filter(pk__in=waiting, state=MarkingState.WAITING)
    stopped = rows.update(state=MarkingState.CANCELLED, finished_at=clock.now())
    if regrade.cancelled_at is None and stopped:
        regrade.cancelled_at = clock.now()
        regrade.save(update_fields=["cancelled_at"])
    return stopped


@transaction.atomic
def accept_lower(*, regrade: Regrade, by: User, items: Iterable[RegradeItem]) -> int:
    """Let results that came out lower count; returns how many."""
    own = [item for item in items if item.regrade_id == regrade.pk]
    return sum(_accept(item, by) for item in sorted(own, key=lambda one: one.pk))


def _settled(activity: Activity) -> list[Attempt]:
    """Attempts that do not wait for the grader anyway."""
    waiting = Marking.objects.filter(state=MarkingState.WAITING).values("attempt")
    rows = Attempt.objects.filter(activity_id=activity.pk).exclude(pk__in=waiting)
    rows = rows.select_related("version").defer("content", "version__master")
    return list(rows.order_by("learner__sort_key", "number"))


def _queue_all(regrade: Regrade, attempts: list[Attempt]) -> None:
    before = latest_markings(attempts)
    markings = request_careful_markings(attempts=attempts, version=regrade.version, apart=APART)
    RegradeItem.objects.bulk_create(
        _item(regrade, marking, before.get(marking.attempt_id)) for marking in markings
    )
    request_comparisons(attempts=attempts)


def _item(regrade: Regrade, marking: Marking, counts: Marking | None) -> RegradeItem:
    return RegradeItem(
        regrade=regrade,
        marking=marking,
        before=counts,
        score_before=counts.score if counts else None,
        max_before=counts.max_score if counts else None,
    )


def _accept(item: RegradeItem, by: User) -> bool:
    """False where the marking is not held any more, or a later one counts."""
    Attempt.objects.select_for_update().only("pk").get(pk=item.marking.attempt_id)
    marking = Marking.objects.select_related("attempt__activity").get(pk=item.marking_id)
    counts = latest_markings([marking.attempt]).get(marking.attempt_id)
    later = counts is not None and counts.number > marking.number
    if marking.state != MarkingState.HELD or later:
        return False
    marking.state = MarkingState.DONE
    pending = settle(marking)
    marking.save()
    record(scored(marking, pending=pending))
    item.accepted_at, item.accepted_by = clock.now(), by
    item.save(update_fields=["accepted_at", "accepted_by"])
    return True
