"""The goes of a scenario as a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from labs.simulators.models import Scenario, Sitting
from lms.kit import clock
from lms.kit.tables import Cell, Table


def goes(scenario: Scenario, shown: Iterable[Sitting]) -> Table:
    """One row a go, as the page lists them."""
    return Table(
        title=_("%(scenario)s: goes of learners") % {"scenario": scenario.title},
        heads=[
            _("Learner"), _("Staff code"), _("Course"), _("Go"), _("Version"), _("Begun at"),
            _("Ended at"), _("Score"), _("Most points"),
        ],
        rows=[_row(one) for one in shown],
        as_of=clock.now(),
    )  # fmt: skip


def _row(sitting: Sitting) -> list[Cell]:
    person, activity = sitting.person, sitting.activity
    most = None if sitting.score is None else sitting.max_score
    return [
        Cell(text=person.full_name if person else ""),
        Cell(text=person.username if person else ""),
        Cell(text=activity.course.title if activity else ""),
        Cell(text=str(sitting.number), figure=sitting.number),
        Cell(text=str(sitting.run.version.number), figure=sitting.run.version.number),
        Cell(text=_moment(sitting.created_at)),
        Cell(text=_moment(sitting.closed_at)),
        _points(sitting.score),
        _points(most),
    ]


def _moment(moment: datetime | None) -> str:
    return localtime(moment).strftime("%H:%M %d/%m/%Y") if moment else ""


def _points(value: float | None) -> Cell:
    if value is None:
        return Cell(text="")
    return Cell(text=number_format(value, decimal_pos=1).removesuffix(",0"), figure=round(value, 1))
