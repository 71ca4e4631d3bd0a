"""The URLs of the resolver, and what the table says of each."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, get_resolver

from lms.accounts.roles import Role

FILE = Path(__file__).parent / "table.toml"
ANONYMOUS = "anonymous"
COLUMNS = (ANONYMOUS, *(role.value for role in Role))
ROLES = tuple(role.value for role in Role)
SIDES = ("own", "foreign", "random")
METHODS = ("GET", "POST")
SIGN_IN = "in"
HIDDEN = "404"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One URL, asked in one way: what every column must be answered."""

    route: str
    method: str
    side: str
    objects: str
    data: tuple[tuple[str, str], ...]
    sends: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.side}"


def routes() -> list[str]:
    """Every route of the resolver as one string."""
    return sorted(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list, before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _walk(one.url_patterns, route)


def listed() -> dict[str, dict]:
    """The rows of single URLs, by route."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["url"]


def groups() -> dict[str, dict]:
    """The rules for whole areas, by prefix."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]


def group_of(route: str) -> str | None:
    """The prefix whose rule a route falls under; a row of its own comes first."""
    if route in listed():
        return None
    return next((prefix for prefix in groups() if route.startswith(prefix)), None)


def cases() -> Iterator[Case]:
    """Every single URL × method × side."""
    present = set(routes())
    for route, row in listed().items():
        if route not in present:
            continue
        for method in METHODS:
            if method in row:
                yield from _cases(route, row, method)


def _cases(route: str, row: dict, method: str) -> Iterator[Case]:
    own = tuple(row[method].split())
    assert len(own) == len(COLUMNS), f"{route}: {method} needs {len(COLUMNS)} answers"
    sides = SIDES if "objects" in row else ("own",)
    for side in sides:
        answers = own if side == "own" else _elsewhere(row, method, side, own)
        yield Case(
            route=route,
            method=method,
            side=side,
            objects=row.get("objects", ""),
            data=tuple(row.get("data", {}).items()),
            sends=row.get("sends", "form"),
            answers=answers,
        )


def _elsewhere(row: dict, method: str, side: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """Foreign and random objects are hidden, unless the row says otherwise.

    Whoever is not signed in is sent to sign in alike; the centre administrator knows no foreign
    objects.
    """
    told = row.get(f"{method}_{side}")
    if told:
        return tuple(told.split())
    kept = {ANONYMOUS} if side == "random" else {ANONYMOUS, Role.CENTRE_ADMIN.value}
    return tuple(
        answer if column in kept else HIDDEN for column, answer in zip(COLUMNS, own, strict=True)
    )


def fill(route: str, values: dict[str, str]) -> str:
    """The address of a route with its parts filled in."""
    filled = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: values[m[1]], route)
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: values[m[1]], filled)
    return "/" + re.sub(r"[\^$]|\\(?=[./-])|\\[AZ]", "", filled)
