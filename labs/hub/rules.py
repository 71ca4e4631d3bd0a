"""What becomes of a place, from what the hub says about the person's server."""

from labs.hub.client import Server
from labs.hub.models import PlaceState

OPEN = frozenset({PlaceState.WAITING, PlaceState.STARTING, PlaceState.READY})


def after(state: str, server: Server, problem: str) -> PlaceState:
    """The next state; `problem` is why the last start failed, empty when none did.

    A start of which the hub knows nothing any more was lost with a killed hub: it is asked anew,
    and the place in the queue is kept.
    """
    held = PlaceState(state)
    if server.ready:
        return PlaceState.READY
    if server.pending == "spawn":
        return PlaceState.STARTING
    if server.pending:
        return held
    if held == PlaceState.STARTING:
        return PlaceState.FAILED if problem else PlaceState.WAITING
    return PlaceState.CLOSED if held == PlaceState.READY else held
