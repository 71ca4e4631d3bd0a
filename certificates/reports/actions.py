"""Keep standings and summaries true: in the transaction of an award, or by counting anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from certificates.reports.models import Standing, UnitSummary
from certificates.reports.standing import Key, Place, places
from lms.accounts.models import User
from lms.kit import clock
from lms.organisation.models import Assignment

BATCH = 500
Delta = dict[Key, list[int]]
_COUNT = """
    INSERT INTO certificates_unitsummary (unit_id, competency_id, required, met, holders)
    SELECT unit, competency_id,
           count(*) FILTER (WHERE required > 0),
           count(*) FILTER (WHERE required > 0 AND level >= required),
           count(*) FILTER (WHERE level > 0)
    FROM certificates_standing, unnest(units) AS unit
    GROUP BY unit, competency_id
"""
_OPEN = """
    INSERT INTO certificates_unitsummary (unit_id, competency_id, required, met, holders)
    SELECT unit, competency, 0, 0, 0
    FROM unnest(%s::bigint[], %s::bigint[]) AS given (unit, competency)
    ORDER BY unit, competency
    ON CONFLICT DO NOTHING
"""
_LOCK = """
    SELECT id FROM certificates_unitsummary
    JOIN unnest(%s::bigint[], %s::bigint[]) AS given (unit, competency)
      ON unit_id = unit AND competency_id = competency
    ORDER BY unit_id, competency_id FOR UPDATE OF certificates_unitsummary
"""
_ADD = """
    UPDATE certificates_unitsummary AS held
    SET required = held.required + given.required, met = held.met + given.met,
        holders = held.holders + given.holders
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::int[])
      AS given (unit, competency, required, met, holders)
    WHERE held.unit_id = given.unit AND held.competency_id = given.competency
"""


def refresh(*, person_ids: Iterable[int]) -> int:
    """Work out where these people stand today, and carry the differences to every unit above.

    Returns how many standings changed. Nothing is written where nothing changed.
    """
    changed = 0
    for batch in _batches(sorted(set(person_ids))):
        with transaction.atomic():
            changed += _refresh(batch)
    return changed


def refresh_position(*, position_id: int) -> int:
    """The same for everybody who serves in a position today."""
    serving = Assignment.objects.on(clock.today()).filter(position_id=position_id)
    return refresh(person_ids=serving.values_list("person_id", flat=True))


def refresh_everybody() -> int:
    """The same for everybody: what a new day, an import or a reorganisation brought."""
    concerned = User.objects.filter(Q(assignments__isnull=False) | Q(awards__isnull=False))
    return refresh(person_ids=concerned.values_list("pk", flat=True).distinct())


def recount_standings() -> None:
    """Count all standings anew."""
    with transaction.atomic():
        Standing.objects.all().delete()
        everybody = User.objects.order_by("pk").values_list("pk", flat=True)
        for batch in _batches(list(everybody)):
            _write({}, places(batch, clock.today()))


def recount_summaries() -> None:
    """Count all summaries anew from the standings."""
    with transaction.atomic(), connection.cursor() as cursor:
        UnitSummary.objects.all().delete()
        cursor.execute(_COUNT)


def _refresh(people: Sequence[int]) -> int:
    """One batch: lock the people, compare, write, carry up."""
    list(
        User.objects.select_for_update(no_key=True)
        .filter(pk__in=people)
        .order_by("pk")
        .values("pk")
    )
    rows = Standing.objects.filter(person_id__in=people)
    before = {(row.person_id, row.competency_id): _place(row) for row in rows}
    after = places(people, clock.today())
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    if changed:
        _write(
            {key: before[key] for key in changed if key in before},
            {key: after[key] for key in changed if key in after},
        )
        _carry(_deltas(changed, before, after))
    return len(changed)


def _place(row: Standing) -> Place:
    return Place(
        required=row.required,
        level=row.level,
        valid_until=row.valid_until,
        units=tuple(row.units),
    )


def _write(before: dict[Key, Place], after: dict[Key, Place]) -> None:
    """Put the standings of `after` in the place of those of `before`."""
    for person, competency in before.keys() - after.keys():
        Standing.objects.filter(person_id=person, competency_id=competency).delete()
    rows = [
        Standing(
            person_id=person,
            competency_id=competency,
            required=place.required,
            level=place.level,
            valid_until=place.valid_until,
            units=list(place.units),
        )
        for (person, competency), place in after.items()
    ]
    Standing.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["person", "competency"],
        update_fields=["required", "level", "valid_until", "units"],
    )


def _deltas(keys: Iterable[Key], before: dict[Key, Place], after: dict[Key, Place]) -> Delta:
    """What changes in each unit for each competency: who needs it, meets it, has it."""
    found: Delta = defaultdict(lambda: [0, 0, 0])
    for key in keys:
        for places_of, sign in ((before, -1), (after, 1)):
            place = places_of.get(key)
            for unit in place.units if place else ():
                for at, count in enumerate(place.counts if place else ()):
                    found[unit, key[1]][at] += sign * count
    return {key: change for key, change in found.items() if any(change)}


def _carry(deltas: Delta) -> None:
    """Add the changes to the summaries, in one order everywhere so that no two wait in a ring."""
    keys = sorted(deltas)
    units, competencies = [unit for unit, _ in keys], [competency for _, competency in keys]
    changes = [[deltas[key][at] for key in keys] for at in range(3)]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [units, competencies])
        cursor.execute(_LOCK, [units, competencies])
        cursor.execute(_ADD, [units, competencies, *changes])
    if any(change < 0 for column in changes for change in column):
        UnitSummary.objects.filter(unit_id__in=units, required=0, met=0, holders=0).delete()


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    given = iter(ids)
    while batch := list(islice(given, BATCH)):
        yield batch
