"""Questions as a version keeps them, their order in an attempt, and how an answer is marked."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from courses.catalogue.richtext import safe_html
from lms.kit.text import fold, nfc

Thing = TypeVar("Thing")
Response = str | list[str]
MAX_SHORT = 500


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option; `correct` never leaves the server before the attempt is handed in."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a version."""

    id: str
    kind: str
    text: str
    points: int
    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    feedback: str = ""

    @property
    def field(self) -> str:
        """The name under which a form sends the answer."""
        return f"q-{self.id}"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What one answer earned."""

    correct: bool
    points: float


def questions_of(config: Mapping[str, Any]) -> list[Question]:
    """The questions of a version, as written."""
    return [_question(item) for item in config.get("questions", ())]


def in_order_of(config: Mapping[str, Any], seed: int) -> list[Question]:
    """The questions as one attempt shows them: the seed decides, always in the same way."""
    questions = questions_of(config)
    if not config.get("shuffle"):
        return questions
    return [
        Question(**{**vars(one), "options": tuple(_shuffled(one.options, seed, one.id))})
        if one.kind in {"single", "multiple"}
        else one
        for one in _shuffled(questions, seed, "")
    ]


def mark(question: Question, response: Response | None) -> Mark:
    """All or nothing: the right option, all right options and no other, an accepted word."""
    if question.kind == "short":
        given = _comparable(response if isinstance(response, str) else "")
        correct = given != "" and given in {_comparable(one) for one in question.accepted}
    else:
        chosen = {response} if isinstance(response, str) else set(response or ())
        correct = chosen == {one.id for one in question.options if one.correct}
    return Mark(correct=correct, points=float(question.points if correct else 0))


def is_possible(question: Question, response: Response) -> bool:
    """Whether this can be an answer to the question at all."""
    if question.kind == "short":
        return isinstance(response, str) and 0 < len(response.strip()) <= MAX_SHORT
    known = {one.id for one in question.options}
    if question.kind == "multiple":
        return isinstance(response, list) and bool(response) and set(response) <= known
    return isinstance(response, str) and response in known


def normal(question: Question, response: Any) -> Response:
    """The response in its stored form: a form sends one box as a text, several as a list."""
    if question.kind == "multiple":
        listed = response if isinstance(response, list) else [response]
        return sorted({str(one) for one in listed if one not in (None, "")})
    return nfc(str(response)).strip() if not isinstance(response, list) else ""


def _question(item: Mapping[str, Any]) -> Question:
    value = item["value"]
    return Question(
        id=item["id"],
        kind=item["type"],
        text=safe_html(value["text"]),
        points=int(value.get("points") or 1),
        options=_options(item["type"], value),
        accepted=tuple(one["value"] for one in value.get("accepted", ())),
        feedback=value.get("feedback") or "",
    )


def _options(kind: str, value: Mapping[str, Any]) -> tuple[Option, ...]:
    if kind == "true_false":
        right = bool(value.get("is_true"))
        return tuple(
            Option(id=name, text=name, correct=right == (name == "true"), feedback="")
            for name in ("true", "false")
        )
    return tuple(
        Option(
            id=one["id"],
            text=one["value"]["text"],
            correct=bool(one["value"].get("correct")),
            feedback=one["value"].get("feedback") or "",
        )
        for one in value.get("options", ())
    )


def _shuffled(things: Sequence[Thing], seed: int, salt: str) -> list[Thing]:
    order = list(things)
    random.Random(f"{seed}:{salt}").shuffle(order)  # noqa: S311  # an order, not a secret
    return order


def _comparable(text: str) -> str:
    """Accents, case, spaces and the decimal comma aside."""
    return fold(text).replace(",", ".").strip(" .")
