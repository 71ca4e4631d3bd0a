"""What each step does to a dossier, and when it can be done at all.

A step that a careless clerk could take is taken here too: it is for the grader to judge. Refused is
only what no system would let through.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from labs.simulators.engine import Refused, Taken
from labs.simulators.one_stop.dossiers import (
    ASKED,
    AWAY,
    NEW,
    REFUSED,
    RESULT,
    RETURNED,
    WORKING,
    Dossier,
)
from labs.simulators.one_stop.files import read, refusal
from labs.simulators.one_stop.state import COUNTER, DECIDER, State

Data = Mapping[str, Any]
NEXT_DAY = "next-day"
DECIDERS_UNIT = "dat-dai"
MOST_ASKED = 10**9


@dataclass(frozen=True)
class Act:
    """One kind of step: at which desk, on dossiers in which states, what it does."""

    seats: tuple[str, ...]
    when: tuple[str, ...]
    do: Callable[[State, Dossier, Data], Dossier]


def apply(state: State, step: Taken) -> State:
    """The state after a step, or `Refused`."""
    if step.kind == NEXT_DAY:
        return _next_day(state)
    act = ACTS.get(step.kind)
    if act is None or step.seat not in act.seats:
        raise Refused(refusal("unknown"))
    dossier = state.dossier(str(step.data.get("dossier", "")))
    if not state.is_at(dossier, step.seat):
        raise Refused(refusal("not-here"))
    if dossier.status not in act.when:
        raise Refused(refusal("not-now", status=read("statuses")[dossier.status]))
    changed = act.do(state, dossier, step.data)
    return state.with_dossier(changed).later(int(read("steps")[step.kind]["minutes"]))


def _next_day(state: State) -> State:
    if state.clock.day >= state.last_day:
        raise Refused(refusal("last-day"))
    return state.next_day()


def _check(_state: State, dossier: Dossier, data: Data) -> Dossier:
    return replace(dossier, checks={**dossier.checks, **_verdict(dossier, data)})


def _examine(_state: State, dossier: Dossier, data: Data) -> Dossier:
    return replace(dossier, examined={**dossier.examined, **_verdict(dossier, data)})


def _verdict(dossier: Dossier, data: Data) -> dict[str, str]:
    return {_papers(dossier, [data.get("paper")])[0]: _chosen("verdicts", data.get("verdict"))}


def _lookup(_state: State, dossier: Dossier, data: Data) -> Dossier:
    _chosen("purposes", data.get("purpose"))
    if data.get("person") not in ("applicant", "other"):
        raise Refused(refusal("away-person"))
    return replace(dossier, lookups=(*dossier.lookups, data["person"]))


def _supplement(state: State, dossier: Dossier, data: Data) -> Dossier:
    asked = frozenset(_papers(dossier, data.get("papers")))
    back = state.clock.next_morning()
    return replace(dossier, status=ASKED, back=back, supplements=(*dossier.supplements, asked))


def _refuse(_state: State, dossier: Dossier, data: Data) -> Dossier:
    _chosen("refusals", data.get("reason"))
    return replace(dossier, status=REFUSED)


def _accept(state: State, dossier: Dossier, data: Data) -> Dossier:
    promised = _day(data.get("due"))
    if promised < state.clock.day:
        raise Refused(refusal("past-day"))
    if not state.clock.calendar.is_working(promised):
        raise Refused(refusal("free-day"))
    return replace(dossier, status=WORKING, accepted=state.clock, promised=promised)


def _fee(_state: State, dossier: Dossier, data: Data) -> Dossier:
    amount = data.get("amount")
    if dossier.paid is not None:
        raise Refused(refusal("paid"))
    if not isinstance(amount, int) or not 0 <= amount <= MOST_ASKED:
        raise Refused(refusal("no-amount"))
    return replace(dossier, paid=amount)


def _digitise(_state: State, dossier: Dossier, data: Data) -> Dossier:
    papers = _papers(dossier, data.get("papers"))
    if any(one.missing for one in dossier.papers if one.slug in papers):
        raise Refused(refusal("missing-scan"))
    return replace(dossier, digitised=dossier.digitised | frozenset(papers))


def _forward(state: State, dossier: Dossier, data: Data) -> Dossier:
    unit = _chosen("units", data.get("unit"))
    right = unit == dossier.procedure.unit
    if right and state.paired and unit == DECIDERS_UNIT:
        return replace(dossier, status=AWAY, unit=unit, back=None)
    days = dossier.procedure.unit_days if right else 1
    back = state.clock.morning_after(days) if days else state.clock
    return replace(dossier, status=AWAY, unit=unit, back=back)


def _conclude(_state: State, dossier: Dossier, _data: Data) -> Dossier:
    return replace(dossier, concluded=True)


def _sign(_state: State, dossier: Dossier, data: Data) -> Dossier:
    signer = _chosen("signers", data.get("signer"))
    if not dossier.concluded:
        raise Refused(refusal("no-result"))
    if dossier.signer:
        raise Refused(refusal("signed"))
    return replace(dossier, signer=signer)


def _send_back(_state: State, dossier: Dossier, _data: Data) -> Dossier:
    if not dossier.concluded:
        raise Refused(refusal("no-result"))
    return replace(dossier, status=RESULT)


def _return(_state: State, dossier: Dossier, _data: Data) -> Dossier:
    return replace(dossier, status=RETURNED)


def _papers(dossier: Dossier, said: Any) -> list[str]:
    """Slugs of papers on the dossier's list, at least one."""
    slugs = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    if not slugs:
        raise Refused(refusal("no-papers"))
    if any(dossier.paper(slug) is None for slug in slugs):
        raise Refused(refusal("no-paper"))
    return slugs


def _chosen(table: str, said: Any) -> str:
    if not isinstance(said, str) or said not in read("units")[table]:
        raise Refused(refusal("no-choice"))
    return said


def _day(said: Any) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError as error:
        raise Refused(refusal("no-day")) from error


ACTS: dict[str, Act] = {
    "check": Act((COUNTER,), (NEW,), _check),
    "lookup": Act((COUNTER,), (NEW, WORKING), _lookup),
    "supplement": Act((COUNTER,), (NEW,), _supplement),
    "refuse": Act((COUNTER,), (NEW,), _refuse),
    "accept": Act((COUNTER,), (NEW,), _accept),
    "fee": Act((COUNTER,), (NEW, WORKING, RESULT), _fee),
    "digitise": Act((COUNTER,), (NEW, WORKING), _digitise),
    "forward": Act((COUNTER,), (WORKING,), _forward),
    "examine": Act((DECIDER,), (AWAY,), _examine),
    "conclude": Act((DECIDER,), (AWAY,), _conclude),
    "sign": Act((COUNTER, DECIDER), (RESULT, AWAY), _sign),
    "send-back": Act((DECIDER,), (AWAY,), _send_back),
    "return": Act((COUNTER,), (RESULT,), _return),
}
