"""Whether a definition makes sense: what a trainer is told before it is frozen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from labs.files.blocks import OF_DOCUMENTS
from labs.files.checker.syntax import FormulaBroken, parse
from labs.files.definition import Definition
from labs.files.drawing import addresses


def mistakes(definition: Definition) -> list[str]:
    """A sentence for each mistake."""
    return [*_of_checks(definition), *_of_inputs(definition)]


def _of_checks(definition: Definition) -> Iterator[str]:
    document = definition.kind == "document"
    if not definition.checks:
        yield _("Add at least one check.")
    for one in definition.checks:
        if (one["type"] in OF_DOCUMENTS) != document:
            yield _("“%(sentence)s” is a check of the other kind of file.") % one
        elif one["type"] == "value" and not _formula_reads(str(one["expected"])):
            yield _("“%(sentence)s”: the formula of the expected value cannot be read.") % one


def _formula_reads(source: str) -> bool:
    if not source.strip().startswith("="):
        return True
    try:
        parse(source.strip())
    except FormulaBroken:
        return False
    return True


def _of_inputs(definition: Definition) -> Iterator[str]:
    for one in definition.inputs:
        if definition.kind != "document" and not _is_range(str(one["place"])):
            yield _("“%(place)s” is no range of cells such as Data!B2:B41.") % one
        if not _spans(one):
            yield _("“%(place)s”: the first value must not be above the last.") % one


def _is_range(place: str) -> bool:
    try:
        return any(True for _one in addresses(place))
    except ValueError:
        return False


def _spans(one: Mapping[str, Any]) -> bool:
    if one["type"] == "numbers":
        return float(one["low"]) <= float(one["high"])
    return one["type"] != "dates" or str(one["first"]) <= str(one["last"])
