"""Marking of the content types written for this product."""

from collections.abc import Mapping
from typing import Any

from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.choices import SEPARATOR, chosen, response_of
from courses.activities.types.h5p.marking.marks import Mark

Parameters = Mapping[str, Any]
VERDICTS = ("present", "missing", "invalid")


def procedure_order(params: Parameters, answer: Answer) -> Mark:
    """One point a step in its place; the author writes the steps in the right order."""
    count = len(params.get("steps") or [])
    order = chosen(answer, count)
    if len(order) != count:
        raise AnswerRefused
    score = sum(place == step for place, step in enumerate(order))
    if (params.get("behaviour") or {}).get("singlePoint"):
        return Mark(score=int(score == count), max_score=1)
    return Mark(score=score, max_score=count)


def dossier_check(params: Parameters, answer: Answer) -> Mark:
    """One point a component whose state (present, missing, invalid) is judged rightly."""
    components = params.get("components") or []
    verdicts = response_of(answer).split(SEPARATOR)
    if len(verdicts) != len(components) or not set(verdicts) <= {*VERDICTS, ""}:
        raise AnswerRefused
    rights = [one.get("state", "present") for one in components]
    score = sum(given == right for given, right in zip(verdicts, rights, strict=True))
    return Mark(score=score, max_score=len(components), complete=all(verdicts))
