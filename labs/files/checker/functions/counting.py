"""Counting and adding with conditions."""

import math
from collections.abc import Callable, Iterator
from typing import Any

from labs.files.checker.values import Fault, Grid, criterion, grid, is_number


def _rows(size: Grid, conditions: tuple[Any, ...]) -> Iterator[bool]:
    """For each cell whether all conditions hold; their ranges must be of one size."""
    if len(conditions) % 2 or not conditions:
        raise Fault("#VALUE!")
    ranges = [grid(one) for one in conditions[::2]]
    if any((one.height, one.width) != (size.height, size.width) for one in ranges):
        raise Fault("#VALUE!")
    tests = [criterion(one) for one in conditions[1::2]]
    for values in zip(*(one.flat() for one in ranges), strict=True):
        yield all(test(value) for test, value in zip(tests, values, strict=True))


def _chosen(values: Any, conditions: tuple[Any, ...]) -> list[float]:
    given = grid(values)
    found = []
    for value, holds in zip(given.flat(), _rows(given, conditions), strict=True):
        if holds and isinstance(value, Fault):
            raise Fault(value.code)
        if holds and is_number(value):
            found.append(float(value))
    return found


def _countifs(*conditions: Any) -> float:
    if not conditions:
        raise Fault("#VALUE!")
    return float(sum(_rows(grid(conditions[0]), conditions)))


def _sumifs(values: Any, *conditions: Any) -> float:
    return math.fsum(_chosen(values, conditions))


def _averageifs(values: Any, *conditions: Any) -> float:
    found = _chosen(values, conditions)
    if not found:
        raise Fault("#DIV/0!")
    return math.fsum(found) / len(found)


def _maxifs(values: Any, *conditions: Any) -> float:
    return max(_chosen(values, conditions), default=0.0)


def _minifs(values: Any, *conditions: Any) -> float:
    return min(_chosen(values, conditions), default=0.0)


def _sumif(where: Any, condition: Any, values: Any = None) -> float:
    return _sumifs(where if values is None else values, where, condition)


def _averageif(where: Any, condition: Any, values: Any = None) -> float:
    return _averageifs(where if values is None else values, where, condition)


def _countblank(values: Any) -> float:
    return float(sum(one is None or one == "" for one in grid(values).flat()))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "COUNTIF": _countifs,
    "COUNTIFS": _countifs,
    "SUMIF": _sumif,
    "SUMIFS": _sumifs,
    "AVERAGEIF": _averageif,
    "AVERAGEIFS": _averageifs,
    "MAXIFS": _maxifs,
    "MINIFS": _minifs,
    "COUNTBLANK": _countblank,
}
