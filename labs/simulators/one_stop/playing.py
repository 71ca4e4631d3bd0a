"""What a careful official would do next: the system's part where nobody sits."""

from typing import Any

from labs.simulators.engine import Taken
from labs.simulators.one_stop.dossiers import NEW, RESULT, WORKING, Dossier
from labs.simulators.one_stop.state import COUNTER, State

Move = tuple[str, dict[str, Any]]


def next_step(state: State, seat: str, turn: frozenset[str]) -> Taken | None:
    """The right next step at a desk; None when there is nothing to do there."""
    if seat not in turn:
        return None
    for dossier in state.dossiers:
        if state.is_at(dossier, seat):
            kind, data = _at_counter(state, dossier) if seat == COUNTER else _decide(dossier)
            return Taken(seat=seat, kind=kind, data={"dossier": dossier.code, **data})
    if state.clock.day >= state.last_day:
        return None
    return Taken(seat=seat, kind="next-day", data={})


def _at_counter(state: State, dossier: Dossier) -> Move:
    stages = {NEW: _answer, WORKING: _send_on, RESULT: _close}
    return stages[dossier.status](state, dossier)


def _answer(state: State, dossier: Dossier) -> Move:
    """Check everything, look up what is needed, then come to the one right conclusion."""
    for paper in dossier.papers:
        if paper.slug not in dossier.checks:
            return "check", {"paper": paper.slug, "verdict": paper.truth}
    if dossier.is_hopeless:
        return "refuse", {"reason": dossier.faulty[0].truth}
    if dossier.faulty:
        return "supplement", {"papers": sorted(one.slug for one in dossier.faulty)}
    if dossier.needs_lookup and not dossier.lookups:
        return "lookup", {"person": "applicant", "purpose": "xac-minh-cu-tru"}
    return "accept", {"due": dossier.procedure.due(state.clock).isoformat()}


def _send_on(_state: State, dossier: Dossier) -> Move:
    if dossier.paid is None:
        return "fee", {"amount": dossier.fee}
    left = sorted(one.slug for one in dossier.papers if one.slug not in dossier.digitised)
    if left:
        return "digitise", {"papers": left}
    return "forward", {"unit": dossier.procedure.unit}


def _close(_state: State, dossier: Dossier) -> Move:
    if not dossier.signer:
        return "sign", {"signer": dossier.procedure.signer}
    if dossier.paid is None:
        return "fee", {"amount": dossier.fee}
    return "return", {}


def _decide(dossier: Dossier) -> Move:
    for paper in dossier.papers:
        if paper.slug not in dossier.examined:
            return "examine", {"paper": paper.slug, "verdict": paper.truth}
    if not dossier.concluded:
        return "conclude", {}
    if not dossier.signer:
        return "sign", {"signer": dossier.procedure.signer}
    return "send-back", {}
