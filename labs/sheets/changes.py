"""What an edit does to cells: from what a person asks for to the states before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from labs.sheets.book import Book
from labs.sheets.entering import Typed, typed
from labs.sheets.errors import EditRefused
from labs.sheets.grid import Page
from labs.sheets.looks import OF_SHEETS, SWITCHES, chart, with_format
from labs.sheets.models import Cell, CellKind
from labs.sheets.places import MAX_AT_ONCE, MAX_COLUMN, MAX_ROW, Box, box, cells, name
from labs.sheets.rules import shifted, tiled
from lms.kit.text import storable

State = tuple[str, str, dict[str, Any]]
NOTHING: State = (CellKind.START.value, "", {})
MAX_SHEETS = 20
_FORBIDDEN = set("[]:*?/\\'")


@dataclass(frozen=True)
class Change:
    """One cell before and after."""

    sheet: str
    address: str
    before: State
    after: State

    def reversed(self) -> "Change":
        """The way back."""
        return Change(self.sheet, self.address, self.after, self.before)

    def stored(self) -> list[Any]:
        """As kept in the history."""
        return [self.sheet, self.address, list(self.before), list(self.after)]

    @classmethod
    def read(cls, stored: Sequence[Any]) -> "Change":
        """From the history."""
        sheet, address, before, after = stored
        return cls(sheet, address, tuple(before), tuple(after))


class Target:
    """The draft's cells while an edit is made."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def page(self, sheet: str) -> Page:
        """A sheet; `EditRefused` where there is none of this name."""
        if sheet not in self.book.titles:
            raise EditRefused
        return self.book.page(sheet)

    def change(self, page: Page, address: str, after: State) -> Change:
        """A cell's change; `EditRefused` where it may not be."""
        if f"{page.title}!{address}" in page.drawn:
            raise EditRefused(
                _(
                    "%(cell)s holds data given to you; it stays as it is so that your work can be "
                    "marked."
                )
                % {"cell": address}
            )
        if page.is_covered(address):
            raise EditRefused(_("%(cell)s lies under a merged cell.") % {"cell": address})
        return Change(page.title, address, _held(page.cells.get(address)), after)


Work = Callable[[Target], Iterable[Change]]


def put(sheet: str, address: str, content: str) -> Work:
    """Type into a cell, or into each of several with references moved along."""

    def work(target: Target) -> Iterator[Change]:
        page, given = target.page(sheet), box(address)
        origin, found = name(*given[:2]), typed(content)
        for place in _names(given):
            text = shifted(found.kind, found.text, origin, place)
            yield _entered(target, page, place, replace(found, text=text))

    return work


def put_block(sheet: str, address: str, rows: Sequence[Sequence[str]]) -> Work:
    """Paste lines of fields from another program, from a cell on."""

    def work(target: Target) -> Iterator[Change]:
        page, (top, left, _bottom, _right) = target.page(sheet), box(address)
        width = max(map(len, rows), default=0)
        if top + len(rows) - 1 > MAX_ROW or left + width - 1 > MAX_COLUMN:
            raise EditRefused(
                _("The sheet ends at %(last)s here.") % {"last": name(MAX_ROW, MAX_COLUMN)}
            )
        if sum(map(len, rows)) > MAX_AT_ONCE:
            raise EditRefused(_("At most 2,000 cells can be changed at once."))
        for down, row in enumerate(rows):
            for across, said in enumerate(row):
                yield _entered(target, page, name(top + down, left + across), typed(str(said)))

    return work


def copy(sheet: str, source: str, address: str, *, origin_sheet: str = "") -> Work:
    """Copy cells with their look; relative references move along."""

    def work(target: Target) -> Iterator[Change]:
        page, given = target.page(sheet), target.page(origin_sheet or sheet)
        pairs = list(tiled(box(source), box(address)))
        box(f"{pairs[0][1]}:{pairs[-1][1]}")
        for origin, place in pairs:
            if origin == place and page.title == given.title:
                continue
            kind, text, look = given.state(origin)
            yield target.change(page, place, (kind, shifted(kind, text, origin, place), dict(look)))

    return work


