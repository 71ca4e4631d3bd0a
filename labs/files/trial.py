"""Try a lab out before it is frozen: on the start file alone, and on the trainer's own solution."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from labs.files.checker.workbook import place_of
from labs.files.definition import Definition
from labs.files.drawing import addresses, for_checks
from labs.files.office import grade_content
from labs.grading.report import Report

SEED = "trial"


def try_out(definition: Definition, solution: bytes = b"") -> Report:
    """Grade the solution (or the start file) as if its values had been drawn, and other draws."""
    inputs = [_as_they_stand(definition), *for_checks(definition, SEED)[1:]]
    content = solution or definition.start
    return grade_content(definition, content, seed=SEED, inputs=inputs)


def _as_they_stand(definition: Definition) -> Mapping[str, Any]:
    """The values that stand in the trainer's start file where others will be drawn."""
    if definition.kind == "document":
        return {}
    sheets = load_workbook(BytesIO(definition.start), data_only=True)
    found = {}
    for one in definition.inputs:
        for address in addresses(str(one["place"])):
            sheet, (row, column, _bottom, _right) = place_of(address)
            found[address] = sheets[sheet].cell(row=row, column=column).value
    return found
