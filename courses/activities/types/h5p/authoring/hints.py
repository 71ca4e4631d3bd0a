"""How to write in fields whose library explains it in English pictures, or not at all."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_GAPS = _(
    "Put each answer between two asterisks: Hanoi is the *capital*. "
    "Several right answers: *capital/main city*. A tip: *capital:starts with c*."
)
_WORDS = _("Put each right word between two asterisks: The *cat* and the *dog* are animals.")
_DRAGGED = _("Put each word to be dragged between two asterisks: Hanoi is the *capital*.")
_WRONG = _("Words that fit nowhere, each between two asterisks: *village* *province*.")

HINTS: Mapping[tuple[str, str], str | Promise] = {
    ("H5P.Blanks", "question"): _GAPS,
    ("H5P.DragText", "textField"): _DRAGGED,
    ("H5P.DragText", "distractors"): _WRONG,
    ("H5P.MarkTheWords", "textField"): _WORDS,
}
