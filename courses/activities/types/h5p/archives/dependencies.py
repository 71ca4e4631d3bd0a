"""Which libraries a content needs, and in which order the player loads them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from courses.activities.types.h5p.archives.specs import Wanted


class HasNeeds(Protocol):
    """Anything that knows what it needs: a library's description or its row."""

    @property
    def needs(self) -> Sequence[Wanted]: ...


def mentioned(parameters: object) -> list[Wanted]:
    """Libraries that content names in nested `library` keys, in the order met."""
    found: dict[Wanted, None] = {}
    waiting = [parameters]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            name = value.get("library")
            wanted = Wanted.parse(name) if isinstance(name, str) else None
            if wanted:
                found[wanted] = None
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
    return list(found)


class Known(Protocol):
    """Where libraries are looked up by name: a mapping, or a shelf that reads when asked."""

    def __contains__(self, name: object, /) -> bool: ...

    def __getitem__(self, name: Wanted, /) -> HasNeeds: ...


def load_order(wanted: Iterable[Wanted], known: Known) -> tuple[list[Wanted], list[Wanted]]:
    """Names with each one's needs before it, and the names that `known` lacks.

    Real libraries name each other in circles now and then: a name being visited is not visited
    again. Parts of the editor are left out even where a package preloads them.
    """
    order: dict[Wanted, None] = {}
    missing: dict[Wanted, None] = {}
    seen: set[Wanted] = set()

    def visit(name: Wanted) -> None:
        if name in seen or name.is_editor:
            return
        seen.add(name)
        if name not in known:
            missing[name] = None
            return
        for need in known[name].needs:
            visit(need)
        order[name] = None

    for name in wanted:
        visit(name)
    return list(order), list(missing)
