"""Marks in the learner's words: an icon, a word, and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labs.grading import kinds
from labs.grading.models import HandMark
from labs.grading.rules import BY_HAND

Words = tuple[str, str, str | Promise, str | Promise]

_STATES: dict[str, Words] = {
    "ok": ("done", "good", gettext_lazy("Right"), ""),
    "partly": ("in-progress", "warn", gettext_lazy("Partly right"), ""),
    "wrong": (
        "failed",
        "bad",
        gettext_lazy("Not right yet"),
        gettext_lazy("The result differs from what the task asks for."),
    ),
    "error": ("warning", "bad", gettext_lazy("Error in the code"), ""),
    "timeout": (
        "clock",
        "warn",
        gettext_lazy("Out of time"),
        gettext_lazy("Your code did not end in the time allowed; look for an endless loop."),
    ),
    "memory": (
        "warning",
        "warn",
        gettext_lazy("Out of memory"),
        gettext_lazy("Your code uses or returns more data than a lab allows."),
    ),
    "formula": ("warning", "bad", gettext_lazy("Error in a formula"), ""),
    "unreadable": ("warning", "bad", gettext_lazy("Cannot be read"), ""),
    "by_hand": ("waiting", "warn", gettext_lazy("Waiting for the trainer"), ""),
    "blank": ("not-started", "muted", gettext_lazy("Not answered"), ""),
    "system": (
        "warning",
        "warn",
        gettext_lazy("System fault"),
        gettext_lazy("This is no fault of yours; the work will be marked again."),
    ),
}

BESIDE_DATA = "beside_data"  # an object stood where the check has data
_REASONS: dict[str, Promise] = {
    "not_answered": gettext_lazy("This part has not been answered yet."),
    "file": gettext_lazy("The file %(text)s was not found: run the cell that writes it."),
    "not_given": gettext_lazy(
        "The check hands over a thing of the class %(text)s, which cannot travel to the learner's"
        " session. A class of your own can once it stands in a locked cell."
    ),
    "differs": gettext_lazy("“%(text)s” does not give what is expected."),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One mark as shown."""

    title: str
    icon: str
    tone: str
    word: str
    sentence: str
    score: float | None
    max_score: float


def points_words(value: float | None) -> str:
    """A number of points as people write it, without needless zeros; a dash where there is none."""
    if value is None:
        return "–"
    whole = round(value, 2)
    return number_format(int(whole) if whole == int(whole) else whole)


def line_of(mark: dict[str, Any], given: HandMark | None = None) -> Line:
    """One mark of a report in words; `given` is what a person gave for it."""
    if given is not None and mark["state"] in BY_HAND:
        return _by_hand(mark, given)
    state = "blank" if mark.get("reason") == "not_answered" else mark["state"]
    icon, tone, word, sentence = _STATES[state]
    return Line(
        title=mark.get("title") or mark["cell"],
        icon=icon,
        tone=tone,
        word=str(word),
        sentence=_sentence(mark) or str(sentence),
        score=mark["score"],
        max_score=mark["max_score"],
    )


def _by_hand(mark: dict[str, Any], given: HandMark) -> Line:
    return Line(
        title=mark.get("title") or mark["cell"],
        icon="done",
        tone="good" if given.points else "bad",
        word=_("Marked by the trainer"),
        sentence=given.comment,
        score=given.points,
        max_score=mark["max_score"],
    )


def _sentence(mark: dict[str, Any]) -> str:
    """What is known beyond the state: the author's words, or the learner's own error."""
    reason, text = mark.get("reason", ""), mark.get("feedback", "")
    if mark.get("facts") is not None:
        said = kinds.sentence(reason, mark["facts"])
        if said:
            return said
    if reason == BESIDE_DATA:
        return str(text) or _(
            "The check needs plain data here (a number, text, a list, a table), and got an object."
        )
    if reason in _REASONS:
        return str(_REASONS[reason]) % {"text": text} if text or reason == "not_answered" else ""
    if mark["state"] == "error" and reason == "NameError":
        return _("Your notebook does not define what the task asks for: %(text)s") % {"text": text}
    if mark["state"] == "error" and reason:
        return f"{reason}: {text}" if text else reason
    return str(text)
