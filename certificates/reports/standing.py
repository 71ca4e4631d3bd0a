"""Where people stand, worked out from their posts, what these require, and their awards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from certificates.achievements.queries import best_levels
from certificates.competencies.queries import required_levels
from lms.organisation.models import Assignment, Unit

Key = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One person against one competency: level needed and held, and the units it counts in."""

    required: int
    level: int
    valid_until: date | None
    units: tuple[int, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """What this adds to each unit: one who needs it, one who meets it, one who has it."""
        needed = int(self.required > 0)
        return needed, int(needed and self.level >= self.required), int(self.level > 0)


def places(person_ids: Iterable[int], day: date) -> dict[Key, Place]:
    """Every person's place on `day`; only where something is required or held."""
    people = list(person_ids)
    posts = _posts(people, day)
    needed = required_levels({position for found in posts.values() for position, _ in found}, day)
    held = best_levels(people, day)
    shown: dict[int, set[int]] = {}
    for person, competency in held:
        shown.setdefault(person, set()).add(competency)
    found: dict[Key, Place] = {}
    for person in people:
        units = tuple(sorted({unit for _, path in posts.get(person, []) for unit in path}))
        required = _highest(needed, [position for position, _ in posts.get(person, [])])
        for competency in sorted(required.keys() | shown.get(person, set())):
            level, until = held.get((person, competency), (0, None))
            found[person, competency] = Place(
                required=required.get(competency, 0), level=level, valid_until=until, units=units
            )
    return found


def _posts(people: list[int], day: date) -> dict[int, list[tuple[int, list[int]]]]:
    """For each person: the position of each post, with the ids of its unit and all above."""
    rows = Assignment.objects.on(day).filter(person_id__in=people)
    posts: dict[int, list[tuple[int, list[int]]]] = {}
    for person, position, path in rows.values_list("person_id", "position_id", "unit__path"):
        posts.setdefault(person, []).append((position, Unit(path=path).ancestor_ids))
    return posts


def _highest(needed: dict[int, dict[int, int]], positions: list[int]) -> dict[int, int]:
    """The highest level that any of the positions requires, for each competency."""
    highest: dict[int, int] = {}
    for position in positions:
        for competency, level in needed.get(position, {}).items():
            highest[competency] = max(level, highest.get(competency, 0))
    return highest
