"""Addresses: which cells a person may name, and how."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string, get_column_letter

from labs.sheets.errors import EditRefused

MAX_ROW = 2_000
MAX_COLUMN = 60
MAX_AT_ONCE = 2_000
_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,4})(?::([A-Z]{1,3})([1-9]\d{0,4}))?")
Box = tuple[int, int, int, int]


def box(said: str) -> Box:
    """`B2` or `B2:C9` as (top, left, bottom, right)."""
    match = _RANGE.fullmatch(said.strip().upper().replace("$", ""))
    if match is None:
        raise EditRefused(_("Write the cell as B2, or several as B2:C9."))
    top, left = int(match[2]), column_index_from_string(match[1])
    bottom = int(match[4] or top)
    right = column_index_from_string(match[3]) if match[3] else left
    found = (min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if found[2] > MAX_ROW or found[3] > MAX_COLUMN:
        raise EditRefused(
            _("The sheet ends at %(last)s here.") % {"last": name(MAX_ROW, MAX_COLUMN)}
        )
    if (found[2] - found[0] + 1) * (found[3] - found[1] + 1) > MAX_AT_ONCE:
        raise EditRefused(_("At most 2,000 cells can be changed at once."))
    return found


def cells(given: Box) -> Iterator[tuple[int, int]]:
    """The places of a box, row by row."""
    top, left, bottom, right = given
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def name(row: int, column: int) -> str:
    """A place as people write it."""
    return f"{get_column_letter(column)}{row}"
