"""What the page's form asks for, as the work of an edit."""

import json
from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from labs.sheets import changes
from labs.sheets.changes import Work
from labs.sheets.errors import EditRefused
from labs.sheets.looks import OF_SHEETS, SWITCHES
from lms.kit.ids import derived, uuid7

MAX_BLOCK = 400_000
_OWN = frozenset({"csrfmiddlewaretoken", "key", "draft", "first", "seen"})
OF_THE_WHOLE = frozenset({*OF_SHEETS, "chart", "no-chart", "sheet"})


def work_of(form: QueryDict) -> Work:
    """The edit that the pressed button, or a script, asks for."""
    asked, sheet, address = form.get("do", "set"), form.get("sheet", ""), form.get("address", "")
    if asked in SWITCHES:
        return changes.switched(sheet, address, asked)
    if asked in OF_SHEETS:
        return changes.set_up(sheet, asked)
    if asked not in _WORKS:
        raise EditRefused
    return _WORKS[asked](form, sheet, address)


def key_of(form: QueryDict) -> str:
    """Under what an edit counts once: the page it was made on and all it asks for."""
    asked = {name: form[name] for name in form if name not in _OWN}
    return str(derived(form.get("key") or str(uuid7()), json.dumps(asked, sort_keys=True)))


def _block(form: QueryDict, sheet: str, address: str) -> Work:
    rows: Any = None
    if len(form.get("block", "")) <= MAX_BLOCK:
        try:
            rows = json.loads(form.get("block", ""))
        except ValueError:
            rows = None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise EditRefused
    return changes.put_block(sheet, address, rows)


_WORKS: dict[str, Callable[[QueryDict, str, str], Work]] = {
    "set": lambda form, sheet, address: changes.put(sheet, address, form.get("content", "")),
    "clear": lambda _form, sheet, address: changes.clear(sheet, address),
    "fill": lambda _form, sheet, address: changes.fill_down(sheet, address),
    "copy": lambda form, sheet, address: changes.copy(
        sheet, form.get("from", ""), address, origin_sheet=form.get("origin", "")
    ),
    "paste": _block,
    "format": lambda form, sheet, address: changes.formatted(
        sheet, address, form.get("format", "")
    ),
    "chart": lambda form, sheet, _address: changes.draw_chart(
        sheet, *(form.get(name, "") for name in ("kind", "chart-title", "names", "values"))
    ),
    "no-chart": lambda _form, sheet, _address: changes.drop_chart(sheet),
    "sheet": lambda form, _sheet, _address: changes.add_sheet(form.get("title", "")),
}
