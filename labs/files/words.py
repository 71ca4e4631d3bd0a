"""What a check of a file found, in the learner's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labs.files.blocks import FEATURES, RULES

SENTENCES: dict[str, str | Promise] = {
    "no_sheet": gettext_lazy("There is no sheet named “%(sheet)s”."),
    "empty": gettext_lazy("Cell %(cell)s is empty."),
    "value": gettext_lazy("Cell %(cell)s works out to “%(found)s”, which is not what is asked."),
    "cell_error": gettext_lazy("Cell %(cell)s gives the error %(found)s."),
    "not_yours": gettext_lazy("The data in this file are not those that were given to you."),
    "inputs_changed": gettext_lazy(
        "The data that were given to you have been changed, so the formulas cannot be tried with "
        "other data."
    ),
    "typed_in": gettext_lazy(
        "Cell %(cell)s is right for your data only: it does not follow when the data change."
    ),
    "no_formula": gettext_lazy("Cell %(cell)s holds a typed value, not a formula."),
    "other_function": gettext_lazy("The formula in %(cell)s uses none of: %(functions)s."),
    "unsupported": gettext_lazy("%(function)s cannot be worked out here; use a function taught."),
    "too_deep": gettext_lazy("The formulas depend on one another too deeply."),
    "header": gettext_lazy("Cell %(cell)s should read “%(wanted)s”."),
    "feature": gettext_lazy("On sheet “%(sheet)s”, not found yet: %(feature)s."),
    "style": gettext_lazy("Cell %(cell)s does not follow yet: %(rule)s."),
    "no_chart": gettext_lazy("There is no chart."),
    "other_chart": gettext_lazy("There is a chart, but of another kind."),
    "chart_untitled": gettext_lazy("The chart has no title."),
    "no_text": gettext_lazy("These words were not found: “%(wanted)s”."),
    "no_heading": gettext_lazy("No heading by style reads “%(wanted)s”."),
    "few_headings": gettext_lazy("%(found)s of %(wanted)s headings are made with heading styles."),
    "no_table": gettext_lazy("There is no table."),
    "other_head": gettext_lazy("No table has the heading row: %(wanted)s."),
    "few_rows": gettext_lazy("The table has %(found)s of %(wanted)s rows."),
    "unreadable": gettext_lazy("The file could not be read; save it anew and hand it in again."),
    "too_much_work": gettext_lazy("The file asks for more work than a lab allows."),
    "author": gettext_lazy("The check itself does not work; the trainer has to mend it."),
    "layout": "",
}
_FAULTS: dict[str, str | Promise] = {
    "missing": gettext_lazy("no line reads “%(needed)s”"),
    "no_start": gettext_lazy("no line begins with “%(needed)s”"),
    "no_typeface": gettext_lazy("the document holds no text"),
    "no_body": gettext_lazy("no body paragraph of %(needed)s letters or more was found"),
    "no_number": gettext_lazy("no line begins with “Số:”; write the number and symbol there"),
    "no_place_date": gettext_lazy("no line gives the place and the date of issue"),
    "no_page_number": gettext_lazy(
        "there is no page number; in Word choose Insert, Page Number, Top of Page"
    ),
    "page_width": gettext_lazy("paper %(found)s mm wide (A4: %(needed)s mm)"),
    "page_height": gettext_lazy("paper %(found)s mm high (A4: %(needed)s mm)"),
    "page_top": gettext_lazy("top margin %(found)s mm (needed: %(needed)s mm)"),
    "page_bottom": gettext_lazy("bottom margin %(found)s mm (needed: %(needed)s mm)"),
    "page_left": gettext_lazy("left margin %(found)s mm (needed: %(needed)s mm)"),
    "page_right": gettext_lazy("right margin %(found)s mm (needed: %(needed)s mm)"),
    "typeface": gettext_lazy("typeface %(found)s (needed: %(needed)s)"),
    "size": gettext_lazy("letters of %(found)s (needed: %(needed)s)"),
    "list_size": gettext_lazy("list of recipients in %(found)s (needed: %(needed)s)"),
    "justified": gettext_lazy("a body paragraph is not justified"),
    "first_line": gettext_lazy("first line indented by %(found)s mm (needed: %(needed)s mm)"),
    "spacing": gettext_lazy("paragraphs %(found)s pt apart (at least %(needed)s pt)"),
    "line": gettext_lazy("line spacing %(found)s (needed: %(needed)s)"),
    "wording": gettext_lazy("it reads “%(found)s” (needed: “%(needed)s”)"),
    "form": gettext_lazy("“%(found)s” does not have the prescribed form"),
    "bold": gettext_lazy("not bold, or bold where it must not be"),
    "italic": gettext_lazy("not italic, or italic where it must not be"),
    "centred": gettext_lazy("not centred"),
    "capitals": gettext_lazy("not in capitals"),
    "page_number_top": gettext_lazy("the page number is not in the header"),
    "page_number_first": gettext_lazy("the first page shows a page number"),
    "recipients_last": gettext_lazy("the last line of the recipients lacks “%(needed)s”"),
}
_NAMES = {"feature": dict(FEATURES), "rule": dict(RULES)}


def sentence(reason: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a reason with its facts; nothing for a reason of somebody else's."""
    if reason not in SENTENCES:
        return ""
    if reason == "layout":
        faults = dict.fromkeys(_fault(*one) for one in facts.get("faults", ()))
        return _("To be put right: %(faults)s.") % {"faults": "; ".join(faults)}
    shown = {name: str(_NAMES.get(name, {}).get(value, value)) for name, value in facts.items()}
    return str(SENTENCES[reason]) % shown


def _fault(code: str, found: Any, needed: Any, places: int = 1) -> str:
    """One fault; reports of earlier days repeat it instead of counting its places."""
    if code == "missing" and not needed:
        return _("this part was not found in the document")
    said = str(_FAULTS[code]) % {"found": _figure(found), "needed": _figure(needed)}
    if places == 1:
        return said
    return _("%(fault)s, in %(places)s places") % {"fault": said, "places": places}


def _figure(value: Any) -> str:
    """Figures with a decimal comma, two ends as a span, words as they are."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        ends = list(dict.fromkeys(_figure(one) for one in value))
        return "–".join(ends)
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)[:120]
