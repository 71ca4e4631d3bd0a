"""Reads of awards for the components above."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from certificates.achievements.models import Award, AwardQuerySet
from lms.accounts.models import User


def awards_of(person: User) -> AwardQuerySet:
    """All awards of a person, newest first."""
    return (
        Award.objects.filter(person=person)
        .select_related("competency__framework", "level")
        .order_by("-earned_on", "competency__framework_id", "competency__position")
    )


def awards_caused_by(cause: UUID) -> list[Award]:
    """What one course result earned, in the order of the frameworks."""
    caused = Award.objects.filter(cause=cause).select_related("competency__framework", "level")
    return list(caused.order_by("competency__framework_id", "competency__position"))


def best_levels(
    person_ids: Iterable[int], day: date
) -> dict[tuple[int, int], tuple[int, date | None]]:
    """For each person and competency: the highest level that holds on `day`, and until when.

    Of two awards at the same level the one that holds longer counts.
    """
    best: dict[tuple[int, int], tuple[int, date | None]] = {}
    rows = Award.objects.valid_on(day).filter(person_id__in=list(person_ids))
    for person, competency, number, until in rows.values_list(
        "person_id", "competency_id", "level__number", "valid_until"
    ):
        held = best.get((person, competency))
        if held is None or _rank(number, until) > _rank(*held):
            best[person, competency] = (number, until)
    return best


def _rank(number: int, until: date | None) -> tuple[int, date]:
    return (number, until or date.max)