def fill_down(sheet: str, address: str) -> Work:
    """The first row of a range into those below; a single cell takes the one above."""
    top, left, bottom, right = box(address)
    if top == bottom:
        top -= 1
    if not top:
        raise EditRefused(_("There is no row above to fill from."))
    source = f"{name(top, left)}:{name(top, right)}"
    return copy(sheet, source, f"{name(top + 1, left)}:{name(bottom, right)}")


def clear(sheet: str, address: str) -> Work:
    """Empty cells; how they look stays."""
    return put(sheet, address, "")


def look(sheet: str, address: str, change: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Work:
    """Change how cells look; drawn ones too, since their values stay."""

    def work(target: Target) -> Iterator[Change]:
        page = target.page(sheet)
        for place in _names(box(address)):
            kind, text, held = _held(page.cells.get(place))
            yield Change(page.title, place, (kind, text, held), (kind, text, change(held)))

    return work


def switched(sheet: str, address: str, switch: str) -> Work:
    """Bold and the like: on for all, or off where all have it."""
    if switch not in SWITCHES:
        raise EditRefused

    def work(target: Target) -> Iterator[Change]:
        page = target.page(sheet)
        on = not all(page.state(place)[2].get(switch) for place in _names(box(address)))
        yield from look(sheet, address, lambda held: {**held, switch: on})(target)

    return work


def formatted(sheet: str, address: str, code: str) -> Work:
    """Give cells a number format."""
    return look(sheet, address, lambda held: with_format(held, code))


def set_up(sheet: str, setting: str) -> Work:
    """Switch a setting of the sheet itself."""
    if setting not in OF_SHEETS:
        raise EditRefused
    return _of_sheet(sheet, lambda page: {setting: not page.settings.get(setting)})


def draw_chart(sheet: str, kind: str, title: str, names: str, values: str) -> Work:
    """Put a chart on the sheet, in place of the one that is there."""
    made = chart(kind, title, names, values)
    return _of_sheet(sheet, lambda _page: {"chart": made})


def drop_chart(sheet: str) -> Work:
    """Take the chart away."""
    return _of_sheet(sheet, lambda _page: {"chart": None})


def add_sheet(title: str) -> Work:
    """A new sheet at the end."""
    said = title.strip()

    def work(target: Target) -> Iterator[Change]:
        held = {one.casefold() for one in target.book.titles}
        if not 0 < len(said) <= 31 or _FORBIDDEN & set(said) or storable(said) != said:
            raise EditRefused(_("A sheet's name has 1 to 31 characters, without [ ] : * ? / \\ '."))
        if said.casefold() in held:
            raise EditRefused(_("There is a sheet with this name."))
        if len(held) >= MAX_SHEETS:
            raise EditRefused(_("There are as many sheets as a lab allows."))
        yield Change(said, "", NOTHING, (CellKind.START.value, "", {"added": True}))

    return work


def _of_sheet(sheet: str, setting: Callable[[Page], dict[str, Any]]) -> Work:
    def work(target: Target) -> Iterator[Change]:
        page = target.page(sheet)
        row = target.book.own(sheet)
        kind, text, held = _held(row)
        yield Change(sheet, "", (kind, text, held), (kind, text, {**held, **setting(page)}))

    return work


def _entered(target: Target, page: Page, place: str, given: Typed) -> Change:
    """The content, with the format that it was written in where the cell has none."""
    _kind, _text, shown = page.state(place)
    _held_kind, _held_text, own = _held(page.cells.get(place))
    code = shown.get("format", "General")
    if code == "@" and given.kind not in (CellKind.BLANK, CellKind.FORMULA):
        return target.change(page, place, (CellKind.TEXT.value, given.source, own))
    if given.format and code == "General":
        own = {**own, "format": given.format}
    return target.change(page, place, (given.kind.value, given.text, own))


def _held(row: Cell | None) -> State:
    return NOTHING if row is None else (row.kind, row.text, dict(row.look))


def _names(given: Box) -> Iterator[str]:
    return (name(*place) for place in cells(given))
