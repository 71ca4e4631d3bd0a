"""Questions of a quiz.

`? single words` opens a question (also `multiple`, `truefalse`, `short`); `+ words // feedback` is
a right option, `- words // feedback` a wrong one, `= one | another // feedback` what a short
answer may be, `! words` what is said about the question to everybody.
"""

import re
from collections.abc import Iterable, Iterator

from courses.demo.facts import Option, Question
from courses.demo.reading import DemoFileInvalid

_VERDICT = re.compile(r"(Đúng vậy|Đúng|Chính xác|Sai|Chưa đúng)[.:] ")


def questions_in(lines: Iterable[str]) -> list[Question]:
    """The questions of a quiz's lines."""
    return [_question(group) for group in _groups(lines)]


def neutral(feedback: str) -> str:
    """Feedback without its verdict, for those who were right and those who were not."""
    return _VERDICT.sub("", feedback, count=1)


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line.startswith("? ") and group:
            yield group
            group = []
        if line.strip():
            group.append(line)
    if group:
        yield group


def _question(group: list[str]) -> Question:
    mark, kind, text = [*group[0].split(" ", 2), "", ""][:3]
    if mark != "?" or not text:
        raise DemoFileInvalid(f"not a question: {group[0]}")
    options = tuple(_option(line) for line in group[1:] if line[0] in "+-")
    accepted, said = _accepted(group[1:])
    general = next((line[2:] for line in group[1:] if line.startswith("! ")), "")
    if kind == "truefalse":
        general = neutral(next(one.feedback for one in options if one.correct))
    elif kind == "short":
        general = f"{general} {neutral(said)}".strip()
    return Question(kind=kind, text=text, options=options, accepted=accepted, feedback=general)


def _option(line: str) -> Option:
    text, _slashes, feedback = line[2:].partition(" // ")
    return Option(text=text.strip(), correct=line[0] == "+", feedback=feedback.strip())


def _accepted(lines: list[str]) -> tuple[tuple[str, ...], str]:
    for line in lines:
        if line.startswith("= "):
            words, _slashes, feedback = line[2:].partition(" // ")
            return tuple(one.strip() for one in words.split("|")), feedback.strip()
    return (), ""
