"""Reads of frameworks and requirements for the components above."""

from collections.abc import Iterable
from datetime import date

from certificates.competencies.models import Competency, Framework, PositionRequirement


def frameworks_in_use(day: date) -> list[Framework]:
    """Frameworks of which some position requires something on `day`, in their own order."""
    required = PositionRequirement.objects.on(day).values("competency__framework")
    return list(Framework.objects.filter(pk__in=required))


def required_competencies(framework: Framework, day: date) -> list[Competency]:
    """The competencies of a framework that some position requires on `day`, in their order."""
    required = PositionRequirement.objects.on(day).values("competency")
    return list(Competency.objects.filter(framework=framework, pk__in=required))


def required_levels(position_ids: Iterable[int], day: date) -> dict[int, dict[int, int]]:
    """For each position, the level number it requires of each competency on `day`."""
    found: dict[int, dict[int, int]] = {}
    rows = PositionRequirement.objects.on(day).filter(position_id__in=list(position_ids))
    for position, competency, number in rows.values_list(
        "position_id", "competency_id", "level__number"
    ):
        found.setdefault(position, {})[competency] = number
    return found
