"""Take steps: each is one row, written in the transaction that worked it out."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from labs.simulators.engine import Engine, Refused, Taken
from labs.simulators.errors import RunOver, TooManySteps
from labs.simulators.models import Run, Sitting, Step
from labs.simulators.trace import engine_of, replay, steps_of

MOST_IN_A_ROW = 50
MOST_STEPS = 2_000  # each step costs the replay of all before it


def hold(sitting: Sitting) -> tuple[Run, Sitting]:
    """The run, locked, and the place in it as it is now: its person may have been put out."""
    runs = Run.objects.select_for_update(of=("self",)).select_related("version__scenario")
    return runs.get(pk=sitting.run_id), Sitting.objects.get(pk=sitting.pk)


@transaction.atomic
def take_step(*, sitting: Sitting, kind: str, data: Mapping[str, Any], key: str) -> Step:
    """The next step of a run; under a key that is known, the step that was taken with it.

    The run's row is locked: partners' steps follow one another, and each sees what went before.
    """
    run, sitting = hold(sitting)
    held = Step.objects.filter(run=run, key=key).first()
    if held is not None:
        return held
    if run.closed_at is not None or sitting.left:
        raise RunOver
    engine, steps = engine_of(run.version), steps_of(run)
    if len(steps) >= MOST_STEPS:
        raise TooManySteps
    state = replay(engine, run.version.content, run.seed, steps)
    if kind not in engine.offer(state, sitting.seat):
        raise Refused
    state = engine.apply(state, Taken(seat=sitting.seat, kind=kind, data=data))
    step = Step.objects.create(
        run=run, sitting=sitting, number=len(steps) + 1, kind=kind, data=dict(data), key=key
    )
    _answer(run, engine, state, step.number)
    return step


def let_system_play(run: Run) -> None:
    """The system's own steps, where it sits and it is its turn."""
    engine, steps = engine_of(run.version), steps_of(run)
    state = replay(engine, run.version.content, run.seed, steps)
    _answer(run, engine, state, len(steps))


def _answer(run: Run, engine: Engine, state: Any, number: int) -> None:
    played = list(Sitting.objects.present().filter(run=run, person__isnull=True))
    for number_, (sitting, step) in enumerate(_moves(engine, state, played), number + 1):
        Step.objects.create(
            run=run,
            sitting=sitting,
            number=number_,
            kind=step.kind,
            data=dict(step.data),
            key=f"system-{number_}",
        )


def _moves(engine: Engine, state: Any, played: list[Sitting]) -> list[tuple[Sitting, Taken]]:
    """What the system does until it waits; an engine that never waits is stopped."""
    made: list[tuple[Sitting, Taken]] = []
    while len(made) < MOST_IN_A_ROW:
        next_ = [(one, engine.play(state, one.seat)) for one in played]
        ready = [(one, step) for one, step in next_ if step is not None]
        if not ready:
            break
        made.append(ready[0])
        state = engine.apply(state, ready[0][1])
    return made
