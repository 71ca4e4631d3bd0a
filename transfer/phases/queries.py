"""Reads of phases."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from transfer.phases.models import Phase


def phases() -> QuerySet[Phase]:
    """All phases, the newest first, with how many lessons each has and how many lack an owner."""
    return Phase.objects.annotate(
        lesson_count=Count("lessons"),
        ownerless_count=Count("lessons", filter=Q(lessons__owner__isnull=True)),
    ).order_by("-starts_on", "id")


def phase_for(uuid: UUID) -> Phase:
    """One phase with its lessons and applications, or 404."""
    found = Phase.objects.filter(uuid=uuid).prefetch_related("lessons__owner", "applications")
    phase = found.first()
    if phase is None:
        raise Http404
    return phase
