"""The list of a lab's people as a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.activities.models import Activity
from labs.grading.words import points_words
from labs.submissions.queries import Parts
from labs.submissions.words import flags_of, trust_words
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.states import state_of
from lms.kit.tables import Cell, Table


def people(activity: Activity, shown: Iterable[User], parts: Iterable[Parts]) -> Table:
    """One row a person, as the page lists them, and the points of each part behind."""
    by_person = {one.learner: one for one in parts}
    columns = {mark["cell"]: _head(mark) for one in by_person.values() for mark in one.marks}
    return Table(
        title=_("%(lab)s: what was handed in") % {"lab": activity.title},
        heads=[
            _("Full name"), _("Staff code"), _("State"), _("Best mark"),
            _("Most points"), _("Attempts"), _("Handed in at"), _("Worked out by"), _("To look at"),
            *columns.values(),
        ],
        rows=[
            _row(person) + _points_of(by_person.get(person.pk), columns) for person in shown
        ],
        as_of=clock.now(),
        notes=[activity.course.title, _("Points by part: of the newest attempt that was marked.")],
    )  # fmt: skip


def _head(mark: Mapping[str, Any]) -> str:
    return f"{mark.get('title') or mark['cell']} ({points_words(mark['max_score'])})"


def _points_of(parts: Parts | None, columns: Iterable[str]) -> list[Cell]:
    """The points of each part; empty where the person's attempt does not have it, or it waits."""
    marks = {mark["cell"]: mark for mark in parts.marks} if parts else {}
    return [
        _points(parts.points(marks[cell]) if parts and cell in marks else None) for cell in columns
    ]


def _row(person: User) -> list[Cell]:
    shown: Any = person  # with what people_of annotates
    handed, score = shown.handed_at, shown.score if shown.max_score else None
    most = None if score is None else shown.max_score
    return [
        Cell(text=person.full_name),
        Cell(text=person.username),
        Cell(text=str(state_of(shown.state).word)),
        _points(score),
        _points(most),
        Cell(text=str(shown.attempts), figure=shown.attempts),
        Cell(text=localtime(handed).strftime("%H:%M %d/%m/%Y") if handed else ""),
        Cell(text=trust_words(person)),
        Cell(text="; ".join(flag.word for flag in flags_of(person))),
    ]


def _points(value: float | None) -> Cell:
    if value is None:
        return Cell(text="")
    return Cell(text=points_words(value), figure=round(value, 2))
