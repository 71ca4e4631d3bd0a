"""How attempts stand, as parts of other queries."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from labs.assignments.models import Attempt
from labs.grading.models import Marking, MarkingState


def number(rows: QuerySet[Any]) -> Coalesce:
    """The `n` of these rows, 0 where there are none."""
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), Value(0))


def newest_marking() -> QuerySet[Marking]:
    """The marking of the outer attempt that counts comes first."""
    return Marking.objects.counting().filter(attempt=OuterRef("pk")).order_by("-number")


def with_state(attempts: QuerySet[Attempt], state: MarkingState) -> QuerySet[Attempt]:
    """Attempts whose marking that counts is in this state."""
    newest = Subquery(newest_marking().values("state")[:1])
    return attempts.annotate(stands=newest).filter(stands=state)


def in_state(state: MarkingState) -> QuerySet[Any]:
    """How many attempts of the outer lab stand so, as `n`."""
    rows = Attempt.objects.filter(activity=OuterRef("pk")).order_by()
    return with_state(rows, state).values("activity").annotate(n=Count("pk"))
