"""A chart of the page in a few strokes, so that one sees what will be drawn in the file."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labs.sheets.grid import Page
from labs.sheets.places import box, cells, name

WIDTH, HEIGHT = 480, 180
MAX_MARKS = 60


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """`marks` are name and figure as told; the strokes are in a box of 480 by 180."""

    kind: str
    title: str
    marks: Sequence[tuple[str, str]]
    bars: Sequence[dict[str, float]] = ()
    line: str = ""
    slices: Sequence[str] = ()


def sketch(page: Page) -> Sketch | None:
    """The chart set up for the sheet; nothing without one, or without a figure above zero."""
    facts = page.settings.get("chart")
    if not facts:
        return None
    names = [page.at(one).text for one in _places(facts["names"])]
    shown = [page.at(one).text for one in _places(facts["values"])]
    figures = [max(page.figure(one), 0.0) for one in _places(facts["values"])]
    strokes = _STROKES[facts["kind"]](figures) if any(figures) else {}
    return Sketch(
        kind=facts["kind"],
        title=facts["title"],
        marks=list(zip(names, shown, strict=False)),
        **strokes,
    )


def _places(said: str) -> list[str]:
    return [name(*place) for place in cells(box(said))][:MAX_MARKS]


def _columns(figures: Sequence[float]) -> dict[str, Any]:
    step, most = WIDTH / len(figures), max(figures)
    heights = [round(HEIGHT * one / most, 1) for one in figures]
    return {
        "bars": [
            {
                "x": round(place * step + step * 0.15, 1),
                "y": round(HEIGHT - height, 1),
                "width": round(step * 0.7, 1),
                "height": height,
            }
            for place, height in enumerate(heights)
        ]
    }


def _line(figures: Sequence[float]) -> dict[str, Any]:
    step, most = WIDTH / len(figures), max(figures)
    points = [
        f"{(place + 0.5) * step:.1f},{HEIGHT - HEIGHT * one / most:.1f}"
        for place, one in enumerate(figures)
    ]
    return {"line": " ".join(points)}


def _pie(figures: Sequence[float]) -> dict[str, Any]:
    whole, done, slices = sum(figures), 0.0, []
    for one in figures:
        share = min(one / whole, 0.9999)
        start, end = _point(done / whole), _point((done / whole) + share)
        slices.append(f"M90,90 L{start} A85,85 0 {int(share > 0.5)} 1 {end} Z")
        done += one
    return {"slices": slices}


def _point(share: float) -> str:
    angle = 2 * math.pi * share
    return f"{90 + 85 * math.sin(angle):.1f},{90 - 85 * math.cos(angle):.1f}"


_STROKES = {"column": _columns, "line": _line, "pie": _pie}
