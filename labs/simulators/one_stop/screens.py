"""What lies on a desk: the list of dossiers, and one dossier with its papers."""

from dataclasses import dataclass
from typing import Any

from labs.simulators.engine import Screen
from labs.simulators.one_stop.acts import ACTS
from labs.simulators.one_stop.dossiers import ASKED, DONE, Dossier, Paper
from labs.simulators.one_stop.files import read
from labs.simulators.one_stop.state import COUNTER, State
from labs.simulators.one_stop.words import amount, status_word, unit_word

_TONES = {
    "new": ("info", "file"),
    "asked": ("muted", "waiting"),
    "refused": ("muted", "close"),
    "working": ("info", "in-progress"),
    "away": ("muted", "send"),
    "result": ("warn", "done"),
    "returned": ("good", "done"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A dossier in the list."""

    dossier: Dossier
    here: bool
    late: bool

    @property
    def word(self) -> str:
        """Its state."""
        return status_word(self.dossier.status)

    @property
    def tone(self) -> str:
        """The look of its state."""
        return _TONES[self.dossier.status][0]

    @property
    def icon(self) -> str:
        """The picture of its state."""
        return _TONES[self.dossier.status][1]

    @property
    def place(self) -> str:
        """Where it is, when not here."""
        return unit_word("units", self.dossier.unit) if self.dossier.unit else ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A paper with what was said of it at this desk."""

    paper: Paper
    verdict: str
    digitised: bool

    @property
    def word(self) -> str:
        """The verdict in words."""
        return unit_word("verdicts", self.verdict) if self.verdict else ""


def screen(state: State, seat: str, where: str, turn: frozenset[str]) -> Screen | None:
    """The list, or the dossier with this code."""
    shared = {
        "clock": state.clock,
        "days_left": _days_left(state),
        "may_go_on": seat in turn and state.clock.day < state.last_day,
        "all_done": state.is_done,
        "finished": sum(one.status in DONE for one in state.dossiers),
        "total": len(state.dossiers),
    }
    if not where:
        return _list(state, seat, shared)
    found = next((one for one in state.dossiers if one.code == where), None)
    return _dossier(state, seat, found, shared) if found else None


def _list(state: State, seat: str, shared: dict[str, Any]) -> Screen:
    lines = [
        Line(dossier=one, here=state.is_at(one, seat), late=_is_late(state, one))
        for one in state.dossiers
    ]
    context = {
        "mine": [one for one in lines if one.here],
        "elsewhere": [one for one in lines if not one.here and one.dossier.status not in DONE],
        "done": [one for one in lines if one.dossier.status in DONE],
    }
    return Screen(template="labs/simulators/one_stop/list.html", context=shared | context)


def _dossier(state: State, seat: str, dossier: Dossier, shared: dict[str, Any]) -> Screen:
    said = dossier.checks if seat == COUNTER else dossier.examined
    acts = _acts(state, seat, dossier)
    context = {
        "line": Line(
            dossier=dossier, here=state.is_at(dossier, seat), late=_is_late(state, dossier)
        ),
        "dossier": dossier,
        "sheets": [
            Sheet(
                paper=one, verdict=said.get(one.slug, ""), digitised=one.slug in dossier.digitised
            )
            for one in dossier.papers
        ],
        "acts": acts,
        "checking": "check" if "check" in acts else "examine" if "examine" in acts else "",
        "unit": unit_word("units", dossier.procedure.unit),
        "signer": unit_word("signers", dossier.procedure.signer),
        "paid": None if dossier.paid is None else amount(dossier.paid),
        "signed_by": unit_word("signers", dossier.signer) if dossier.signer else "",
        "asked": [one.title for one in dossier.papers if one.slug in _last_asked(dossier)],
        "looked_up": sorted(set(dossier.lookups)),
        "tables": read("units"),
    }
    return Screen(
        template="labs/simulators/one_stop/dossier.html",
        title=dossier.code,
        context=shared | context,
    )


def _last_asked(dossier: Dossier) -> frozenset[str]:
    return dossier.supplements[-1] if dossier.supplements else frozenset()


def _acts(state: State, seat: str, dossier: Dossier) -> frozenset[str]:
    """The kinds of steps that the system lets through now."""
    if not state.is_at(dossier, seat):
        return frozenset()
    open_ = {kind for kind, act in ACTS.items() if seat in act.seats and dossier.status in act.when}
    if dossier.paid is not None:
        open_.discard("fee")
    if dossier.signer or not dossier.concluded:
        open_.discard("sign")
    if dossier.concluded:
        open_ -= {"conclude", "examine"}
    else:
        open_.discard("send-back")
    if all(one.slug in dossier.digitised for one in dossier.papers):
        open_.discard("digitise")
    return frozenset(open_)


def _is_late(state: State, dossier: Dossier) -> bool:
    waits = dossier.status not in DONE and dossier.status != ASKED
    return bool(waits and dossier.promised and state.clock.day > dossier.promised)


def _days_left(state: State) -> int:
    """Calendar days until the exercise ends; the list says the day itself."""
    return max(0, (state.last_day - state.clock.day).days)
