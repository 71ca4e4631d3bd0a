"""The trace of a run: its steps in order, the state they lead to, their digest."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from labs.simulators import registry
from labs.simulators.engine import Content, Engine, Moment, Taken
from labs.simulators.models import Run, ScenarioVersion, Step


def engine_of(version: ScenarioVersion) -> Engine:
    """The engine that a version is written for."""
    return registry.get(version.scenario.engine)


def steps_of(run: Run) -> list[Taken]:
    """The steps of a run, in order."""
    rows = Step.objects.filter(run=run).order_by("number")
    said = rows.values_list("sitting__seat", "kind", "data")
    return [Taken(seat=seat, kind=kind, data=data) for seat, kind, data in said]


def replay(engine: Engine, content: Content, seed: int, steps: Iterable[Taken]) -> Any:
    """The state after these steps."""
    state = engine.start(content, seed)
    for step in steps:
        state = engine.apply(state, step)
    return state


def moments(engine: Engine, content: Content, seed: int, steps: Iterable[Taken]) -> list[Moment]:
    """The steps in words, oldest first."""
    state, told = engine.start(content, seed), []
    for number, step in enumerate(steps, 1):
        after = engine.apply(state, step)
        told.append(engine.told(state, step, after, number))
        state = after
    return told


def digest(version: ScenarioVersion, seed: int, steps: Sequence[Taken]) -> str:
    """Over the scenario's version, the seed and every step: the evidence of a run."""
    whole = {
        "scenario": version.sha256,
        "seed": seed,
        "steps": [asdict(step) for step in steps],
    }
    return digest_of(whole)


def digest_of(value: Any) -> str:
    """The SHA-256 of plain data in one canonical spelling."""
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()
