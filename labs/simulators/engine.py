"""What a simulator is: pure functions from a scenario, a seed and steps to a state and a verdict.

An engine knows no database and no request. The same scenario, seed and steps give the same state
everywhere and for ever: the trace is the answer, and grading replays it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError

Content = Mapping[str, Any]
Words = str | Promise


class Refused(DomainError):
    """What cannot be done now; the state stays as it was, and the sentence says why."""

    status = 422
    sentence = _("This step cannot be taken now.")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One step: from which seat, of what kind, with what data (plain JSON)."""

    seat: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place at which one person works. The first seat of a scenario begins."""

    slug: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A step as told in the log: when (by the simulator's clock), by whom, what."""

    number: int
    seat: str
    when: str
    sentence: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What went wrong: by which rule, where in the trace, at which seat, what it costs.

    `step` is the number of the step to take anew, None where nothing was done at all. An empty
    `seat` concerns everybody.
    """

    rule: str
    title: str
    sentence: str
    points: float
    step: int | None = None
    seat: str = ""
    about: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All findings of a trace, and the score of each seat out of `max_score`."""

    findings: tuple[Finding, ...]
    scores: Mapping[str, float]
    max_score: float = 100.0


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a seat sees: a template inside the frame of the room, and what it needs."""

    template: str
    title: Words = ""
    context: Mapping[str, Any] = field(default_factory=dict)


class ScenarioForm(forms.Form):
    """What a trainer fills in. An engine's form adds its fields and says them as content."""

    title = forms.CharField(label=_("Title"), max_length=250)

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields shown at once."""
        hidden = {one.name for one in self.advanced}
        return [one for one in self if one.name not in hidden]

    @property
    def advanced(self) -> list[forms.BoundField]:
        """The fields that most trainers leave as they are."""
        return []

    @property
    def note(self) -> Screen | None:
        """What a trainer should see beside the fields."""
        return None

    def content(self) -> dict[str, Any]:
        """The cleaned fields as the plain data that a version keeps."""
        raise NotImplementedError

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        """The fields of a version that is to be changed."""
        raise NotImplementedError


class Engine(Protocol):
    """One kind of simulator. All methods are pure; `apply` never changes the state it gets."""

    slug: str
    form: type[ScenarioForm]

    @property
    def label(self) -> Words:
        """What the trainer chooses by."""

    def seats(self, content: Content) -> tuple[Seat, ...]:
        """Who works in this scenario: one seat, or two for a pair."""

    def start(self, content: Content, seed: int) -> Any:
        """The state before the first step."""

    def offer(self, state: Any, seat: str) -> Sequence[str]:
        """The kinds of steps that this seat may take now."""

    def read(self, kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """A posted form (values are text or lists of text) as a step's data; `Refused` if not."""

    def apply(self, state: Any, step: Taken) -> Any:
        """The state after a step, or `Refused`."""

    def turn(self, state: Any) -> frozenset[str]:
        """The seats that have something to do now."""

    def play(self, state: Any, seat: str) -> Taken | None:
        """What the system does at a seat where nobody sits; None when it waits."""

    def told(self, before: Any, step: Taken, after: Any, number: int) -> Moment:
        """One step in words."""

    def screen(self, state: Any, seat: str, where: str) -> Screen | None:
        """What this seat sees at a place of the room; None for a place that is not there."""

    def grade(self, content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
        """What the trace is worth."""
