"""Who grades a lab's version and words what was found, where that is not the notebook's engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from labs.assignments.models import Attempt, LabVersion
from labs.grading.report import Report


@dataclass(frozen=True, kw_only=True)
class Grader:
    """`sentence` says what a mark's reason means, or nothing where it is not one of its own."""

    kind: str
    grade: Callable[[Attempt, LabVersion], Report]
    sentence: Callable[[str, Mapping[str, Any]], str]


_graders: dict[str, Grader] = {}


def register(grader: Grader) -> None:
    """Add a grader; two for one kind are a mistake."""
    if grader.kind in _graders:
        raise ValueError(f"Two graders for {grader.kind!r}.")
    _graders[grader.kind] = grader


def grader_of(kind: str) -> Grader | None:
    """The grader of this kind; nothing for notebooks."""
    return _graders.get(kind)


def sentence(reason: str, facts: Mapping[str, Any]) -> str:
    """What a reason means in the words of whoever gave it."""
    said = (grader.sentence(reason, facts) for grader in _graders.values())
    return next((one for one in said if one), "")
