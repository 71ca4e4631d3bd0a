"""What every simulator must do, whoever wrote it."""

import copy
import json
from typing import Any

import pytest

from labs.simulators import registry
from labs.simulators.engine import Engine, Refused, Taken
from labs.simulators.trace import moments, replay
from tests.factories.simulators import CONTENTS

every_engine = pytest.mark.parametrize("engine", registry.all_engines(), ids=lambda one: one.slug)


def content_of(engine: Engine) -> dict[str, Any]:
    """A scenario, as the database gives it back."""
    return json.loads(json.dumps(CONTENTS[engine.slug]()))


def played(engine: Engine, seed: int) -> list[Taken]:
    """What the system does at all seats until it waits, at most fifty steps."""
    content = content_of(engine)
    state, steps = engine.start(content, seed), []
    seats = [one.slug for one in engine.seats(content)]
    while len(steps) < 50:
        moves = [engine.play(state, seat) for seat in seats]
        step = next((one for one in moves if one is not None), None)
        if step is None:
            break
        steps.append(step)
        state = engine.apply(state, step)
    return steps


def test_every_engine_has_a_scenario() -> None:
    assert {one.slug for one in registry.all_engines()} == set(CONTENTS)


@every_engine
def test_slug_is_taken_once(engine: Engine) -> None:
    with pytest.raises(ValueError, match=engine.slug):
        registry.register(engine)


@every_engine
def test_same_seed_and_steps_same_state(engine: Engine) -> None:
    content, steps = content_of(engine), played(engine, 3)

    assert replay(engine, content, 3, steps) == replay(engine, content, 3, steps)


@every_engine
def test_nothing_given_is_changed(engine: Engine) -> None:
    content, steps = content_of(engine), played(engine, 3)
    before = copy.deepcopy((content, steps))

    replay(engine, content, 3, steps)
    engine.grade(content, 3, steps)

    assert (content, steps) == before


@every_engine
def test_steps_survive_the_database(engine: Engine) -> None:
    """A step's data is JSON, and JSON alone is enough to grade."""
    content, steps = content_of(engine), played(engine, 4)
    stored = [
        Taken(seat=one.seat, kind=one.kind, data=json.loads(json.dumps(one.data))) for one in steps
    ]

    assert engine.grade(content, 4, stored) == engine.grade(content, 4, steps)


@every_engine
def test_verdict_scores_every_seat(engine: Engine) -> None:
    content = content_of(engine)
    seats = {one.slug for one in engine.seats(content)}

    for steps in ([], played(engine, 5)):
        verdict = engine.grade(content, 5, steps)
        assert set(verdict.scores) == seats
        assert all(0.0 <= score <= verdict.max_score for score in verdict.scores.values())
        assert {one.seat for one in verdict.findings} <= seats | {""}


@every_engine
def test_the_system_takes_only_steps_that_are_offered(engine: Engine) -> None:
    content = content_of(engine)
    state = engine.start(content, 6)

    for step in played(engine, 6):
        assert step.kind in engine.offer(state, step.seat)
        state = engine.apply(state, step)


@every_engine
def test_every_step_is_told(engine: Engine) -> None:
    steps = played(engine, 7)

    told = moments(engine, content_of(engine), 7, steps)

    assert [one.number for one in told] == list(range(1, len(steps) + 1))
    assert all(str(one.sentence) and str(one.when) for one in told)


@every_engine
def test_unknown_step_is_refused_in_words(engine: Engine) -> None:
    with pytest.raises(Refused) as caught:
        engine.read("khong-co", {})

    assert str(caught.value).endswith(".")


@every_engine
def test_room_has_a_screen_for_every_seat_and_none_elsewhere(engine: Engine) -> None:
    content = content_of(engine)
    state = engine.start(content, 8)

    for seat in engine.seats(content):
        assert engine.screen(state, seat.slug, "") is not None
        assert engine.screen(state, seat.slug, "khong-co-noi-nay") is None
