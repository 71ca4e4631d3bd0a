"""What a content must hold to be played at all, which its semantics do not say."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Params = Mapping[str, Any]
Fault = tuple[str, str | Promise]
_GAP = re.compile(r"\*[^*\n]+\*")
NO_RIGHT = _("Please mark at least one option as the right one.")
NO_GAP = _("Please put at least one answer between two asterisks, as in: Hanoi is the *capital*.")
NO_WORD = _("Please put at least one right word between two asterisks.")


def faults(machine_name: str, params: Params) -> Iterator[Fault]:
    """Places below the content's own, each with a sentence."""
    check = _CHECKS.get(machine_name)
    return check(params) if check else iter(())


def _choice(params: Params) -> Iterator[Fault]:
    if not any(one.get("correct") for one in params.get("answers", [])):
        yield "answers", NO_RIGHT


def _blanks(params: Params) -> Iterator[Fault]:
    for number, text in enumerate(params.get("questions", [])):
        if text and not _GAP.search(text):
            yield f"questions.{number}", NO_GAP


def _drag(params: Params) -> Iterator[Fault]:
    if params.get("textField") and not _GAP.search(params["textField"]):
        yield "textField", NO_GAP


def _marked(params: Params) -> Iterator[Fault]:
    if params.get("textField") and not _GAP.search(params["textField"]):
        yield "textField", NO_WORD


_CHECKS: Mapping[str, Callable[[Params], Iterator[Fault]]] = {
    "H5P.MultiChoice": _choice,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag,
    "H5P.MarkTheWords": _marked,
}
