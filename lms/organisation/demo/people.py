"""Invented people, the same for the same seed, spread evenly over the units."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from lms.organisation.demo.province import (
    DISTRICTS_UNTIL,
    FOLDER,
    Scale,
    UnitFacts,
    former_district,
    posts,
    units,
)

SEED = 2026
SERVED_DISTRICT_SINCE = date(2015, 1, 1)


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    """A post held from a day to a day."""

    unit: str
    position: str
    is_head: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """A person with the posts held, the present one last."""

    code: str
    full_name: str
    email: str
    posts: tuple[PostFacts, ...]


def people(scale: Scale, seed: int = SEED) -> Iterator[PersonFacts]:
    """The people of a scale. Every unit first gets its head, then its other posts in turn."""
    places = [unit for unit in units(scale) if unit.ends_on is None]
    filled = posts()
    before = former_district(scale)
    for number in range(scale.people):
        unit = places[number % len(places)]
        turn = number // len(places)
        yield _person(number + 1, unit, _position(filled[unit.kind], turn), turn == 0, before, seed)


def _position(of_unit: list[str], turn: int) -> str:
    """The head's post is filled once; the others again and again."""
    if turn < len(of_unit) or len(of_unit) == 1:
        return of_unit[min(turn, len(of_unit) - 1)]
    return of_unit[1 + (turn - 1) % (len(of_unit) - 1)]


def _person(
    number: int, unit: UnitFacts, position: str, is_head: bool, before: dict[str, str], seed: int
) -> PersonFacts:
    chance = Random(f"{seed}:{number}")  # noqa: S311  # repeatable on purpose
    code = f"DEMO-{number:05d}"
    name = _name(chance)
    now = _present(unit, position, is_head, chance)
    earlier = _earlier(before.get(unit.code), position, chance)
    return PersonFacts(
        code=code,
        full_name=name,
        email=f"{code.lower()}@example.vn",
        posts=(*earlier, now),
    )


def _present(unit: UnitFacts, position: str, is_head: bool, chance: Random) -> PostFacts:
    """The post held today, taken up with the unit or some time after, never in the future."""
    opened = max(unit.starts_on, date(2018, 1, 1))
    begun = opened if is_head else opened + timedelta(days=chance.randrange(0, 120))
    return PostFacts(
        unit=unit.code, position=position, is_head=is_head, starts_on=begun, ends_on=None
    )


def _earlier(district: str | None, position: str, chance: Random) -> tuple[PostFacts, ...]:
    """One in three of those in the communes served in the district unit before."""
    if district is None or chance.random() >= 1 / 3:
        return ()
    begun = SERVED_DISTRICT_SINCE + timedelta(days=chance.randrange(0, 3_000))
    return (
        PostFacts(
            unit=district,
            position=position,
            is_head=False,
            starts_on=begun,
            ends_on=DISTRICTS_UNTIL,
        ),
    )


def _name(chance: Random) -> str:
    """A common family, middle and given name, and the mark of an invented person."""
    names = _names()
    family = chance.choices(list(names["family"]), list(names["family"].values()))[0]
    people_of = names["women"] if chance.random() < 0.5 else names["men"]
    middle, given = chance.choice(people_of["middle"]), chance.choice(people_of["given"])
    return f"{family} {middle} {given} {names['mark']}"


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = json.loads((FOLDER / "names.json").read_text(encoding="utf-8"))
    return names
