"""A draft with the start file under it, ready to be shown."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from labs.sheets.facts import Facts, facts_of
from labs.sheets.grid import EMPTY, Page, Shown
from labs.sheets.models import Cell, Draft


class Book:
    """A draft with the start file under it, ready to be shown."""

    def __init__(self, draft: Draft, cells: Sequence[Cell] | None = None) -> None:
        self.draft = draft
        self.facts: Facts = facts_of(draft)
        self._cells = list(draft.cells.all() if cells is None else cells)

    @property
    def titles(self) -> list[str]:
        """The sheets' names, those added last."""
        begun = list(self.facts["sheets"])
        added = {one.sheet for one in self._cells if one.look.get("added")}
        return begun + sorted(added - set(begun))

    def page(self, title: str, first: int = 1) -> Page:
        """One sheet."""
        if title not in self.titles:
            raise Http404
        own = [one for one in self._cells if one.sheet == title]
        start = self.facts["sheets"].get(title, EMPTY)
        row = self.own(title)
        settings = row.look if row else {}
        return Page(
            title=title,
            start=start,
            cells={one.address: one for one in own if one.address},
            values=self.draft.values.get("values", {}).get(title, {}),
            drawn=frozenset(self.facts["drawn"]),
            first=first,
            settings={name: start.get(name) for name in ("frozen", "filter", "landscape")}
            | settings,
        )

    def own(self, title: str) -> Cell | None:
        """The row of the sheet itself."""
        rows = (one for one in self._cells if one.sheet == title and not one.address)
        return next(rows, None)

    def has_formulas(self) -> bool:
        """Whether there is anything to work out."""
        begun = (
            cell for sheet in self.facts["sheets"].values() for cell in sheet["cells"].values()
        )
        return any(one["kind"] == "formula" for one in begun) or any(
            one.kind == "formula" for one in self._cells
        )


def told(book: Book, places: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """These cells as a script reads them."""
    found: list[dict[str, Any]] = []
    for title in sorted({sheet for sheet, _address in places} & set(book.titles)):
        page = book.page(title)
        shown: list[Shown] = [
            page.at(address) for sheet, address in sorted(places) if sheet == title and address
        ]
        found += [one.told(title) for one in shown]
    return found
