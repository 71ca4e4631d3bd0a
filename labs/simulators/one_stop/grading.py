"""What a trace is worth: it is replayed, and every rule looks at each step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from labs.simulators.engine import Content, Finding, Taken, Verdict
from labs.simulators.one_stop.acts import apply
from labs.simulators.one_stop.dossiers import DONE, NEW, Dossier
from labs.simulators.one_stop.files import read
from labs.simulators.one_stop.state import COUNTER, DECIDER, State, first
from labs.simulators.one_stop.words import (
    amount,
    day,
    paper_titles,
    person_of,
    status_word,
    unit_word,
)

Fault = tuple[str, dict[str, str]]


@dataclass
class Trail:
    """Where in the trace each paper was last checked, by desk."""

    checks: dict[tuple[str, str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One step under the rules' eyes: the state, the dossier before and after."""

    state: State
    step: Taken
    number: int
    before: Dossier
    after: Dossier
    trail: Trail


def grade(content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
    """All findings, and each desk's score: every dossier has the same share of 100."""
    state, trail = first(content, seed), Trail()
    found: list[Finding] = []
    for number, step in enumerate(steps, 1):
        after = apply(state, step)
        if "dossier" in step.data:
            found += _judged(content, state, step, number, after, trail)
        state = after
    found += _unfinished(content, state)
    seats = (COUNTER, DECIDER) if content["paired"] else (COUNTER,)
    return Verdict(
        findings=tuple(found), scores={seat: _score(state, found, seat) for seat in seats}
    )


def _judged(
    content: Content, state: State, step: Taken, number: int, after: State, trail: Trail
) -> list[Finding]:
    code = step.data["dossier"]
    look = Look(
        state=state,
        step=step,
        number=number,
        before=state.dossier(code),
        after=after.dossier(code),
        trail=trail,
    )
    made = []
    for slug, words in _RULES.get(step.kind, _nothing)(look):
        at = int(words.pop("step", number))
        seat = "" if slug == "late" and content["paired"] else step.seat
        made.append(_finding(content, slug, words, code=code, step=at, seat=seat))
    return made


def _finding(
    content: Content, slug: str, words: Mapping[str, str], *, code: str, step: int | None, seat: str
) -> Finding:
    rule = read("rules")[slug]
    return Finding(
        rule=slug,
        title=rule["title"],
        sentence=rule["sentence"].format(**words),
        points=round(float(content["points"][slug]) / content["dossiers"], 2),
        step=step,
        seat=seat,
        about=code,
        source=rule["source"],
    )


def _unfinished(content: Content, state: State) -> list[Finding]:
    return [
        _finding(
            content,
            "unfinished",
            {"status": status_word(one.status)},
            code=one.code,
            step=None,
            seat="",
        )
        for one in state.dossiers
        if one.status not in DONE
    ]


def _score(state: State, found: list[Finding], seat: str) -> float:
    """A dossier never costs more than its share."""
    share = 100.0 / len(state.dossiers)
    lost = 0.0
    for dossier in state.dossiers:
        mine = (one for one in found if one.about == dossier.code and one.seat in ("", seat))
        lost += min(share, sum(one.points for one in mine))
    return round(max(0.0, 100.0 - lost), 2)


def _nothing(_look: Look) -> Iterator[Fault]:
    yield from ()


def _check(look: Look) -> Iterator[Fault]:
    """Only remembered: a slip that is put right before the conclusion costs nothing."""
    look.trail.checks[look.step.seat, look.before.code, look.step.data["paper"]] = look.number
    yield from ()


def _concluded(look: Look, verdicts: Mapping[str, str]) -> Iterator[Fault]:
    """What every conclusion asks for: all papers checked, and rightly."""
    missed = [one.slug for one in look.before.papers if one.slug not in verdicts]
    if missed:
        yield "missed-check", {"papers": paper_titles(look.before, missed)}
    for paper in look.before.papers:
        said = verdicts.get(paper.slug, paper.truth)
        if said != paper.truth:
            at = look.trail.checks[look.step.seat, look.before.code, paper.slug]
            words = {"paper": paper.title, "step": str(at)}
            yield (
                "wrong-check",
                words
                | {"verdict": unit_word("verdicts", said)}
                | {"truth": unit_word("verdicts", paper.truth)},
            )


def _answered(look: Look) -> Iterator[Fault]:
    yield from _concluded(look, look.before.checks)
    if look.state.clock.day > look.before.since.day_after(1):
        yield "slow", {}


def _accept(look: Look) -> Iterator[Fault]:
    yield from _answered(look)
    after = look.after
    faulty = [one.slug for one in look.before.faulty]
    if faulty:
        yield "accepted-incomplete", {"papers": paper_titles(look.before, faulty)}
    if look.before.needs_lookup and "applicant" not in look.before.lookups:
        yield "missed-lookup", {}
    if after.promised and after.due and after.promised > after.due:
        yield "late-promise", {"promised": day(after.promised), "due": day(after.due)}


def _supplement(look: Look) -> Iterator[Fault]:
    yield from _answered(look)
    fine = [one.slug for one in look.before.papers if one.truth == "dat"]
    extra = [slug for slug in fine if slug in look.after.supplements[-1]]
    if extra:
        yield "asked-too-much", {"papers": paper_titles(look.before, extra)}
    if look.before.is_hopeless:
        yield "should-refuse", {}
    if look.before.supplements:
        yield "asked-twice", {}


def _refuse(look: Look) -> Iterator[Fault]:
    yield from _answered(look)
    if not look.before.is_hopeless:
        yield "refused-wrongly", {}
    elif look.step.data["reason"] != look.before.faulty[0].truth:
        yield "wrong-reason", {"reason": unit_word("refusals", look.before.faulty[0].truth)}


def _lookup(look: Look) -> Iterator[Fault]:
    data, before = look.step.data, look.before
    needed = before.needs_lookup and "applicant" not in before.lookups
    if not needed or (data["person"], data["purpose"]) != ("applicant", "xac-minh-cu-tru"):
        purpose = unit_word("purposes", data["purpose"])
        yield "privacy", {"person": person_of(before, data["person"]), "purpose": purpose}


def _digitise(look: Look) -> Iterator[Fault]:
    if look.before.status == NEW:
        yield "order", {"what": "Số hóa giấy tờ"}


def _fee(look: Look) -> Iterator[Fault]:
    if look.before.status == NEW:
        yield "order", {"what": "Thu tiền"}
    if look.step.data["amount"] != look.before.fee:
        words = {"amount": amount(look.step.data["amount"]), "right": amount(look.before.fee)}
        yield "wrong-fee", words


def _forward(look: Look) -> Iterator[Fault]:
    before, unit = look.before, look.step.data["unit"]
    left = [one.slug for one in before.papers if one.slug not in before.digitised]
    if left:
        yield "not-digitised", {"papers": paper_titles(before, left)}
    if unit != before.procedure.unit:
        words = {"unit": unit_word("units", unit)}
        yield "wrong-unit", words | {"right": unit_word("units", before.procedure.unit)}


def _conclude(look: Look) -> Iterator[Fault]:
    yield from _concluded(look, look.before.examined)


def _sign(look: Look) -> Iterator[Fault]:
    signer, right = look.step.data["signer"], look.before.procedure.signer
    if signer != right:
        words = {"signer": unit_word("signers", signer)}
        yield "wrong-signer", words | {"right": unit_word("signers", right)}


def _leaves_desk(look: Look) -> Iterator[Fault]:
    if not look.before.signer:
        yield "unsigned", {}


def _return(look: Look) -> Iterator[Fault]:
    before, today = look.before, look.state.clock.day
    yield from _leaves_desk(look)
    if before.paid is None:
        yield "no-fee", {"right": amount(before.fee)}
    terms = [one for one in (before.due, before.promised) if one is not None]
    if terms and today > min(terms):
        yield "late", {"day": day(today), "due": day(min(terms))}


_RULES: dict[str, Callable[[Look], Iterator[Any]]] = {
    "check": _check,
    "examine": _check,
    "lookup": _lookup,
    "supplement": _supplement,
    "refuse": _refuse,
    "accept": _accept,
    "fee": _fee,
    "digitise": _digitise,
    "forward": _forward,
    "conclude": _conclude,
    "sign": _sign,
    "send-back": _leaves_desk,
    "return": _return,
}
