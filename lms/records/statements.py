"""A statement before it is stored, and its xAPI form."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lms.kit import clock
from lms.kit.ids import uuid7
from lms.records.errors import StatementInvalid
from lms.records.verbs import Verb

MAX_TEXT = 100_000


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Who did what to what, with what result, in what context, when.

    `actor_id` is the person's row id; `object_id` the public uuid of the object. `result` and
    `context` follow xAPI: `result.score` holds `scaled` (-1..1), `raw`, `min`, `max`.
    """

    actor_id: int
    verb: Verb
    object_kind: str
    object_id: UUID
    result: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    timestamp: datetime = field(default_factory=clock.now)
    id: UUID = field(default_factory=uuid7)

    def same_as(self, other: "Statement") -> bool:
        """Equal in all that the sender said; xAPI leaves the times out of this comparison."""
        return self._said() == other._said()

    def _said(self) -> tuple[Any, ...]:
        return (
            self.actor_id,
            self.verb,
            self.object_kind,
            self.object_id,
            dict(self.result),
            dict(self.context),
        )


@dataclass(frozen=True, kw_only=True)
class Stored(Statement):
    """A statement with the moment at which it was stored."""

    stored: datetime


def validate(statement: Statement) -> None:
    """Raise `StatementInvalid` for what xAPI 1.0.3 (4.1) refuses and for what JSON cannot hold."""
    if statement.timestamp.tzinfo is None:
        raise StatementInvalid
    for part in (statement.result, statement.context):
        _check_value(part, depth=0)
    _check_score(statement.result.get("score"))
    for name in ("success", "completion"):
        if not isinstance(statement.result.get(name, True), bool):
            raise StatementInvalid


def _check_score(score: Any) -> None:
    if score is None:
        return
    if not isinstance(score, Mapping) or not set(score) <= {"scaled", "raw", "min", "max"}:
        raise StatementInvalid
    if not all(_is_number(value) for value in score.values()):
        raise StatementInvalid
    low, high = score.get("min", -math.inf), score.get("max", math.inf)
    if not (low < high and low <= score.get("raw", low) <= high):
        raise StatementInvalid
    if not -1 <= score.get("scaled", 0) <= 1:
        raise StatementInvalid


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_value(value: Any, depth: int) -> None:
    """Only what JSON and PostgreSQL can hold: finite numbers, no NUL, bounded size and depth."""
    if depth > 12:
        raise StatementInvalid
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check_value(str(key), depth + 1)
            _check_value(inner, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_value(inner, depth + 1)
    elif isinstance(value, str):
        if "\x00" in value or len(value) > MAX_TEXT:
            raise StatementInvalid
    elif value is not None and not isinstance(value, bool) and not _is_number(value):
        raise StatementInvalid
