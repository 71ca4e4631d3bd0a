"""The files under `data/`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """One file by its name without the ending; not to be changed by whoever reads it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def points() -> dict[str, float]:
    """What each rule costs, in hundredths of one thing to put in order."""
    return {slug: float(rule["points"]) for slug, rule in read("rules").items()}
