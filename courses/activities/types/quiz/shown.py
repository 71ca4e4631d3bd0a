"""What a learner sees of a quiz: never which option is right before the attempt is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.activities.types.quiz.models import Attempt
from courses.activities.types.quiz.questions import Option, Question, Response, in_order_of, mark

TRUE_FALSE = {"true": _("True"), "false": _("False")}


@dataclass(frozen=True, kw_only=True)
class ShownOption:
    """One option: its words, and whether the learner chose it."""

    id: str
    text: str | Promise
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """One question as it stands in the form."""

    number: int
    field: str
    kind: str
    text: str
    options: tuple[ShownOption, ...]
    response: str


@dataclass(frozen=True, kw_only=True)
class ShownResult:
    """One question of an attempt that was handed in."""

    number: int
    text: str
    given: tuple[str | Promise, ...]
    correct: bool
    feedback: tuple[str, ...]


def form(config: Mapping[str, Any], attempt: Attempt, answers: Mapping[str, Response]) -> Any:
    """The questions of an open attempt in its order, with what was answered so far."""
    ordered = in_order_of(config, attempt.seed)
    return [
        ShownQuestion(
            number=number,
            field=one.field,
            kind=one.kind,
            text=one.text,
            options=tuple(
                ShownOption(id=o.id, text=_words(one, o), chosen=o.id in _chosen(answers, one))
                for o in one.options
            ),
            response=_text(answers, one),
        )
        for number, one in enumerate(ordered, start=1)
    ]


def result(
    config: Mapping[str, Any], attempt: Attempt, answers: Mapping[str, Response]
) -> Sequence[ShownResult]:
    """What was answered, whether it was right, and what the author says to it."""
    return [
        ShownResult(
            number=number,
            text=one.text,
            given=_given(one, answers),
            correct=mark(one, answers.get(one.id)).correct,
            feedback=_feedback(one, answers),
        )
        for number, one in enumerate(in_order_of(config, attempt.seed), start=1)
    ]


def _given(question: Question, answers: Mapping[str, Response]) -> tuple[str | Promise, ...]:
    if question.kind == "short":
        return (_text(answers, question),)
    chosen = _chosen(answers, question)
    return tuple(_words(question, one) for one in question.options if one.id in chosen)


def _feedback(question: Question, answers: Mapping[str, Response]) -> tuple[str, ...]:
    chosen = _chosen(answers, question)
    said = [one.feedback for one in question.options if one.id in chosen]
    return tuple(one for one in [*said, question.feedback] if one)


def _chosen(answers: Mapping[str, Response], question: Question) -> set[str]:
    held = answers.get(question.id, [])
    return {held} if isinstance(held, str) else set(held)


def _text(answers: Mapping[str, Response], question: Question) -> str:
    held = answers.get(question.id, "")
    return held if isinstance(held, str) and question.kind == "short" else ""


def _words(question: Question, option: Option) -> str | Promise:
    return TRUE_FALSE[option.id] if question.kind == "true_false" else option.text
