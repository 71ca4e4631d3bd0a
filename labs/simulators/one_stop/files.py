"""The files under `data/`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from labs.simulators.one_stop.basis import require_basis

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """One file by its name without the ending; not to be changed by whoever reads it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def procedures() -> dict[str, dict[str, Any]]:
    """Every procedure that ships, by slug; one without its basis does not load."""
    return {path.stem: _procedure(path) for path in sorted((DATA / "procedures").glob("*.toml"))}


def _procedure(path: Path) -> dict[str, Any]:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    require_basis(path.stem, said)
    return said


def points() -> dict[str, float]:
    """What each rule costs unless a trainer says otherwise."""
    return {slug: float(rule["points"]) for slug, rule in read("rules").items()}


def refusal(slug: str, **words: str) -> str:
    """What the system answers to a step that cannot be taken."""
    return str(read("refused")[slug]).format(**words)
