"""The figures of the procedures that ship, for a trainer who chooses among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import Screen, Words
from labs.simulators.one_stop.basis import Point
from labs.simulators.one_stop.files import procedures
from labs.simulators.one_stop.procedures import Procedure, procedure
from labs.simulators.one_stop.words import unit_word

NAMES = {
    "time": _("time allowed"),
    "fee": _("fee"),
    "papers": _("papers asked for"),
    "level": _("who decides"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: what the exercise says, and what that rests on."""

    figure: Words
    said: str
    point: Point


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The figures of one procedure."""

    title: str
    lines: tuple[Line, ...]


def choices() -> list[tuple[str, Words]]:
    """The procedures by slug, each with the figures that were not compared with the law."""
    return [(one.slug, _choice(one)) for one in _shipped()]


def note() -> Screen:
    """Every figure, with what it rests on and how it was compared."""
    sheets = [Sheet(title=one.title, lines=tuple(_lines(one))) for one in _shipped()]
    gaps = sum(not line.point.is_confirmed for one in sheets for line in one.lines)
    return Screen(
        template="labs/simulators/one_stop/figures.html", context={"sheets": sheets, "gaps": gaps}
    )


def _shipped() -> Iterator[Procedure]:
    return (procedure(slug, said) for slug, said in procedures().items())


def _choice(kind: Procedure) -> Words:
    gaps = [str(NAMES[slug]) for slug, one in kind.basis.points.items() if not one.is_confirmed]
    if not gaps:
        return kind.title
    words = {"title": kind.title, "figures": ", ".join(gaps)}
    return _("%(title)s (not compared with the law: %(figures)s)") % words


def _lines(kind: Procedure) -> Iterator[Line]:
    said = {
        "time": kind.time_words,
        "fee": kind.fee.words,
        "papers": "; ".join(one.title for one in kind.papers),
        "level": unit_word("units", kind.unit),
    }
    for slug, point in kind.basis.points.items():
        yield Line(figure=NAMES[slug], said=said[slug], point=point)
