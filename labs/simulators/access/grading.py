"""How things stand in the end, and what was opened too wide on the way.

Things to put in order weigh alike: each account, each person, each folder's link.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labs.simulators.access.acts import apply
from labs.simulators.access.files import read
from labs.simulators.access.state import (
    NONE,
    OFF,
    RIGHTS,
    Account,
    Person,
    State,
    first,
    is_strong,
    words_of,
)
from labs.simulators.engine import Content, Finding, Taken, Verdict

SEAT = "quan-tri"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one thing, and the step that made it so."""

    rule: str
    about: Mapping[str, Any]
    step: int | None = None


def grade(content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
    """All findings, and the score."""
    state, slips, trail = first(content, seed), list[Fault](), dict[str, int]()
    for number, step in enumerate(steps, 1):
        slips += _slip(state, step, number)
        state = apply(state, step)
        trail[_thing(step.data)] = number
    things = list(_things(content, state))
    share, found, score = 100 / len(things), list[Finding](), 0.0
    for key, standing in things:
        faults = [*standing, *(one for one in slips if one.about["person"] == key)]
        lost = sum(float(content["points"][one.rule]) for one in faults)
        score += share * max(0.0, 1 - lost / 100)
        found += [_finding(content, state, one, trail.get(key), share) for one in faults]
    return Verdict(findings=tuple(found), scores={SEAT: round(score, 2)})


def _thing(data: Mapping[str, Any]) -> str:
    return str(data.get("account") or data.get("person") or data.get("folder"))


def _things(content: Content, state: State) -> Iterator[tuple[str, list[Fault]]]:
    for account in state.accounts:
        yield account.slug, list(_of_account(content, state, account))
    for person in state.people:
        yield person.slug, list(_of_person(state, person))
    for folder in state.folders:
        open_ = state.links[folder] != OFF
        yield folder, [Fault(rule="link", about={"folder": folder, "person": ""})] if open_ else []


def _of_account(content: Content, state: State, account: Account) -> Iterator[Fault]:
    about = {"account": account.slug, "person": ""}
    if not is_strong(content, account.password):
        yield Fault(rule="weak", about=about)
    elif any(one.password == account.password for one in state.accounts if one != account):
        yield Fault(rule="reused", about=about)
    if account.factor in (NONE, "chung"):
        yield Fault(rule="no-factor", about=about)
    elif account.factor == "tin-nhan":
        yield Fault(rule="weak-factor", about=about)


def _of_person(state: State, person: Person) -> Iterator[Fault]:
    if person.has_moved:
        if not person.closed:
            yield Fault(rule="moved", about={"person": person.slug})
        return
    if person.closed:
        yield Fault(rule="locked-out", about={"person": person.slug})
        return
    for folder in state.folders:
        need, held = state.needed(person, folder), state.rights[person.slug, folder]
        wide = RIGHTS.index(held) - RIGHTS.index(need)
        if wide:
            right = held if wide > 0 else need
            about = {"person": person.slug, "folder": folder, "right": right}
            yield Fault(rule="too-much" if wide > 0 else "too-little", about=about)


def _slip(state: State, step: Taken, number: int) -> Iterator[Fault]:
    """A right given beyond the need, also where it was taken back later."""
    person = state.person(str(step.data.get("person", "")))
    if step.kind != "grant" or person is None:
        return
    folder, right = step.data["folder"], step.data["right"]
    before = RIGHTS.index(state.rights[person.slug, folder])
    need = RIGHTS.index(state.needed(person, folder))
    if RIGHTS.index(right) > max(before, need):
        yield Fault(rule="opened-wide", about=step.data, step=number)


def _finding(
    content: Content, state: State, fault: Fault, step: int | None, share: float
) -> Finding:
    rule, words = read("rules")[fault.rule], words_of(state, fault.about)
    person = state.person(str(fault.about["person"]))
    duty = state.duties[person.duty]["title"] if person and not person.has_moved else ""
    return Finding(
        rule=fault.rule,
        title=rule["title"],
        sentence=rule["sentence"].format(**words, duty=duty),
        points=round(float(content["points"][fault.rule]) * share / 100, 2),
        step=fault.step or step,
        seat=SEAT,
        about=words["person"] or words["account"] or words["folder"],
    )
