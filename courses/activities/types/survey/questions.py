"""Questions of a survey, and what can be an answer: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.kit.text import nfc

RATINGS = ("1", "2", "3", "4", "5")
MAX_COMMENT = 2000


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a version."""

    id: str
    kind: str
    text: str
    options: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The name under which a form sends the answer."""
        return f"q-{self.id}"


def questions_of(config: Mapping[str, Any]) -> list[Question]:
    """The questions of a version, in order."""
    return [_question(item) for item in config.get("questions", ())]


def answers_in(questions: Sequence[Question], data: Mapping[str, Any]) -> dict[str, str]:
    """What was answered, by question; empty comments are left out."""
    given = {one.id: nfc(str(data.get(one.field) or "")).strip() for one in questions}
    return {name: value for name, value in given.items() if value}


def missing_or_wrong(questions: Sequence[Question], answers: Mapping[str, str]) -> list[Question]:
    """Questions whose answer is missing or impossible."""
    return [one for one in questions if not _is_fine(one, answers.get(one.id, ""))]


def _is_fine(question: Question, answer: str) -> bool:
    if question.kind == "comment":
        return len(answer) <= MAX_COMMENT
    return answer in question.options


def _question(item: Mapping[str, Any]) -> Question:
    options = tuple(one["value"] for one in item["value"].get("options", ()))
    kind = item["type"]
    return Question(
        id=item["id"],
        kind=kind,
        text=item["value"]["text"],
        options=RATINGS if kind == "rating" else options,
    )
