"""What a marking and the points given by hand add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BY_HAND = ("by_hand", "blank")


@dataclass(frozen=True, kw_only=True)
class Total:
    """The points so far, of how many, and the cells that still wait for a person."""

    score: float
    max_score: float
    pending: tuple[str, ...]


def total(marks: Sequence[Mapping[str, Any]], by_hand: Mapping[str, float]) -> Total:
    """Sum up the marks of a report; an answer left blank needs no person, but may be given one."""
    score, most, pending = 0.0, 0.0, []
    for mark in marks:
        most += mark["max_score"]
        given = by_hand.get(mark["cell"]) if mark["state"] in BY_HAND else None
        if given is not None:
            score += min(given, mark["max_score"])
        elif mark["state"] == "by_hand":
            pending.append(mark["cell"])
        else:
            score += mark["score"] or 0.0
    return Total(score=score, max_score=most, pending=tuple(pending))


def share(score: float | None, most: float | None) -> float:
    """The part of all points; without points to give, handing in is all of it."""
    if not most:
        return 1.0
    return (score or 0.0) / most
