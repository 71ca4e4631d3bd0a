"""One submission as the trainer's page shows it: marks, forms for those given by hand, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking, MarkingState
from labs.grading.queries import hand_marks_of
from labs.grading.rules import BY_HAND
from labs.grading.words import Line, line_of, points_words
from labs.submissions.forms import HandMarkForm
from labs.submissions.models import Decision
from labs.submissions.queries import decisions_about


@dataclass(frozen=True, kw_only=True)
class MarkLine:
    """One mark; with a form where a person gives it."""

    line: Line
    cell: str
    form: HandMarkForm | None
    given: HandMark | None


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a submission."""

    at: datetime
    words: str
    comment: str = ""


def mark_lines(
    attempt: Attempt, marking: Marking, typed: Mapping[str, HandMarkForm]
) -> list[MarkLine]:
    """The marks of the marking that counts; `typed` holds forms that need correcting, by cell."""
    given = hand_marks_of(attempt)
    return [_line(mark, given.get(mark["cell"]), typed) for mark in marking.marks]


def history(attempt: Attempt) -> list[Event]:
    """Hand-in, markings, decisions about them, points given by hand; the newest first."""
    events = [Event(at=attempt.created_at, words=_("Handed in"))]
    markings = attempt.markings.select_related("version", "regrade_item__regrade__requested_by")
    titles: dict[str, str] = {}
    for marking in markings.order_by("number"):
        events.append(_marked(marking))
        titles |= {one["cell"]: one["title"] for one in marking.marks if one.get("title")}
    for decision in decisions_about(attempt):
        events += _decided(decision)
    rows = attempt.hand_marks.select_related("given_by", "taken_back_by").order_by("created_at")
    for row in rows:
        events += _given(row, titles.get(row.cell, row.cell))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _line(
    mark: dict[str, Any], given: HandMark | None, typed: Mapping[str, HandMarkForm]
) -> MarkLine:
    cell, form = mark["cell"], None
    if mark["state"] in BY_HAND:
        initial = {"points": given.points, "comment": given.comment} if given else {}
        form = typed.get(cell) or HandMarkForm(cell=cell, most=mark["max_score"], initial=initial)
    return MarkLine(line=line_of(mark, given), cell=cell, form=form, given=given)


def _marked(marking: Marking) -> Event:
    state = str(MarkingState(marking.state).label)
    words = _("Marking %(number)s: %(state)s") % {"number": marking.number, "state": state}
    if marking.score is not None:
        words += f", {points_words(marking.score)}/{points_words(marking.max_score)}"
    if marking.version is not None:
        words += " – " + _("by the checks of version %(number)s") % {
            "number": marking.version.number
        }
    asked = getattr(marking, "regrade_item", None)
    if asked is not None:
        person = asked.regrade.requested_by.full_name
        words += " – " + _("asked for by %(person)s") % {"person": person}
    return Event(at=marking.finished_at or marking.created_at, words=words)


def _decided(decision: Decision) -> list[Event]:
    told = {"person": decision.by.full_name, "number": decision.item.marking.number}
    if decision.accepts:
        words = _("%(person)s let the lower result of marking %(number)s count") % told
    else:
        words = _("%(person)s kept the earlier result; marking %(number)s does not count") % told
    events = [Event(at=decision.created_at, words=words)]
    if decision.undone_at is not None and decision.undone_by is not None:
        told["person"] = decision.undone_by.full_name
        words = _("%(person)s undid the decision about marking %(number)s") % told
        events.append(Event(at=decision.undone_at, words=words))
    return events


def _given(row: HandMark, title: str) -> list[Event]:
    told = {"person": row.given_by.full_name, "points": points_words(row.points), "cell": title}
    words = _("%(person)s gave %(points)s points for “%(cell)s”") % told
    events = [Event(at=row.created_at, words=words, comment=row.comment)]
    if row.taken_back_at is not None and row.taken_back_by is not None:
        told["person"] = row.taken_back_by.full_name
        words = _("%(person)s took back %(points)s points for “%(cell)s”") % told
        events.append(Event(at=row.taken_back_at, words=words))
    return events
