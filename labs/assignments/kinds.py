"""How a trainer sees what was handed in: one entry a kind of lab, by the slug of its activity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from labs.assignments.models import Attempt


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A part of the trainer's page: a template, and what it needs besides `attempt`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class SubmissionKind(Protocol):
    """A kind of lab: the type of the file handed in, its ending, and how it is shown.

    What is shown comes from a learner: a template must neither trust it nor run it.
    """

    slug: str
    content_type: str
    ending: str

    def show(self, attempt: Attempt) -> Shown:
        """The work itself."""
        ...


_kinds: dict[str, SubmissionKind] = {}


def register(kind: SubmissionKind) -> None:
    """Add a kind; two for one slug are a mistake."""
    if kind.slug in _kinds:
        raise ValueError(f"Two kinds of submission named {kind.slug!r}.")
    _kinds[kind.slug] = kind


def kind_of(slug: str) -> SubmissionKind:
    """The kind of this slug; `KeyError` when nobody registered it."""
    return _kinds[slug]


def slugs() -> list[str]:
    """The types of activity whose submissions trainers look at."""
    return sorted(_kinds)
