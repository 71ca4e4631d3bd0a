"""What an author might want to mend in a lab that works."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from labs.assignments.master import Master, title_of
from labs.assignments.notebook import Cell
from labs.grading.words import BESIDE_DATA

_HIDDEN = "### BEGIN HIDDEN TESTS"
_DRAWN = re.compile(r"\blab\.random\b")


def remarks(master: Master) -> list[str]:
    """Sentences for the author; none of them keeps a lab from being used."""
    return [said for cell in master.cells for said in _remarks(cell)]


def said_to_author(mark: dict[str, Any]) -> str:
    """What keeps their own solution from its points, where a learner would read something else."""
    if mark["state"] == "wrong" and mark.get("reason", "").endswith("Error"):
        return _("The check itself ends with %(error)s.") % {"error": mark["reason"]}
    if mark.get("reason") != BESIDE_DATA:
        return ""
    return _(
        "An object of the solution's own class stands beside plain data, and no such object may"
        " say itself whether it is right. Compare its attributes, or list(…) or str(…) of it, or"
        " make the object in the check by calling the class."
    )


def _remarks(cell: Cell) -> Iterator[str]:
    named = {"id": cell.grade_id}
    if cell.is_check:
        if not title_of(cell):
            yield (
                _("“%(id)s” has no name: begin it with a string that says what it checks.") % named
            )
        if not cell.points:
            yield _("“%(id)s” gives no points.") % named
        if _HIDDEN not in cell.source and not _DRAWN.search(cell.source):
            yield (
                _(
                    "Learners can read all of “%(id)s”: add hidden tests or random data, or an"
                    " answer made for this one example passes."
                )
                % named
            )
    elif cell.solution and cell.is_code and "### BEGIN SOLUTION" not in cell.source:
        yield (
            _("“%(id)s” marks no solution: learners get an empty cell in place of all of it.")
            % named
        )
