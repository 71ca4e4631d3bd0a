"""What is wrong with a cell, in plain words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from labs.files.errors import REASONS

FAULTS: dict[str, str | Promise] = {
    "#DIV/0!": gettext_lazy("A division by zero or by an empty cell."),
    "#NAME?": gettext_lazy("A name in the formula is not known: check its spelling and quotes."),
    "#VALUE!": gettext_lazy("A word stands where a number is needed, or the other way round."),
    "#REF!": gettext_lazy("The formula points to a cell or sheet that is not there."),
    "#N/A": gettext_lazy("What was looked for is not in the list."),
    "#NUM!": gettext_lazy("The number is too large, or cannot be worked out."),
    "#NULL!": gettext_lazy("Two ranges that do not meet."),
    "#CIRC!": gettext_lazy("The formula depends on its own result."),
}
CHART_WORDS: dict[str, str | Promise] = {
    "column": gettext_lazy("Columns"),
    "line": pgettext_lazy("chart", "Lines"),
    "pie": gettext_lazy("Pie"),
}


def of_value(value: Mapping[str, Any]) -> tuple[str, str]:
    """What is shown in the cell, and the sentence that explains it."""
    if "fault" in value:
        code = str(value["fault"])
        return code, str(FAULTS.get(code, FAULTS["#VALUE!"]))
    if "function" in value:
        sentence = _("%(function)s cannot be worked out here; use a function taught.")
        return "#NAME?", sentence % {"function": str(value["function"])}
    if "deep" in value:
        return "…", _("The formulas depend on one another too deeply.")
    return "#NAME?", _("The formula cannot be read: check its brackets, quotes and separators.")


def of_whole(values: Mapping[str, Any]) -> str:
    """Why nothing could be worked out; empty where it could."""
    if values.get("away"):
        return _("The formulas cannot be worked out just now. What you type is saved all the same.")
    if values.get("refused"):
        return str(REASONS.get(str(values["refused"]), REASONS["damaged"]))
    return _("The sheet asks for more work than a lab allows.") if values.get("ended") else ""
