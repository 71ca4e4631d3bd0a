"""Marking again: who would be affected, how far it is, what came of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from courses.activities.models import Activity
from labs.assignments.models import Attempt, LabVersion
from labs.grading.models import Marking, MarkingQuerySet, MarkingState
from labs.submissions.models import Decision, Regrade, RegradeItem, RegradeItemQuerySet
from labs.submissions.queries.standings import newest_marking


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Attempts whose result rests on the checks of an older version than the lab's newest."""

    newest: LabVersion
    attempts: int
    people: int


def behind(activity: Activity) -> Behind | None:
    """Who would be affected by marking with the newest version; None where nobody would."""
    held = LabVersion.objects.filter(uuid=activity.config.get("version")).first()
    newest = (
        LabVersion.objects.filter(lab=held.lab_id).order_by("-number").first() if held else None
    )
    if newest is None:
        return None
    graded_by = newest_marking().values(by=Coalesce("version", "attempt__version"))[:1]
    rows = Attempt.objects.filter(activity_id=activity.pk).annotate(by=Subquery(graded_by))
    old = rows.exclude(by=newest.pk).exclude(by__isnull=True)
    counts = old.aggregate(attempts=Count("pk"), people=Count("learner", distinct=True))
    return Behind(newest=newest, **counts) if counts["attempts"] else None


def is_handed_in(activity: Activity) -> bool:
    """Whether there is anything that could be marked again."""
    return Attempt.objects.filter(activity_id=activity.pk).exists()


def running_regrade(activity: Activity) -> Regrade | None:
    """The regrade that still works on a lab."""
    rows = Regrade.objects.filter(activity_id=activity.pk)
    return rows.filter(items__marking__state=MarkingState.WAITING).first()


def regrades_of(activity: Activity) -> list[Regrade]:
    """All regrades of a lab, the newest first, with how many attempts they took and hold back."""
    held = Q(items__marking__state=MarkingState.HELD)
    rows = Regrade.objects.filter(activity_id=activity.pk).select_related("requested_by")
    counted = rows.annotate(all=Count("items"), held=Count("items", filter=held))
    return list(counted.order_by("-created_at"))


def items_of(regrade: Regrade) -> QuerySet[RegradeItem]:
    """What came of each attempt: first what was or is to be decided, then the lower ones.

    `standing` holds the decision that is not undone, `overtaken` whether a later marking came.
    """
    decisions = Decision.objects.filter(undone_at=None).select_related("by")
    rows = regrade.items.select_related("marking__attempt__learner", "before")
    rows = rows.defer("marking__attempt__content").prefetch_related(
        Prefetch("decisions", decisions, to_attr="standing")
    )
    after = F("marking__score") / NullIf(F("marking__max_score"), Value(0.0))
    before = F("score_before") / NullIf(F("max_before"), Value(0.0))
    change = Coalesce(after - before, Value(0.0), output_field=FloatField())
    asks = Case(
        When(Q(marking__state=MarkingState.HELD) | _decided(), then=Value(0)), default=Value(1)
    )
    return rows.annotate(change=change, overtaken=_overtaken()).order_by(
        asks, "change", "marking__attempt__learner__sort_key", "marking__attempt__number"
    )


def undoable(regrade: Regrade) -> RegradeItemQuerySet:
    """The items on which a decision stands that no later marking has overtaken."""
    rows: RegradeItemQuerySet = regrade.items.filter(_decided(), ~_overtaken())
    return rows


def later_than(marking: Marking) -> MarkingQuerySet:
    """Markings of the same attempt that came out after this one."""
    return _later(marking.attempt_id, marking.number)


def decisions_about(attempt: Attempt) -> QuerySet[Decision]:
    """What trainers decided about lower results of an attempt."""
    rows = Decision.objects.filter(item__marking__attempt=attempt)
    return rows.select_related("by", "undone_by", "item__marking")


def _decided() -> Exists:
    """Whether a decision on the outer item stands."""
    return Exists(Decision.objects.filter(item=OuterRef("pk"), undone_at=None))


def _overtaken() -> Exists:
    """Whether a marking came out after that of the outer item."""
    return Exists(_later(OuterRef("marking__attempt"), OuterRef("marking__number")))


def _later(attempt: Any, number: Any) -> MarkingQuerySet:
    unsettled = (MarkingState.WAITING, MarkingState.FAULT, MarkingState.CANCELLED)
    rows: MarkingQuerySet = Marking.objects.filter(attempt=attempt, number__gt=number)
    return rows.exclude(state__in=unsettled)
