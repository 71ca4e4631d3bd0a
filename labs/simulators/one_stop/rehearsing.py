"""The faultless trace of a scenario, played by the system alone."""

from labs.simulators.engine import Content, Taken
from labs.simulators.one_stop.acts import apply
from labs.simulators.one_stop.grading import grade
from labs.simulators.one_stop.playing import next_step
from labs.simulators.one_stop.state import COUNTER, DECIDER, first
from labs.simulators.one_stop.turns import turn

SEEDS = range(5)
LONGEST = 400


def golden(content: Content, seed: int) -> list[Taken]:
    """What faultless officials do at all desks, until there is nothing left to do."""
    state, steps = first(content, seed), list[Taken]()
    while len(steps) < LONGEST:
        moves = (next_step(state, seat, turn(state)) for seat in (DECIDER, COUNTER))
        step = next((one for one in moves if one is not None), None)
        if step is None:
            break
        steps.append(step)
        state = apply(state, step)
    return steps


def can_be_done(content: Content) -> bool:
    """Whether full marks can be reached, tried with a few seeds."""
    return all(
        set(grade(content, seed, golden(content, seed)).scores.values()) == {100.0}
        for seed in SEEDS
    )
