"""Which parts of a video were watched: pure."""

import math
from collections.abc import Iterable
from typing import Any

Span = tuple[float, float]
MAX_SPANS = 200


def spans_in(raw: Any, seconds: float) -> list[Span]:
    """The spans that a player reports, cut to the video; raises ValueError for anything else."""
    if not isinstance(raw, list) or len(raw) > MAX_SPANS:
        raise ValueError
    return merge((_number(start, seconds), _number(end, seconds)) for start, end in raw)


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same time, in order and without overlaps."""
    merged: list[Span] = []
    for start, end in sorted(one for one in spans if one[1] > one[0]):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def share(spans: Iterable[Span], seconds: float) -> float:
    """How much of the video the spans are, between 0 and 1."""
    return min(1.0, sum(end - start for start, end in spans) / seconds) if seconds > 0 else 0.0


def _number(raw: Any, seconds: float) -> float:
    value = float(raw)
    if not math.isfinite(value):
        raise ValueError
    return round(min(max(value, 0.0), seconds), 1)
