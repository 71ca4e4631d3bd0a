"""Sums, rounding, order statistics."""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from statistics import StatisticsError, median, stdev
from typing import Any

from labs.files.checker.values import Fault, Grid, grid, is_number, number, numbers, scalar, whole

MAX_DIGITS = 15


def _total(*values: Any) -> float:
    return math.fsum(numbers(values))


def _average(*values: Any) -> float:
    found = list(numbers(values))
    if not found:
        raise Fault("#DIV/0!")
    return math.fsum(found) / len(found)


def _least(*values: Any) -> float:
    return min(numbers(values), default=0.0)


def _most(*values: Any) -> float:
    return max(numbers(values), default=0.0)


def _median(*values: Any) -> float:
    return _statistic(median, values)


def _stdev(*values: Any) -> float:
    return _statistic(stdev, values)


def _statistic(what: Callable[[list[float]], float], values: tuple[Any, ...]) -> float:
    try:
        return what(list(numbers(values)))
    except StatisticsError as error:
        raise Fault("#NUM!") from error


def _product(*values: Any) -> float:
    return math.prod(numbers(values))


def _rounded(way: str) -> Callable[..., float]:
    def round_(value: Any, digits: Any = 0.0) -> float:
        places = whole(digits)
        if abs(places) > MAX_DIGITS:
            raise Fault("#NUM!")
        exact = Decimal(f"{number(value):.15g}")
        return float(exact.quantize(Decimal(1).scaleb(-places), rounding=way))

    return round_


def _mod(value: Any, by: Any) -> float:
    divisor = number(by)
    if divisor == 0:
        raise Fault("#DIV/0!")
    return number(value) - divisor * math.floor(number(value) / divisor)


def _power(base: Any, exponent: Any) -> float:
    try:
        found = number(base) ** number(exponent)
    except (OverflowError, ZeroDivisionError) as error:
        raise Fault("#NUM!") from error
    if isinstance(found, complex) or not math.isfinite(found):
        raise Fault("#NUM!")
    return found


def _root(value: Any) -> float:
    if number(value) < 0:
        raise Fault("#NUM!")
    return math.sqrt(number(value))


def _sumproduct(*given: Any) -> float:
    grids = [grid(one) for one in given]
    if len({(one.height, one.width) for one in grids}) != 1:
        raise Fault("#VALUE!")
    return math.fsum(
        math.prod(_factor(one) for one in row)
        for row in zip(*(one.flat() for one in grids), strict=True)
    )


def _factor(value: Any) -> float:
    if isinstance(value, Fault):
        raise Fault(value.code)
    return float(value) if is_number(value) else 0.0


def _nth(largest: bool) -> Callable[[Any, Any], float]:
    def find(values: Any, place: Any) -> float:
        found = sorted(numbers([grid(values)]), reverse=largest)
        at = whole(place)
        if not 1 <= at <= len(found):
            raise Fault("#NUM!")
        return found[at - 1]

    return find


def _rank(value: Any, among: Any, upwards: Any = 0.0) -> float:
    found = list(numbers([grid(among)]))
    wanted = number(value)
    if wanted not in found:
        raise Fault("#N/A")
    before = (one < wanted if number(upwards) else one > wanted for one in found)
    return 1.0 + sum(before)


def subtotal(kind: Any, *grids: Grid) -> float:
    """The chosen sum over the rows that are shown; the caller leaves out the hidden ones."""
    chosen = _SUBTOTALS.get(whole(kind) % 100)
    if chosen is None:
        raise Fault("#VALUE!")
    return chosen(*grids)


def _count(*values: Any) -> float:
    return float(sum(1 for one in values for value in grid(one).flat() if is_number(value)))


def _filled(*values: Any) -> float:
    return float(sum(1 for one in values for value in grid(one).flat() if value is not None))


_SUBTOTALS: dict[int, Callable[..., float]] = {
    1: _average,
    2: _count,
    3: _filled,
    4: _most,
    5: _least,
    6: _product,
    7: _stdev,
    9: _total,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": _total,
    "AVERAGE": _average,
    "MIN": _least,
    "MAX": _most,
    "MEDIAN": _median,
    "STDEV": _stdev,
    "STDEV.S": _stdev,
    "PRODUCT": _product,
    "COUNT": _count,
    "COUNTA": _filled,
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "TRUNC": _rounded(ROUND_DOWN),
    "INT": lambda value: float(math.floor(number(value))),
    "ABS": lambda value: abs(number(value)),
    "SIGN": lambda value: float((number(value) > 0) - (number(value) < 0)),
    "SQRT": _root,
    "POWER": _power,
    "MOD": _mod,
    "SUMPRODUCT": _sumproduct,
    "LARGE": _nth(largest=True),
    "SMALL": _nth(largest=False),
    "RANK": _rank,
    "RANK.EQ": _rank,
    "N": lambda value: number(value) if not isinstance(scalar(value), str) else 0.0,
}
