"""What a procedure's figures rest on in law, and which of them could be compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

POINTS = ("time", "fee", "papers", "level")


class BasisMissing(ValueError):
    """A procedure that ships does not say what it rests on."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One of the figures: the clauses it rests on, and where it was found or what is missing."""

    law: str
    source: str = ""
    gap: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether the figure was found in a source that tells the law in force."""
        return bool(self.source)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Nothing of it is known of what was frozen before procedures carried it."""

    checked_on: date | None = None
    points: Mapping[str, Point] = field(default_factory=dict)

    @property
    def laws(self) -> str:
        """The clauses, each once."""
        return "; ".join(dict.fromkeys(one.law for one in self.points.values()))


def basis(said: Mapping[str, Any]) -> Basis:
    """The basis of a procedure as its file, or a scenario's content, says it."""
    if "basis" not in said:
        return Basis()
    points = {slug: Point(**said["basis"][slug]) for slug in POINTS}
    return Basis(checked_on=date.fromisoformat(said["basis"]["checked_on"]), points=points)


def require_basis(slug: str, said: Mapping[str, Any]) -> None:
    """Refuse a procedure with a figure that rests on nothing or whose state is not told."""
    try:
        points = basis(said).points
    except (KeyError, TypeError, ValueError) as fault:
        raise BasisMissing(f"{slug}: the basis cannot be read: {fault}") from fault
    if not points:
        raise BasisMissing(f"{slug}: no basis")
    for name, point in points.items():
        if not point.law or bool(point.source) == bool(point.gap):
            raise BasisMissing(f"{slug}: {name} needs a law, and either a source or a gap")
