"""Marking of questions answered by choosing."""

from collections.abc import Mapping, Sequence
from typing import Any

from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.marks import Mark

Parameters = Mapping[str, Any]
SEPARATOR = "[,]"


def response_of(answer: Answer) -> str:
    """The response, without which nothing can be marked."""
    if answer.response is None:
        raise AnswerRefused
    return answer.response


def chosen(answer: Answer, count: int) -> list[int]:
    """Indexes below `count`, each once."""
    response = response_of(answer)
    parts = response.split(SEPARATOR) if response else []
    if not all(part.isascii() and part.isdigit() and int(part) < count for part in parts):
        raise AnswerRefused
    indexes = [int(part) for part in parts]
    if len(set(indexes)) != len(indexes):
        raise AnswerRefused
    return indexes


def multiple_choice(params: Parameters, answer: Answer) -> Mark:
    """One point a right choice, minus one a wrong one; or one point for the whole."""
    choices: Sequence[Parameters] = params.get("answers") or []
    behaviour: dict[str, Any] = {"singlePoint": True, "passPercentage": 100, "type": "auto"} | dict(
        params.get("behaviour") or {}
    )
    picked = chosen(answer, len(choices))
    rights = [one for one in choices if one.get("correct")]
    single = behaviour["type"] == "single" or (behaviour["type"] == "auto" and len(rights) == 1)
    if single and len(picked) > 1:
        raise AnswerRefused
    whole = float(params.get("weight", 1))
    best = sum(_weight(one) for one in rights) if rights else whole
    score = sum(
        _weight(one) if one.get("correct") else -_weight(one) for one in _at(choices, picked)
    )
    score = whole if not picked and not rights else max(score, 0)
    if behaviour["singlePoint"]:
        score = whole if 100 * score / best >= behaviour["passPercentage"] else 0
    top = whole if single or behaviour["singlePoint"] else best
    return Mark(score=min(score, top), max_score=top, complete=bool(picked) or not rights)


def _at(choices: Sequence[Parameters], indexes: Sequence[int]) -> list[Parameters]:
    return [choices[index] for index in indexes]


def _weight(choice: Parameters) -> float:
    return float(choice.get("weight", 1))


def true_false(params: Parameters, answer: Answer) -> Mark:
    """One point for the right word."""
    response = response_of(answer)
    if response not in {"true", "false", ""}:
        raise AnswerRefused
    right = response == params.get("correct")
    return Mark(score=int(right), max_score=1, complete=bool(response))


def single_choice_set(params: Parameters, answer: Answer) -> Mark:
    """One point a question; authors always write the right answer first."""
    questions = [one for one in params.get("choices") or [] if one and one.get("answers")]
    return _first_try(len(questions), answer)


def summary(params: Parameters, answer: Answer) -> Mark:
    """One point a panel whose first (right) statement was chosen at the first try."""
    return _first_try(len(params.get("summaries") or []), answer)


def _first_try(count: int, answer: Answer) -> Mark:
    """Questions in their order; right is the response `0` and nothing else."""
    responses = [response_of(child) for child in answer.children]
    if len(responses) != count:
        raise AnswerRefused
    score = sum(response == "0" for response in responses)
    return Mark(score=score, max_score=count, complete=all(responses))
