"""What is past its term goes: statements by their kind, other tables by the register.

Statements go in batches of people, and what is derived about these people is rebuilt from what is
left in the same transaction: a replay finds no difference afterwards. Papers are no derived rows;
the register keeps them for its own term. A run that is repeated finds nothing left to do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.functional import Promise

from lms.accounts.personal_data import Blank, Erase, Holding, holdings
from lms.kit import clock
from lms.organisation.actions.changes import posts_changed
from lms.records.kinds import Kind, declared
from lms.records.models import RetentionRun, StatementId, StatementRow
from lms.records.replay import replay_people

PEOPLE_A_BATCH = 200
ROWS_A_BATCH = 2000
LAST_DAY_OF_ALL = 28
ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtextextended('lms/retention', 0))"
DONE = "SELECT pg_advisory_unlock(hashtextextended('lms/retention', 0))"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One line of the register of terms: a kind of statement, or a table."""

    name: str
    purpose: str | Promise
    keep_months: int
    does: str


def terms() -> list[Term]:
    """Every term that a run looks at, statements first."""
    said = [
        Term(name=name_of(one), purpose=one.purpose, keep_months=one.keep_months, does="delete")
        for one in declared()
    ]
    return said + [
        Term(
            name=table_of(one),
            purpose=one.purpose,
            keep_months=one.keep_months,
            does="blank" if isinstance(one.past, Blank) else one.past.value,
        )
        for one in _dated()
    ]


def by_purpose(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What a run met, told by purpose: the names of tables say little to a reader."""
    purposes = {term.name: term.purpose for term in terms()}
    told: Counter[str] = Counter()
    for name, count in counts.items():
        told[str(purposes.get(name, name))] += count
    return list(told.most_common())


def due() -> dict[str, int]:
    """How many rows are past their term, by line; lines without any are left out."""
    counts = _statements_due()
    counts.update({table_of(one): _expired(one).count() for one in _dated()})
    return dict(+counts)


def apply() -> RetentionRun | None:
    """Let go of all that is past its term; None while another run is at it."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        if not cursor.fetchone()[0]:
            return None
        try:
            return _apply()
        finally:
            cursor.execute(DONE)


def name_of(kind: Kind) -> str:
    """A kind as the register names it."""
    return f"{kind.verb.value} {kind.object_kind}"


def table_of(holding: Holding) -> str:
    """A table as the register names it."""
    return f"{holding.model._meta.label}:{holding.told_by}"


def cutoff(keep_months: int, now: datetime) -> datetime:
    """The moment before which something with this term is past it."""
    month = now.year * 12 + now.month - 1 - keep_months
    day = min(now.day, LAST_DAY_OF_ALL)
    return now.replace(year=month // 12, month=month % 12 + 1, day=day)


def _apply() -> RetentionRun:
    counts: Counter[str] = Counter()
    while people := _people_with_old_statements():
        counts.update(_forget_statements(people))
    for holding in sorted(_dated(), key=_depth, reverse=True):
        counts[table_of(holding)] = _meet(holding)
    return RetentionRun.objects.create(at=clock.now(), counts=dict(+counts))


def _old() -> Q:
    """Statements past the term of their kind."""
    now, found = clock.now(), Q(pk__in=[])
    for kind in declared():
        before = cutoff(kind.keep_months, now)
        found |= Q(verb=kind.verb, object_kind=kind.object_kind, stored__lt=before)
    return found


def _statements_due() -> Counter[str]:
    rows = StatementRow.objects.filter(_old()).values_list("verb", "object_kind")
    totals = rows.annotate(total=models.Count("id")).order_by()
    return Counter({f"{verb} {kind}": total for verb, kind, total in totals})


def _people_with_old_statements() -> list[int]:
    rows = StatementRow.objects.filter(_old()).order_by("actor_id")
    return list(rows.values_list("actor_id", flat=True).distinct()[:PEOPLE_A_BATCH])


@transaction.atomic
def _forget_statements(people: list[int]) -> Counter[str]:
    """Delete these people's old statements, and rebuild what was worked out from them."""
    rows = StatementRow.objects.filter(_old(), actor_id__in=people)
    gone = list(rows.values_list("id", "verb", "object_kind"))
    rows.delete()
    StatementId.objects.filter(pk__in=[one[0] for one in gone]).delete()
    replay_people(people)
    posts_changed(people)
    return Counter(f"{verb} {kind}" for _id, verb, kind in gone)


def _dated() -> Iterator[Holding]:
    return (one for one in holdings() if one.dated)


def _expired(holding: Holding) -> models.QuerySet[models.Model]:
    return holding.expired(cutoff(holding.keep_months, clock.now()))


def _meet(holding: Holding) -> int:
    """Do to the expired rows of one table what it says, a batch at a time; returns how many."""
    done = 0
    while keys := list(_expired(holding).values_list("pk", flat=True)[:ROWS_A_BATCH]):
        rows = holding.model._base_manager.filter(pk__in=keys)
        if isinstance(holding.past, Blank):
            rows.update(**holding.past.fields)
        elif holding.past is Erase.DETACH:
            rows.update(**{holding.field: None})
        else:
            rows.delete()
        done += len(keys)
    return done


def _depth(holding: Holding) -> int:
    """Rows that hang on others go before them."""
    return holding.told_by.count("__")
