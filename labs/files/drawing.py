"""What is drawn for each learner, and the start file with it filled in.

A seed gives the same values for ever; other draws of the same lab show whether formulas hold.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from docx import Document
from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format

from labs.files.checker.workbook import place_of, serial
from labs.files.definition import Definition
from lms.kit.ids import derived

OTHER_DRAWS = 2
MAX_PLACES = 5_000
Values = dict[str, Any]
_NAME = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")


def seed_for(*, activity: UUID, learner: UUID, version: UUID) -> str:
    """The learner's seed: the same each time the lab is opened, another for everybody else."""
    return derived("file-lab", activity, learner, version).hex


def draw(definition: Definition, seed: str) -> Values:
    """Values by cell (`Sheet!B2`), or by name in a document."""
    found: Values = {}
    for place, one in enumerate(definition.inputs):
        source = Random(f"{seed}:{place}")  # noqa: S311  # exercises, not secrets
        if definition.kind == "document":
            found |= _in_words(str(one["place"]).strip(" {}"), _value(one, source))
        else:
            found |= {address: _value(one, source) for address in addresses(str(one["place"]))}
    return found


def for_checks(definition: Definition, seed: str) -> list[Values]:
    """The learner's values, then those of other draws, dates as a spreadsheet counts them."""
    seeds = [seed, *(f"{seed}:{number}" for number in range(1, OTHER_DRAWS + 1))]
    return [
        {name: _counted(value) for name, value in draw(definition, one).items()} for one in seeds
    ]


def start_file(definition: Definition, seed: str) -> bytes:
    """The file that this learner begins with."""
    if not definition.inputs:
        return definition.start
    values = draw(definition, seed)
    if definition.kind == "document":
        return _filled_document(definition.start, values)
    return _filled_workbook(definition.start, values)


def addresses(place: str) -> Iterator[str]:
    """Each cell of a range, as `Sheet!B2`; `ValueError` for what is no range or too large."""
    sheet, (top, left, bottom, right) = place_of(place)
    if not sheet or (bottom - top + 1) * (right - left + 1) > MAX_PLACES:
        raise ValueError(place)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield f"{sheet}!{_letters(column)}{row}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _value(one: Mapping[str, Any], source: Random) -> Any:
    if one["type"] == "choices":
        return source.choice(_options(one["options"]))
    if one["type"] == "dates":
        first, last = date.fromisoformat(one["first"]), date.fromisoformat(one["last"])
        return first + timedelta(days=source.randrange((last - first).days + 1))
    low, high, step = float(one["low"]), float(one["high"]), float(one["step"])
    found = low + step * source.randrange(math.floor((high - low) / step + 1e-9) + 1)
    return round(found, 6) if found % 1 else int(found)


def _options(given: Sequence[Any]) -> list[str]:
    return [str(one) for one in given]


def _counted(value: Any) -> Any:
    return serial(value) if isinstance(value, date) else value


def _in_words(name: str, value: Any) -> Values:
    """As written in a paper; a date also in the long form, under `name-dai`."""
    if isinstance(value, date):
        month = f"{value.month:02d}" if value.month < 3 else str(value.month)
        long = f"ngày {value.day:02d} tháng {month} năm {value.year}"
        return {name: f"{value:%d/%m/%Y}", f"{name}-dai": long}
    if isinstance(value, int):
        return {name: f"{value:,}".replace(",", ".")}
    return {name: str(value).replace(".", ",") if isinstance(value, float) else value}


def _filled_workbook(start: bytes, values: Values) -> bytes:
    workbook = load_workbook(BytesIO(start))
    for address, value in values.items():
        sheet, (row, column, _bottom, _right) = place_of(address)
        cell = workbook[sheet].cell(row=row, column=column)
        shown = cell.number_format  # which openpyxl changes for a date
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with = stays a text
        elif isinstance(value, date):
            cell.number_format = shown if is_date_format(shown) else "dd/mm/yyyy"
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


def _filled_document(start: bytes, values: Values) -> bytes:
    document = Document(BytesIO(start))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    paragraphs = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    for paragraph in paragraphs:
        if _NAME.search(paragraph.text):
            _fill(paragraph, values)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _fill(paragraph: Any, values: Values) -> None:
    """Put the whole text into the first run: a name may lie across several."""
    text = _NAME.sub(lambda match: str(values.get(match[1], match[0])), paragraph.text)
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""
