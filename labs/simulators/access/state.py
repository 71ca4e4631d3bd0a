"""Accounts and folders at one moment, drawn in disorder from a scenario by a seed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from labs.simulators.access.files import read
from labs.simulators.engine import Content

NONE, READ, EDIT = "khong", "doc", "sua"
RIGHTS = (NONE, READ, EDIT)
OFF = "tat"
MOVED = "da-chuyen"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the office and their duty; who has moved has none."""

    slug: str
    name: str
    duty: str
    closed: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether they serve elsewhere now."""
        return self.duty == MOVED


@dataclass(frozen=True, kw_only=True)
class Account:
    """One of the learner's own accounts; empty until something is chosen."""

    slug: str
    offered: tuple[str, ...]
    password: str = ""
    factor: str = NONE


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything to put in order: rights by (person, folder), links by folder."""

    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    folders: tuple[str, ...]
    rights: Mapping[tuple[str, str], str]
    links: Mapping[str, str]
    duties: Mapping[str, Any]

    def needed(self, person: Person, folder: str) -> str:
        """The right that the duty asks for, and no more."""
        if person.has_moved:
            return NONE
        return str(self.duties[person.duty]["need"].get(folder, NONE))

    def person(self, slug: str) -> Person | None:
        """The person of this slug."""
        return next((one for one in self.people if one.slug == slug), None)

    def account(self, slug: str) -> Account | None:
        """The account of this slug."""
        return next((one for one in self.accounts if one.slug == slug), None)


def first(content: Content, seed: int) -> State:
    """People with duties, one of them moved away, and as many faults as the scenario says."""
    chance = Random(seed)  # noqa: S311  # repeatable on purpose
    office = content["office"]
    folders = tuple(sorted(office["folders"])[: content["folders"]])
    people = _people(chance, office, content["people"])
    state = State(
        people=people,
        accounts=_accounts(chance, content),
        folders=folders,
        rights={},
        links=dict.fromkeys(folders, OFF),
        duties=office["duties"],
    )
    rights = {(one.slug, name): state.needed(one, name) for one in people for name in folders}
    moved = people[-1]
    rights[moved.slug, chance.choice(folders)] = EDIT
    _disturb(chance, state, rights, content["faults"])
    links = dict(state.links)
    links[chance.choice(folders)] = "moi-nguoi"
    return replace(state, rights=rights, links=links)


def _people(chance: Random, office: Mapping[str, Any], count: int) -> tuple[Person, ...]:
    names = chance.sample(office["people"], count)
    duties = chance.sample(sorted(office["duties"]), count - 1)
    return tuple(
        Person(slug=f"n{place}", name=name, duty=duty)
        for place, (name, duty) in enumerate(zip(names, [*duties, MOVED], strict=True), 1)
    )


def _disturb(chance: Random, state: State, rights: dict[tuple[str, str], str], faults: int) -> None:
    """Wrong rights of people who serve here: half of them too wide, half too narrow."""
    here = [one for one in state.people if not one.has_moved]
    places = [(one, name) for one in here for name in state.folders]
    for place, (person, name) in enumerate(chance.sample(places, min(faults, len(places)))):
        need = RIGHTS.index(state.needed(person, name))
        wider = need < 2 and (place % 2 == 0 or need == 0)
        rights[person.slug, name] = RIGHTS[need + 1 if wider else need - 1]


def _accounts(chance: Random, content: Content) -> tuple[Account, ...]:
    """Each account is offered the same choices: strong ones for all, and weak ones."""
    words = content["passwords"]
    slugs = sorted(content["office"]["accounts"])
    offered = chance.sample(words["strong"], len(slugs))
    offered += [chance.choice(kind) for _name, kind in sorted(words["weak"].items())]
    chance.shuffle(offered)
    return tuple(Account(slug=slug, offered=tuple(offered)) for slug in slugs)


def is_strong(content: Content, password: str) -> bool:
    """Whether a password is one of the long ones."""
    return password in content["passwords"]["strong"]


def words_of(state: State, data: Mapping[str, Any]) -> dict[str, str]:
    """The names that sentences need for what a step is about."""
    office, person = read("office"), state.person(str(data.get("person", "")))
    found = {"person": person.name if person else ""}
    for name, table in (("account", "accounts"), ("folder", "folders"), ("factor", "factors")):
        found[name] = str(office[table].get(data.get(name), ""))
    found["right"] = str(office["rights"].get(data.get("right"), ""))
    found["link"] = str(office["links"].get(data.get("link"), ""))
    return found
