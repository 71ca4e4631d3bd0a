"""What was seen to work, content type by content type; all else carries "not yet tested".

The facts are in `tested.json`. A browser test plays each type and compares: the list says no
more and no less than what it shows.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from courses.activities.types.h5p.authoring.semantics import OFFERED, name_of
from courses.activities.types.h5p.models import Library
from courses.activities.types.h5p.queries import installed

FACTS = Path(__file__).with_name("tested.json")


@dataclass(frozen=True, kw_only=True)
class Tested:
    """The facts of one type: saved work comes back, the server marks, the keyboard is enough."""

    restores: bool = False
    marked: bool = False
    keyboard: bool = False


def _read() -> dict[str, Tested]:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    return {name: Tested(**dict.fromkeys(shown, True)) for name, shown in facts.items()}


TESTED = _read()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One type that can be played here. `tested` is None where nobody has tried it."""

    title: str
    library: Library
    tested: Tested | None
    is_written: bool


def kinds() -> list[Kind]:
    """Every installed type, those that were tested first."""
    newest = {row.machine_name: row for _name, row in sorted(installed().items()) if row.runnable}
    found = [
        Kind(
            title=name_of(row),
            library=row,
            tested=TESTED.get(name),
            is_written=name in OFFERED,
        )
        for name, row in newest.items()
    ]
    return sorted(found, key=lambda one: (one.tested is None, one.title))
