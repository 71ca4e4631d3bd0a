"""An answer as the frame sends it: the tree of xAPI statements that `getXAPIData()` returns."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.activities.types.h5p.errors import AnswerRefused

MAX_RESPONSE = 20_000
MAX_NODES = 500
MAX_DEPTH = 6
SUB_ID = "http://h5p.org/x-api/h5p-subContentId"
LIBRARY = "http://h5p.org/libraries/"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question's answer, and those of the questions inside it.

    `response` is None where the frame sent none; `score` and `max_score` are what it claims.
    """

    sub_id: str = ""
    response: str | None = None
    score: float | None = None
    max_score: float | None = None
    children: tuple["Answer", ...] = ()

    @property
    def responses(self) -> Iterator[str]:
        """Every response in the tree."""
        if self.response is not None:
            yield self.response
        for child in self.children:
            yield from child.responses


def parse(data: Any) -> Answer:
    """Check a tree of `{statement, children}`; refuse what no player sends."""
    return _parse(data, depth=0, budget=[MAX_NODES])


def _parse(data: Any, *, depth: int, budget: list[int]) -> Answer:
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0 or not isinstance(data, Mapping):
        raise AnswerRefused
    statement = data.get("statement")
    children = data.get("children") or []
    if not isinstance(statement, Mapping) or not isinstance(children, list):
        raise AnswerRefused
    result = _mapping(statement.get("result"))
    score, max_score = _points(_mapping(result.get("score")))
    parsed = [_parse(one, depth=depth + 1, budget=budget) for one in children if one]
    return Answer(
        sub_id=_sub_id(statement),
        response=_response(result.get("response")),
        score=score,
        max_score=max_score,
        children=tuple(parsed),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise AnswerRefused
    return value


def _sub_id(statement: Mapping[str, Any]) -> str:
    definition = _mapping(_mapping(statement.get("object")).get("definition"))
    value = _mapping(definition.get("extensions")).get(SUB_ID)
    return value[:100] if isinstance(value, str) else ""


def _response(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_RESPONSE or "\x00" in value:
        raise AnswerRefused
    return value


def _points(score: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Claimed points: finite, not negative, not over the maximum; no maximum means no points."""
    if not score:
        return None, None
    raw, top = _number(score.get("raw")), _number(score.get("max"))
    if _number(score.get("min", 0)) != 0 or not 0 <= raw <= top:
        raise AnswerRefused(_("The points sent are not possible."))
    return (raw, top) if top else (None, None)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise AnswerRefused(_("The points sent are not possible."))
    return value
