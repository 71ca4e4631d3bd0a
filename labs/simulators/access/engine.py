"""Passwords and rights as an engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from labs.simulators.access import acts, grading
from labs.simulators.access.files import read
from labs.simulators.access.form import AccessForm
from labs.simulators.access.screens import screen
from labs.simulators.access.state import State, first, words_of
from labs.simulators.engine import (
    Content,
    Moment,
    Refused,
    ScenarioForm,
    Screen,
    Seat,
    Taken,
    Verdict,
    Words,
)
from labs.simulators.registry import register


class Access:
    """One person who puts accounts and folders of an office in order."""

    slug = "tai-khoan-va-quyen"
    form: type[ScenarioForm] = AccessForm

    @property
    def label(self) -> Words:
        """What trainers call it."""
        return _("Passwords and permissions")

    def seats(self, content: Content) -> tuple[Seat, ...]:
        """One person."""
        return (Seat(slug=grading.SEAT, title=_("Account administrator")),)

    def start(self, content: Content, seed: int) -> State:
        """Everything as it was found."""
        return first(content, seed)

    def offer(self, state: State, seat: str) -> Sequence[str]:
        """Everything can be set at any time."""
        return list(acts.FIELDS)

    def read(self, kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a kind of step; all of them are choices."""
        if kind not in acts.FIELDS:
            raise Refused
        return {name: str(form.get(name, ""))[:60] for name in acts.FIELDS[kind]}

    def apply(self, state: State, step: Taken) -> State:
        """The state after a step."""
        return acts.apply(state, step)

    def turn(self, state: State) -> frozenset[str]:
        """The person, at any time: it is theirs to say that all is in order."""
        return frozenset((grading.SEAT,))

    def play(self, state: State, seat: str) -> Taken | None:
        """What a careful official sets."""
        return acts.next_step(state, seat, read("passwords")["strong"])

    def told(self, before: State, step: Taken, after: State, number: int) -> Moment:
        """One step in words."""
        words = words_of(before, step.data)
        sentence = str(read("steps")[step.kind]).format(**words)
        about = words["person"] or words["account"] or words["folder"]
        when = f"08:{number % 60:02d}"
        return Moment(number=number, seat=step.seat, when=when, sentence=sentence, about=about)

    def screen(self, state: State, seat: str, where: str) -> Screen | None:
        """The accounts, the people, and each folder."""
        return screen(state, where)

    def grade(self, content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
        """The trace under the rules."""
        return grading.grade(content, seed, steps)


register(Access())
