"""Whether a unit is ready: facts in, answer out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class HandoverState(StrEnum):
    """Where a handover stands."""

    ACCEPTED = "accepted"
    READY = "ready"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a condition asks: so many people with a competency at a level or above."""

    competency_id: int
    code: str
    name: str
    level: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A condition beside what the unit has today."""

    need: Need
    people: int

    @property
    def is_met(self) -> bool:
        """Enough people hold the competency at the level."""
        return self.people >= self.need.people

    @property
    def missing(self) -> int:
        """How many people are still missing."""
        return max(0, self.need.people - self.people)


def findings(needs: Iterable[Need], held: Mapping[int, Iterable[int]]) -> list[Finding]:
    """Each need beside the facts; `held` maps a competency to the level of each holder."""
    return [
        Finding(
            need=need,
            people=sum(level >= need.level for level in held.get(need.competency_id, ())),
        )
        for need in needs
    ]


def state(*, accepted: bool, found: Iterable[Finding]) -> HandoverState:
    """Accepted once is accepted; otherwise every condition decides. No condition, no readiness."""
    if accepted:
        return HandoverState.ACCEPTED
    listed = list(found)
    met = bool(listed) and all(one.is_met for one in listed)
    return HandoverState.READY if met else HandoverState.BLOCKED
