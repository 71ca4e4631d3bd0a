"""Mark a class again: one marking an attempt, each carried out by itself by the outbox."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from courses.activities.models import Activity
from labs.assignments.models import Attempt, LabVersion
from labs.grading.actions import request_careful_markings
from labs.grading.models import Marking, MarkingState
from labs.grading.queries import latest_markings
from labs.submissions.actions.comparing import request_comparisons
from labs.submissions.errors import NothingToRegrade, RegradeRuns
from labs.submissions.models import Regrade, RegradeItem
from lms.accounts.models import User
from lms.kit import clock

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
    """Queue every attempt of a lab, or one; what is being marked again is not begun twice."""
    Activity.objects.select_for_update(no_key=True).only("pk").get(pk=activity.pk)
    attempts = [one for one in _settled(activity) if only is None or one.pk == only.pk]
    held = _running(activity, only, covers_all=not attempts)
    if held is not None:
        if held.version_id != (version.pk if version else None):
            raise RegradeRuns
        return held
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


def _running(activity: Activity, only: Attempt | None, *, covers_all: bool) -> Regrade | None:
    """The regrade at work that does what is asked: this attempt's, or one of more than one."""
    waiting = Q(items__marking__state=MarkingState.WAITING)
    if only is not None:
        waiting &= Q(items__marking__attempt=only)
    rows = Regrade.objects.filter(activity_id=activity.pk).order_by("-created_at")
    if only is None and not covers_all:
        rows = rows.alias(all=Count("items")).filter(all__gt=1)
    return rows.filter(Exists(Regrade.objects.filter(waiting, pk=OuterRef("pk")))).first()


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
