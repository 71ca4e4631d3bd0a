"""The one-stop system as an engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import Content, Moment, ScenarioForm, Screen, Seat, Taken, Verdict
from labs.simulators.one_stop import acts, grading, playing, reading, screens, words
from labs.simulators.one_stop.files import read
from labs.simulators.one_stop.form import OneStopForm
from labs.simulators.one_stop.state import COUNTER, DECIDER, State, first
from labs.simulators.one_stop.turns import turn
from labs.simulators.registry import register


class OneStop:
    """A commune's counter, and in work for two the office that decides."""

    slug = "mot-cua"
    label = _("One-stop system")
    form: type[ScenarioForm] = OneStopForm

    def seats(self, content: Content) -> tuple[Seat, ...]:
        """The counter, and the deciding office where two work."""
        slugs = (COUNTER, DECIDER) if content["paired"] else (COUNTER,)
        desks = read("units")["desks"]
        return tuple(Seat(slug=slug, title=desks[slug]["title"]) for slug in slugs)

    def start(self, content: Content, seed: int) -> State:
        """Dossiers of invented people, all waiting at the counter."""
        return first(content, seed)

    def offer(self, state: State, seat: str) -> Sequence[str]:
        """The kinds of steps of a desk; the clock only for those whose turn it is."""
        kinds = [kind for kind, act in acts.ACTS.items() if seat in act.seats]
        return [*kinds, acts.NEXT_DAY] if seat in turn(state) else kinds

    def read(self, kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """A posted form as a step's data."""
        return reading.read_step(kind, form)

    def apply(self, state: State, step: Taken) -> State:
        """The state after a step."""
        return acts.apply(state, step)

    def turn(self, state: State) -> frozenset[str]:
        """The desks that have work."""
        return turn(state)

    def play(self, state: State, seat: str) -> Taken | None:
        """What a careful official does there."""
        return playing.next_step(state, seat, turn(state))

    def told(self, before: State, step: Taken, after: State, number: int) -> Moment:
        """One step in words."""
        return words.told(before, step, after, number)

    def screen(self, state: State, seat: str, where: str) -> Screen | None:
        """The list of dossiers, or one of them."""
        return screens.screen(state, seat, where, turn(state))

    def grade(self, content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
        """The trace under the rules."""
        return grading.grade(content, seed, steps)


register(OneStop())
