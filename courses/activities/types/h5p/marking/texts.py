"""Marking of questions answered by writing, dragging or marking words."""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.choices import SEPARATOR, chosen, response_of
from courses.activities.types.h5p.marking.marks import Mark

Parameters = Mapping[str, Any]
_TAG = re.compile(r"</?[a-z]*\d?>", re.IGNORECASE)


def blanks(params: Parameters, answer: Answer) -> Mark:
    """One point a gap, by any of its alternatives; case and small slips as the author set."""
    gaps = [gap for text in params.get("questions") or [] for gap in _gaps(str(text))]
    behaviour = params.get("behaviour") or {}
    given = _parts(answer, len(gaps))
    score = sum(_fits(word, gap, behaviour) for word, gap in zip(given, gaps, strict=True))
    return Mark(score=score, max_score=len(gaps), complete=any(given))


def _parts(answer: Answer, count: int) -> list[str]:
    """One text a gap; what is missing was left empty."""
    parts = response_of(answer).split(SEPARATOR)[:count]
    return parts + [""] * (count - len(parts))


def _gaps(text: str) -> list[list[str]]:
    """The accepted answers of each `*gap/alternative:tip*`; a doubled star is no gap."""
    gaps = []
    start = text.find("*")
    while start != -1:
        end = text.find("*", start + 1)
        if end == -1:
            break
        inner = _TAG.sub("", text[start + 1 : end])
        if inner:
            accepted = inner.split(":", 1)[0].split("/")
            gaps.append([html.unescape(_trim(one)) for one in accepted])
        start = text.find("*", end + 1)
    return gaps


def _trim(text: str) -> str:
    return text.replace("\xa0", " ").strip()


def _fits(word: str, accepted: Sequence[str], behaviour: Parameters) -> bool:
    return any(_same(_trim(word), _trim(one), behaviour) for one in accepted)


def _same(word: str, right: str, behaviour: Parameters) -> bool:
    word, right = unicodedata.normalize("NFC", word), unicodedata.normalize("NFC", right)
    if behaviour.get("caseSensitive", True) is not True:
        word, right = word.lower(), right.lower()
    if word == right:
        return True
    if behaviour.get("acceptSpellingErrors") is not True:
        return False
    slips = 2 if len(right) > 9 else 1 if len(right) > 3 else 0
    return slips > 0 and abs(len(word) - len(right)) <= slips and distance(word, right) <= slips


def distance(one: str, other: str) -> int:
    """Edits between two words; swapping two neighbours is one edit."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        last, row = rows[-1], [i]
        for j, b in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + (a != b))
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def drag_words(params: Parameters, answer: Answer) -> Mark:
    """One point a gap that holds its own word."""
    parts = re.split(r"(\*.*?\*)", str(params.get("textField") or ""))
    words = [_dragged(part) for part in parts if _is_gap(part)]
    given = _parts(answer, len(words))
    score = sum(word == right for word, right in zip(given, words, strict=True))
    return Mark(score=score, max_score=len(words), complete=any(given))


def _is_gap(part: str) -> bool:
    return part.startswith("*") and part.endswith("*")


def _dragged(part: str) -> str:
    r"""`*word:tip\+right\-wrong*` without its tip and its feedback."""
    text = part.removeprefix("*").removesuffix("*")
    for pattern in (r":[^\\*]+", r"\\\+[^\\*:]+", r"\\-[^\\*:]+"):
        text = re.sub(pattern, "", text, count=1)
    return text.rstrip()


def mark_words(params: Parameters, answer: Answer) -> Mark:
    """One point a marked right word, minus one a marked wrong one, never below zero.

    A text without right words is right when nothing is marked.
    """
    words = selectable_words(str(params.get("textField") or ""))
    marked = chosen(answer, len(words))
    score = sum(1 if words[index] else -1 for index in marked)
    if not any(words):
        return Mark(score=int(not marked), max_score=1)
    return Mark(score=max(score, 0), max_score=sum(words), complete=bool(marked))


def selectable_words(text: str) -> list[bool]:
    """For each word a learner can mark, whether it is right (`*word*` in the author's text)."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text.replace("&nbsp;", " ")))
    words = re.findall(r" \*[^* ]+\* |\S+", f" {plain} ")
    return [_is_right(word.strip()) for word in words if _bare(word.strip())]


def _is_right(word: str) -> bool:
    bare = _bare(word)
    return len(bare) > 2 and _is_gap(bare)


def _bare(word: str) -> str:
    """A word without the signs that the player leaves outside the mark."""
    word = re.sub(r"^[\[({⟨¿¡“\"«„]+", "", word)
    return re.sub(r"[\",….:;?!\])}⟩»”]+$", "", word)
