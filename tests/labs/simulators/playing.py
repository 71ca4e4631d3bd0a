"""An engine that plays itself, and what its grader says."""

from typing import Any

from labs.simulators.engine import Taken, Verdict


def played(engine: Any, content: dict[str, Any], seed: int, seat: str) -> list[Taken]:
    """The steps of the engine's own golden trace."""
    state, steps = engine.start(content, seed), []
    while step := engine.play(state, seat):
        steps.append(step)
        state = engine.apply(state, step)
    return steps


def rules(verdict: Verdict) -> list[str]:
    """What was found, in order."""
    return sorted(one.rule for one in verdict.findings)
