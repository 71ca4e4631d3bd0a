"""A version of a lab on a file as data: what the grader and the drawing read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from labs.assignments.models import LabVersion

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """Kind, inputs and checks, and the file to start from."""

    kind: str
    inputs: Sequence[Mapping[str, Any]]
    checks: Sequence[Mapping[str, Any]]
    start: bytes

    @property
    def points(self) -> float:
        """All points."""
        return float(sum(one["points"] for one in self.checks))

    def content(self) -> bytes:
        """As kept in the version: without the file, in one fixed form."""
        facts = {"kind": self.kind, "inputs": list(self.inputs), "checks": list(self.checks)}
        return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def definition_of(version: LabVersion) -> Definition:
    """The definition that a version froze."""
    facts = json.loads(bytes(version.master))
    return Definition(**facts, start=bytes(version.files.get().content))


def from_blocks(
    *, kind: str, inputs: Sequence[Any], checks: Sequence[Any], start: bytes
) -> Definition:
    """The definition of what a trainer composed; lists and names in their plain form."""
    return Definition(
        kind=kind,
        inputs=[_flat(one) for one in inputs],
        checks=[_flat(one) for one in checks],
        start=start,
    )


@cache
def figures() -> dict[str, Any]:
    """The figures of the layout of administrative papers."""
    found: dict[str, Any] = json.loads((DATA / "nd30.json").read_text(encoding="utf-8"))
    return found


def _flat(block: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as lists of values; functions as a list of names."""
    found = {name: _items(value) for name, value in block.items()}
    if block["type"] == "formula":
        names = str(block.get("functions") or "").split(",")
        found["functions"] = [one.strip().upper() for one in names if one.strip()]
    return found


def _items(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, list):
        return value
    return [one["value"] if isinstance(one, dict) else one for one in value]
