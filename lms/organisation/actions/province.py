"""Load the demonstration province, in bulk and as often as one likes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit.ids import derived
from lms.kit.text import fold, name_sort_key, sort_key
from lms.organisation.demo import people as invented
from lms.organisation.demo import province
from lms.organisation.models import Assignment, Position, RoleGrant, Unit, UnitLineage

Progress = Callable[[int, int], None]
CHUNK = 2_000


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """How much is there afterwards."""

    units: int
    people: int


@transaction.atomic
def load_province(
    *,
    scale: province.Scale,
    passwords: Mapping[str, str],
    progress: Progress = lambda _done, _of: None,
) -> Loaded:
    """Write what is not there yet: units, history, posts, people, accounts with their roles.

    `passwords` are those of the accounts to sign in with; nobody else of the demonstration can.
    """
    units = _load_units(scale)
    positions = _load_positions()
    _load_accounts(units, positions, passwords)
    headed = {one.unit for one in province.accounts() if one.is_head}
    done = 0
    for chunk in _chunks(invented.people(scale)):
        _load_people(chunk, units, positions, headed)
        done += len(chunk)
        progress(done, scale.people)
    return Loaded(
        units=len(units), people=User.objects.filter(username__startswith="DEMO-").count()
    )


def _chunks(people: Iterator[invented.PersonFacts]) -> Iterator[list[invented.PersonFacts]]:
    while chunk := list(islice(people, CHUNK)):
        yield chunk


def _load_units(scale: province.Scale) -> dict[str, Unit]:
    held = {unit.code: unit for unit in Unit.objects.all()}
    for facts in province.units(scale):
        if facts.code not in held:
            held[facts.code] = _unit(facts, held.get(facts.parent or ""))
    steps = [
        UnitLineage(
            uuid=derived("demo", "lineage", step.predecessor, step.successor),
            predecessor=held[step.predecessor],
            successor=held[step.successor],
            kind=step.kind,
            effective_on=step.effective_on,
            ground=step.ground,
        )
        for step in province.lineage(scale)
    ]
    UnitLineage.objects.bulk_create(steps, ignore_conflicts=True)
    return held


def _unit(facts: province.UnitFacts, parent: Unit | None) -> Unit:
    unit: Unit = Unit.objects.create(
        uuid=derived("demo", "unit", facts.code),
        code=facts.code,
        name=facts.name,
        short_name=facts.short_name,
        kind=facts.kind,
        parent=parent,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    Unit.objects.filter(pk=unit.pk).update(path=unit.path)
    return unit


def _load_positions() -> dict[str, Position]:
    rows = [
        Position(
            uuid=derived("demo", "position", one.code),
            code=one.code,
            name=one.name,
            sort_key=sort_key(one.name),
        )
        for one in province.positions()
    ]
    Position.objects.bulk_create(rows, ignore_conflicts=True)
    return {one.code: one for one in Position.objects.all()}


def _load_accounts(
    units: dict[str, Unit], positions: dict[str, Position], passwords: Mapping[str, str]
) -> None:
    for facts in province.accounts():
        if User.objects.filter(username=facts.username).exists():
            continue
        person = User.objects.create_user(
            facts.username,
            passwords[facts.username],
            uuid=derived("demo", "person", facts.username),
            full_name=facts.full_name,
            email=f"{facts.username}@example.vn",
        )
        unit = units[facts.unit]
        Assignment.objects.create(
            person=person,
            unit=unit,
            position=positions[facts.position],
            is_head=facts.is_head,
            starts_on=unit.starts_on,
        )
        if facts.role != Role.LEARNER:
            RoleGrant.objects.create(
                person=person,
                role=facts.role,
                unit=units[facts.scope] if facts.scope else None,
                starts_on=unit.starts_on,
            )


def _load_people(
    chunk: list[invented.PersonFacts],
    units: dict[str, Unit],
    positions: dict[str, Position],
    headed: set[str],
) -> None:
    codes = [facts.code for facts in chunk]
    there = set(User.objects.filter(username__in=codes).values_list("username", flat=True))
    new = [facts for facts in chunk if facts.code not in there]
    people = User.objects.bulk_create([_person(facts) for facts in new])
    posts, grants = [], []
    for person, facts in zip(people, new, strict=True):
        for post in facts.posts:
            leads = post.is_head and post.unit not in headed
            posts.append(_post(person, post, units, positions, leads))
            if leads and post.ends_on is None:
                grants.append(_leadership(person, posts[-1]))
    Assignment.objects.bulk_create(posts)
    RoleGrant.objects.bulk_create(grants)


def _person(facts: invented.PersonFacts) -> User:
    return User(
        uuid=derived("demo", "person", facts.code),
        username=facts.code,
        full_name=facts.full_name,
        sort_key=name_sort_key(facts.full_name),
        folded_name=fold(facts.full_name),
        email=facts.email,
        password=make_password(None),
    )


def _post(
    person: User,
    post: invented.PostFacts,
    units: dict[str, Unit],
    positions: dict[str, Position],
    leads: bool,
) -> Assignment:
    return Assignment(
        person=person,
        unit=units[post.unit],
        position=positions[post.position],
        is_head=leads,
        starts_on=post.starts_on,
        ends_on=post.ends_on,
    )


def _leadership(person: User, post: Assignment) -> RoleGrant:
    return RoleGrant(person=person, role=Role.UNIT_HEAD, unit=post.unit, starts_on=post.starts_on)
