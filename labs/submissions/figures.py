"""How a lab went, as bars with words: the spread of the marks, and the checks that fail most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

STEPS = 10
WIDEST = 100


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: what it counts, how many, and its width in a hundred."""

    label: str
    count: int
    width: float
    of: int = 0


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How the best marks of a class are spread, in tenths of all points."""

    bars: tuple[Bar, ...]
    people: int
    median: float


def spread(shares: Sequence[float]) -> Spread | None:
    """The spread of these shares; nothing where nobody has a mark."""
    if not shares:
        return None
    steps = Counter(min(int(share * STEPS + 1e-9), STEPS - 1) for share in shares)
    most = max(steps.values())
    bars = tuple(
        Bar(
            label=_("%(from)s–%(to)s%%") % {"from": step * 10, "to": (step + 1) * 10},
            count=steps[step],
            width=WIDEST * steps[step] / most,
        )
        for step in reversed(range(STEPS))
    )
    return Spread(bars=bars, people=len(shares), median=100 * median(shares))


def failing(reports: Iterable[Sequence[dict[str, Any]]], at_most: int = 8) -> tuple[Bar, ...]:
    """The checks that most people do not pass in full, in their newest attempt."""
    failed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for marks in reports:
        for mark in marks:
            if mark["state"] == "by_hand":
                continue
            asked[mark["cell"]] += 1
            failed[mark["cell"]] += mark["state"] != "ok"
            titles[mark["cell"]] = mark.get("title") or mark["cell"]
    worst = [cell for cell, count in failed.most_common(at_most) if count]
    return tuple(
        Bar(
            label=titles[cell],
            count=failed[cell],
            width=WIDEST * failed[cell] / asked[cell],
            of=asked[cell],
        )
        for cell in worst
    )
