"""Scenarios of one dossier, and traces cut from the faultless one."""

from typing import Any

from labs.simulators.engine import Taken
from labs.simulators.one_stop.acts import apply
from labs.simulators.one_stop.dossiers import Dossier
from labs.simulators.one_stop.files import points, procedures
from labs.simulators.one_stop.grading import grade
from labs.simulators.one_stop.rehearsing import golden
from labs.simulators.one_stop.state import State, first
from labs.simulators.one_stop.working_days import frozen
from labs.simulators.trace import replay

SEED = 7
WEDNESDAY = "2026-03-04"


def content(*kinds: str, traps: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    """A scenario of these procedures; one dossier unless told otherwise."""
    shipped = procedures()
    return {
        "procedures": {slug: shipped[slug] for slug in kinds},
        "calendar": frozen(),
        "dossiers": 1,
        "traps": list(traps),
        "start_on": WEDNESDAY,
        "days": 15,
        "paired": False,
        "points": points(),
    } | fields


class Scene:
    """A trace that starts as the faultless one and is spoilt step by step."""

    def __init__(self, *kinds: str, traps: tuple[str, ...] = (), seed: int = SEED, **fields: Any):
        self.content, self.seed = content(*kinds, traps=traps, **fields), seed
        self.steps = golden(self.content, seed)

    @property
    def dossier(self) -> Dossier:
        """The first dossier before the first step."""
        return first(self.content, self.seed).dossiers[0]

    def at(self, kind: str, nth: int = 0) -> int:
        """Where in the trace the nth step of a kind stands."""
        return [place for place, one in enumerate(self.steps) if one.kind == kind][nth]

    def drop(self, kind: str, nth: int = 0) -> "Scene":
        """Without that step."""
        del self.steps[self.at(kind, nth)]
        return self

    def change(self, kind: str, nth: int = 0, **data: Any) -> "Scene":
        """That step with other data."""
        place = self.at(kind, nth)
        old = self.steps[place]
        self.steps[place] = Taken(seat=old.seat, kind=kind, data={**old.data, **data})
        return self

    def before(self, kind: str, new: str, seat: str = "xa", nth: int = 0, **data: Any) -> "Scene":
        """Another step just before that one."""
        about = {} if new == "next-day" else {"dossier": self.dossier.code}
        self.steps.insert(self.at(kind, nth), Taken(seat=seat, kind=new, data=about | data))
        return self

    def move(self, kind: str, ahead_of: str) -> "Scene":
        """That step earlier."""
        step = self.steps.pop(self.at(kind))
        self.steps.insert(self.at(ahead_of), step)
        return self

    def cut(self, kind: str, nth: int = 0) -> "Scene":
        """Without that step and all that follows."""
        del self.steps[self.at(kind, nth) :]
        return self

    def take(self, kind: str, seat: str = "xa", **data: Any) -> "Scene":
        """One more step at the end."""
        about = {} if kind == "next-day" else {"dossier": self.dossier.code}
        self.steps.append(Taken(seat=seat, kind=kind, data=about | data))
        return self

    @property
    def state(self) -> State:
        """Where the trace leads."""
        state = first(self.content, self.seed)
        for step in self.steps:
            state = apply(state, step)
        return state

    @property
    def result(self) -> tuple[float, list[str]]:
        """The counter's score and the rules broken, in order."""
        verdict = grade(self.content, self.seed, self.steps)
        return verdict.scores["xa"], [one.rule for one in verdict.findings]


def replayed(engine: Any, scene: Scene) -> Any:
    """The state through the engine's own door."""
    return replay(engine, scene.content, scene.seed, scene.steps)
