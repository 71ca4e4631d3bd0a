"""What can be set, and what the system refuses."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from labs.simulators.access.files import read
from labs.simulators.access.state import NONE, OFF, RIGHTS, Account, Person, State
from labs.simulators.engine import Refused, Taken

FIELDS: dict[str, tuple[str, ...]] = {
    "password": ("account", "password"),
    "factor": ("account", "factor"),
    "grant": ("person", "folder", "right"),
    "link": ("folder", "link"),
    "close": ("person",),
    "reopen": ("person",),
}


def apply(state: State, step: Taken) -> State:
    """The state after a step, or `Refused`."""
    act = _ACTS.get(step.kind)
    if act is None:
        raise Refused
    return act(state, step.data)


def _password(state: State, data: Mapping[str, Any]) -> State:
    account = _account(state, data)
    if data["password"] not in account.offered:
        raise Refused(_("Choose one of the passwords first."))
    return _with(state, replace(account, password=data["password"]))


def _factor(state: State, data: Mapping[str, Any]) -> State:
    if data["factor"] not in read("office")["factors"]:
        raise Refused
    return _with(state, replace(_account(state, data), factor=data["factor"]))


def _grant(state: State, data: Mapping[str, Any]) -> State:
    person = state.person(data["person"])
    if person is None or person.closed or data["folder"] not in state.folders:
        raise Refused
    if data["right"] not in RIGHTS:
        raise Refused
    key = (person.slug, data["folder"])
    return replace(state, rights={**state.rights, key: data["right"]})


def _link(state: State, data: Mapping[str, Any]) -> State:
    if data["folder"] not in state.folders or data["link"] not in read("office")["links"]:
        raise Refused
    return replace(state, links={**state.links, data["folder"]: data["link"]})


def _close(state: State, data: Mapping[str, Any]) -> State:
    person = state.person(data["person"])
    if person is None:
        raise Refused
    people = _marked(state, person, closed=True)
    gone = {key: NONE if key[0] == person.slug else right for key, right in state.rights.items()}
    return replace(state, people=people, rights=gone)


def _reopen(state: State, data: Mapping[str, Any]) -> State:
    """Closing by mistake can be undone; the rights it took have to be given anew."""
    person = state.person(data["person"])
    if person is None or not person.closed:
        raise Refused
    return replace(state, people=_marked(state, person, closed=False))


def _marked(state: State, person: Person, *, closed: bool) -> tuple[Person, ...]:
    return tuple(replace(one, closed=closed) if one == person else one for one in state.people)


def _account(state: State, data: Mapping[str, Any]) -> Account:
    account = state.account(data["account"])
    if account is None:
        raise Refused
    return account


def _with(state: State, account: Account) -> State:
    accounts = tuple(account if one.slug == account.slug else one for one in state.accounts)
    return replace(state, accounts=accounts)


def next_step(state: State, seat: str, strong: list[str]) -> Taken | None:
    """What a careful official sets next."""
    data = next(iter(_todo(state, strong)), None)
    return Taken(seat=seat, kind=data[0], data=data[1]) if data else None


def _todo(state: State, strong: list[str]) -> list[tuple[str, dict[str, str]]]:
    used = {one.password for one in state.accounts}
    found: list[tuple[str, dict[str, str]]] = []
    for account in state.accounts:
        if account.password not in strong:
            free = next(one for one in account.offered if one in strong and one not in used)
            found.append(("password", {"account": account.slug, "password": free}))
        if account.factor != "ung-dung":
            found.append(("factor", {"account": account.slug, "factor": "ung-dung"}))
    found += [
        ("reopen" if one.closed else "close", {"person": one.slug})
        for one in state.people
        if one.closed != one.has_moved
    ]
    for person in (one for one in state.people if not one.has_moved):
        for folder in state.folders:
            need = state.needed(person, folder)
            if state.rights[person.slug, folder] != need:
                said = {"person": person.slug, "folder": folder, "right": need}
                found.append(("grant", said))
    found += [
        ("link", {"folder": one, "link": OFF}) for one in state.folders if state.links[one] != OFF
    ]
    return found


_ACTS: dict[str, Callable[[State, Mapping[str, Any]], State]] = {
    "password": _password,
    "factor": _factor,
    "grant": _grant,
    "link": _link,
    "close": _close,
    "reopen": _reopen,
}
