"""Whose turn it is."""

from labs.simulators.one_stop.state import COUNTER, DECIDER, State


def turn(state: State) -> frozenset[str]:
    """The desks with a dossier on them; the counter, too, when all there is to do is to wait."""
    if state.is_done:
        return frozenset()
    seats = (COUNTER, DECIDER) if state.paired else (COUNTER,)
    busy = {seat for seat in seats if any(state.is_at(one, seat) for one in state.dossiers)}
    return frozenset(busy or {COUNTER})
