"""The kinds of rule: a pure decision each, by slug, none twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a rule asks for."""

    trust: str
    minimum_score: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a course result shows."""

    trust: str
    score: Decimal | None
    on: date


Decide = Callable[[Asked, Shown], bool]

_kinds: dict[str, Decide] = {}


def rule(slug: str) -> Callable[[Decide], Decide]:
    """Register a kind of rule; a second one with the same slug is an error."""

    def register(decide: Decide) -> Decide:
        if slug in _kinds:
            raise ValueError(f"Two kinds of rule {slug!r}.")
        _kinds[slug] = decide
        return decide

    return register


def decide(slug: str, asked: Asked, shown: Shown) -> bool:
    """Whether a rule of this kind is met; `KeyError` for a kind nobody registered."""
    return _kinds[slug](asked, shown)


def slugs() -> list[str]:
    """All kinds of rule."""
    return sorted(_kinds)
