"""The units, positions and accounts of the demonstration, read from the files beside this one."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TWO_TIERS_SINCE = date(2025, 7, 1)
DISTRICTS_UNTIL = date(2025, 6, 30)


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """A unit; `parent` is the code of another one."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class LineageFacts:
    """One unit's tasks went to another on a day."""

    predecessor: str
    successor: str
    kind: str
    effective_on: date
    ground: str


@dataclass(frozen=True, kw_only=True)
class PositionFacts:
    """A position and the competency profile required of it."""

    code: str
    name: str
    profile: str


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """A demonstration account; `scope` is the code of the unit its role reaches."""

    username: str
    full_name: str
    role: str
    unit: str
    position: str
    is_head: bool
    scope: str | None


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much of the province is shown, with how many people and courses."""

    name: str
    communes: int
    people: int
    courses: int


SCALES = {
    scale.name: scale
    for scale in (
        Scale(name="small", communes=8, people=120, courses=3),
        Scale(name="default", communes=166, people=2_000, courses=3),
        Scale(name="large", communes=166, people=40_000, courses=60),
    )
}


def units(scale: Scale) -> tuple[UnitFacts, ...]:
    """The units of a scale, every parent before its children."""
    rows = (_unit(row) for row in _read("units")["units"])
    return tuple(row for row in rows if _shown(row.code, scale))


def lineage(scale: Scale) -> tuple[LineageFacts, ...]:
    """The steps of history between units of a scale."""
    return tuple(
        LineageFacts(**row | {"effective_on": date.fromisoformat(row["effective_on"])})
        for row in _read("units")["lineage"]
        if _shown(row["predecessor"], scale) and _shown(row["successor"], scale)
    )


def positions() -> tuple[PositionFacts, ...]:
    """All positions."""
    return tuple(PositionFacts(**row) for row in _read("positions")["positions"])


def posts() -> dict[str, list[str]]:
    """For each kind of unit the positions filled in it, the head's first."""
    return dict(_read("positions")["posts"])


def accounts() -> tuple[AccountFacts, ...]:
    """The accounts to sign in with, one for each role."""
    return tuple(AccountFacts(**row) for row in _read("accounts")["accounts"])


def former_district(scale: Scale) -> dict[str, str]:
    """For each commune and its service centre the district unit that stood there before."""
    found = {}
    for step in lineage(scale):
        if step.effective_on == TWO_TIERS_SINCE:
            found[step.successor] = step.predecessor
            found[f"{step.successor}-PVHCC"] = step.predecessor
    return found


def _unit(row: dict[str, Any]) -> UnitFacts:
    ends_on = row["ends_on"] and date.fromisoformat(row["ends_on"])
    dates = {"starts_on": date.fromisoformat(row["starts_on"]), "ends_on": ends_on}
    return UnitFacts(**row | dates)


def _shown(code: str, scale: Scale) -> bool:
    """Communes beyond the scale's number are left out, with their service centres."""
    place = code.removeprefix("LS-X")
    return place == code or int(place[:3]) <= scale.communes


@cache
def _read(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return facts
