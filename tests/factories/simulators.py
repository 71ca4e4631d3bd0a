"""A simulator of a few lines, to test what all of them share, and scenarios to be placed."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from courses.activities.models import Activity
from labs.simulators import registry
from labs.simulators.access import form as access
from labs.simulators.actions import scenarios
from labs.simulators.actions.results import hand_in
from labs.simulators.actions.seating import begin
from labs.simulators.actions.steps import take_step
from labs.simulators.engine import (
    Content,
    Finding,
    Moment,
    Refused,
    ScenarioForm,
    Screen,
    Seat,
    Taken,
    Verdict,
)
from labs.simulators.mailbox import form as mailbox
from labs.simulators.models import ScenarioVersion, Sitting
from labs.simulators.one_stop.files import points, procedures, read
from labs.simulators.one_stop.working_days import frozen
from lms.accounts.models import User
from lms.kit.ids import uuid7
from tests.factories.accounts import UserFactory
from tests.factories.courses import activity


class TallyForm(ScenarioForm):
    """A title is all."""

    def content(self) -> dict[str, Any]:
        return {"goal": 3}

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {}


class Tally:
    """Count up to a goal, in turns where two sit: 10 points are lost for each step that overshoots.

    The state is (goal, what was counted, who counts next, the seats).
    """

    slug = "tally"
    label = "Đếm"
    form = TallyForm

    def seats(self, content: Content) -> tuple[Seat, ...]:
        names = content.get("seats", ["mot"])
        return tuple(Seat(slug=name, title=f"Bàn {name}") for name in names)

    def start(self, content: Content, seed: int) -> Any:
        return (content["goal"] + seed % 1, 0, 0, tuple(content.get("seats", ["mot"])))

    def offer(self, state: Any, seat: str) -> Sequence[str]:
        return ["add"] if seat in self.turn(state) else []

    def read(self, kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
        if kind != "add" or not re.fullmatch(r"[0-9]{1,9}", str(form.get("by", ""))):
            raise Refused("Chỉ đếm bằng số.")
        return {"by": int(form["by"])}

    def apply(self, state: Any, step: Taken) -> Any:
        goal, counted, turn, seats = state
        if step.data["by"] > 9:
            raise Refused("Quá lớn.")
        return goal, counted + step.data["by"], (turn + 1) % len(seats), seats

    def turn(self, state: Any) -> frozenset[str]:
        goal, counted, turn, seats = state
        return frozenset({seats[turn]} if counted < goal else ())

    def play(self, state: Any, seat: str) -> Taken | None:
        if seat not in self.turn(state):
            return None
        return Taken(seat=seat, kind="add", data={"by": 1})

    def told(self, before: Any, step: Taken, after: Any, number: int) -> Moment:
        return Moment(number=number, seat=step.seat, when="07:30", sentence=f"Đếm đến {after[1]}.")

    def screen(self, state: Any, seat: str, where: str) -> Screen | None:
        if where:
            return None
        return Screen(template="labs/simulators/step_fields.html", context={"kind": "add"})

    def grade(self, content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
        state, findings = self.start(content, seed), []
        for number, step in enumerate(steps, 1):
            state = self.apply(state, step)
            if state[1] > state[0]:
                findings.append(
                    Finding(
                        rule="over",
                        title="Quá đích",
                        sentence="Bước này vượt quá đích.",
                        points=10.0,
                        step=number,
                        seat=step.seat,
                    )
                )
        scores = {
            seat.slug: 100.0 - sum(one.points for one in findings if one.seat == seat.slug)
            for seat in self.seats(content)
        }
        done = state[1] >= state[0]
        return Verdict(
            findings=tuple(findings), scores=scores if done else dict.fromkeys(scores, 0.0)
        )


if registry.find("tally") is None:
    registry.register(Tally())

PAIR = {"goal": 4, "seats": ["mot", "hai"]}


def _one_stop() -> dict[str, Any]:
    shipped = {"procedures": dict(procedures()), "traps": sorted(read("traps")), "dossiers": 8}
    clock = {"calendar": frozen(), "start_on": "2026-03-04", "days": 15, "paired": True}
    return {**shipped, **clock, "points": points()}


# A scenario of each engine; a new one adds its own, or tests/labs/simulators/test_engines.py fails.
CONTENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "tally": lambda: dict(PAIR),
    "mot-cua": _one_stop,
    "hop-thu": partial(mailbox.content_of, count=8, phishing=4, level=3, minutes=60),
    "tai-khoan-va-quyen": partial(access.content_of, people=5, folders=4, faults=4),
}


def version(
    content: Mapping[str, Any] | None = None, *, engine: str = "tally", author: User | None = None
) -> ScenarioVersion:
    """A draft."""
    return scenarios.create(
        title="Đếm đến ba",
        engine=engine,
        content=dict(content or {"goal": 3}),
        author=author or UserFactory(),
    )


def published(content: Mapping[str, Any] | None = None, **fields: Any) -> ScenarioVersion:
    """A version whose proof is taken as given; proving has tests of its own."""
    made = version(content, **fields)
    ScenarioVersion.objects.filter(pk=made.pk).update(golden_seed=1)
    return scenarios.publish(version=made)


def simulator(made: ScenarioVersion | None = None, **value: Any) -> Activity:
    """A published simulator in a lesson of its own."""
    return activity("simulator", **(simulator_value(made) | value))


def simulator_value(made: ScenarioVersion | None = None) -> dict[str, Any]:
    """What an author fills in."""
    made = made or published()
    rules = {"pass_percent": 80, "attempts": 0, "redo": True}
    return {"intro": "", "scenario": made.scenario_id, **rules}


def sit(made: Activity, learner: User, seat: str = "") -> Sitting:
    """The learner begins; the enrolment is the caller's."""
    return begin(activity=made, learner=learner, seat=seat, key=str(uuid7()))


def add(sitting: Sitting, by: int = 1, key: str = "") -> int:
    """One step of the tally; returns its number."""
    data = {"by": by}
    return take_step(sitting=sitting, kind="add", data=data, key=key or str(uuid7())).number


def finished(sitting: Sitting) -> Sitting:
    """Counted to three and handed in."""
    add(sitting, 3)
    hand_in(sitting=sitting)
    sitting.refresh_from_db()
    return sitting
