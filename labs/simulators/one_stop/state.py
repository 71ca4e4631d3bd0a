"""The whole of a one-stop system at one moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from labs.simulators.engine import Content, Refused
from labs.simulators.one_stop.dossiers import (
    ASKED,
    AWAY,
    DONE,
    RESULT,
    WORKING,
    Dossier,
    draw,
)
from labs.simulators.one_stop.files import refusal
from labs.simulators.one_stop.procedures import procedure
from labs.simulators.one_stop.working_days import Clock, calendar

COUNTER, DECIDER = "xa", "tinh"


@dataclass(frozen=True, kw_only=True)
class State:
    """The clock, the dossiers, and whether the deciding desk has a person of its own."""

    clock: Clock
    last_day: date
    paired: bool
    dossiers: tuple[Dossier, ...]

    def dossier(self, code: str) -> Dossier:
        """One dossier, or a refusal."""
        for one in self.dossiers:
            if one.code == code:
                return one
        raise Refused(refusal("no-dossier"))

    def with_dossier(self, changed: Dossier) -> "State":
        """The same with one dossier replaced."""
        dossiers = tuple(changed if one.code == changed.code else one for one in self.dossiers)
        return replace(self, dossiers=dossiers)

    def later(self, minutes: int) -> "State":
        """After so much work; what was due to come back has come."""
        return self._at(self.clock.after(minutes))

    def next_day(self) -> "State":
        """The next morning."""
        return self._at(self.clock.next_morning())

    def is_at(self, dossier: Dossier, seat: str) -> bool:
        """Whether a dossier lies on this desk."""
        if dossier.status in DONE or dossier.back is not None:
            return False
        return (dossier.status == AWAY) == (seat == DECIDER)

    @property
    def is_done(self) -> bool:
        """Whether every dossier has its end."""
        return all(one.status in DONE for one in self.dossiers)

    def _at(self, clock: Clock) -> "State":
        dossiers = tuple(_arrived(one, clock) for one in self.dossiers)
        return replace(self, clock=clock, dossiers=dossiers)


def first(content: Content, seed: int) -> State:
    """Before the first step."""
    rng = Random(seed)  # noqa: S311  # invented people, not secrets
    clock = Clock(date.fromisoformat(content["start_on"]), calendar=calendar(content))
    if not clock.calendar.is_working(clock.day):
        clock = clock.next_morning()
    # The database keeps no order of keys, and what is drawn must not depend on it.
    kinds = {slug: procedure(slug, said) for slug, said in sorted(content["procedures"].items())}
    return State(
        clock=clock,
        last_day=clock.day_after(content["days"]),
        paired=bool(content["paired"]),
        dossiers=draw(rng, kinds, content["dossiers"], list(content["traps"]), clock),
    )


def _arrived(dossier: Dossier, clock: Clock) -> Dossier:
    """What comes back by itself: an applicant with papers, a unit with a result."""
    if dossier.back is None or dossier.back > clock:
        return dossier
    return _COMES[dossier.status](dossier)


def _from_applicant(dossier: Dossier) -> Dossier:
    return dossier.supplemented(dossier.back or dossier.since)


def _from_unit(dossier: Dossier) -> Dossier:
    """The right unit brings a result; the wrong one brings the dossier back as it was."""
    kind = dossier.procedure
    if dossier.unit != kind.unit:
        return replace(dossier, status=WORKING, unit="", back=None)
    signer = kind.signer if kind.signed_at == "unit" else ""
    return replace(dossier, status=RESULT, back=None, concluded=True, signer=signer)


_COMES: dict[str, Callable[[Any], Dossier]] = {ASKED: _from_applicant, AWAY: _from_unit}
