"""Procedures as a scenario's frozen content holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from labs.simulators.one_stop.basis import Basis, basis
from labs.simulators.one_stop.working_days import LATE_HOUR, Clock

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One entry of a procedure's list of papers."""

    slug: str
    title: str
    form: str
    lines: Lines


@dataclass(frozen=True, kw_only=True)
class Trap:
    """What may be wrong with a dossier: on which paper, how it shows, what heals it."""

    slug: str
    paper: str
    cure: str
    verdict: str = "dat"
    missing: bool = False
    lines: Lines = ()
    found: str = ""


@dataclass(frozen=True, kw_only=True)
class Fee:
    """How much is due: by copy, or by page up to a limit for each copy."""

    words: str
    copy: int = 0
    page: int = 0
    page_from_third: int = 0
    most: int = 0

    def due(self, copies: int, pages: int) -> int:
        """The amount in đồng."""
        by_page = self.page * min(pages, 2) + self.page_from_third * max(0, pages - 2)
        return copies * (self.copy + (min(by_page, self.most) if self.most else by_page))


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One administrative procedure: papers, legal time, fee, who decides and who signs.

    `sources` is what a version frozen before there was a basis says instead of one.
    """

    slug: str
    title: str
    field: str
    unit: str
    unit_days: int
    signed_at: str
    signer: str
    result: str
    copies: tuple[int, int]
    pages: tuple[int, int]
    days: int
    time_words: str
    fee: Fee
    papers: tuple[PaperKind, ...]
    traps: Mapping[str, Trap]
    basis: Basis
    sources: tuple[tuple[str, str], ...]

    def due(self, accepted: Clock) -> date:
        """The last day on which the result is in time."""
        days = self.days or int(accepted.minute >= LATE_HOUR)
        return accepted.day_after(days)


def procedure(slug: str, said: Mapping[str, Any]) -> Procedure:
    """A procedure as its file says it."""
    plain = ("title", "field", "unit", "unit_days", "signed_at", "signer", "result")
    return Procedure(
        slug=slug,
        **{name: said[name] for name in plain},
        copies=(said["copies"][0], said["copies"][1]),
        pages=(said["pages"][0], said["pages"][1]),
        days=said["time"]["days"],
        time_words=said["time"]["words"],
        fee=Fee(**said["fee"]),
        papers=tuple(PaperKind(**one | {"lines": _lines(one)}) for one in said["papers"]),
        traps={one["slug"]: Trap(**one | {"lines": _lines(one)}) for one in said["traps"]},
        basis=basis(said),
        sources=tuple((one["text"], one["certainty"]) for one in said.get("sources", [])),
    )


def _lines(said: Mapping[str, Any]) -> Lines:
    return tuple((label, text) for label, text in said.get("lines", []))
