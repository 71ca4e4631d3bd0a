"""Look up in tables."""

from collections.abc import Callable, Sequence
from typing import Any

from labs.files.checker.values import (
    Fault,
    Grid,
    Unsupported,
    fold,
    grid,
    number,
    order,
    scalar,
    whole,
    wildcard,
)


def _exact(wanted: Any, among: Sequence[Any], *, wild: bool = True) -> int:
    """The place of the first value like this one; -1 where there is none."""
    wanted = scalar(wanted)
    pattern = wildcard(wanted) if wild and isinstance(wanted, str) else None
    for place, value in enumerate(among):
        if value is None or isinstance(value, Fault):
            continue
        if pattern is not None:
            if isinstance(value, str) and pattern.fullmatch(fold(value)):
                return place
        elif type(value) in _kin(wanted) and order(value, wanted) == 0:
            return place
    return -1


def _kin(value: Any) -> tuple[type, ...]:
    if isinstance(value, bool):
        return (bool,)
    return (str,) if isinstance(value, str) else (int, float)


def _nearest(wanted: Any, among: Sequence[Any], *, larger: bool = False) -> int:
    """The last value up to this one in a row sorted upwards (or, `larger`, downwards)."""
    wanted, found = scalar(wanted), -1
    for place, value in enumerate(among):
        if type(value) not in _kin(0.0 if wanted is None else wanted):
            continue
        sign = order(value, wanted)
        if sign < 0 if larger else sign > 0:
            break
        found = place
    return found


def _column(table: Grid, at: int) -> list[Any]:
    return [row[at] for row in table.rows]


def _at(place: int, values: Sequence[Any]) -> Any:
    if place < 0:
        raise Fault("#N/A")
    return 0.0 if values[place] is None else scalar(values[place])


def _vlookup(wanted: Any, table: Any, column: Any, near: Any = True) -> Any:
    given = grid(table)
    return _looked_up(wanted, given, whole(column), near)


def _hlookup(wanted: Any, table: Any, row: Any, near: Any = True) -> Any:
    turned = Grid(tuple(zip(*grid(table).rows, strict=True)))
    return _looked_up(wanted, turned, whole(row), near)


def _looked_up(wanted: Any, table: Grid, column: int, near: Any) -> Any:
    if column < 1:
        raise Fault("#VALUE!")
    if column > table.width:
        raise Fault("#REF!")
    keys = _column(table, 0)
    place = _nearest(wanted, keys) if scalar(near) is None or number(near) else _exact(wanted, keys)
    return _at(place, _column(table, column - 1))


def _match(wanted: Any, among: Any, kind: Any = 1.0) -> float:
    values = list(grid(among).flat())
    way = whole(kind)
    place = _exact(wanted, values) if way == 0 else _nearest(wanted, values, larger=way < 0)
    if place < 0:
        raise Fault("#N/A")
    return place + 1.0


def _xlookup(
    wanted: Any, among: Any, back: Any, otherwise: Any = None, how: Any = 0.0, way: Any = 1.0
) -> Any:
    values, results = list(grid(among).flat()), list(grid(back).flat())
    if len(values) != len(results):
        raise Unsupported("XLOOKUP")
    if whole(how) not in (0, 2) or whole(way) not in (1, -1):
        raise Unsupported("XLOOKUP")
    if whole(way) == -1:
        values, results = values[::-1], results[::-1]
    place = _exact(wanted, values, wild=whole(how) == 2)
    if place < 0 and otherwise is not None:
        return otherwise
    return _at(place, results)


def _xmatch(wanted: Any, among: Any, how: Any = 0.0) -> float:
    if whole(how) not in (0, 2):
        raise Unsupported("XMATCH")
    place = _exact(wanted, list(grid(among).flat()), wild=whole(how) == 2)
    if place < 0:
        raise Fault("#N/A")
    return place + 1.0


def _index(table: Any, row: Any = 0.0, column: Any = None) -> Any:
    given = grid(table)
    down, across = whole(row), 0 if column is None else whole(column)
    if column is None and given.height == 1:
        down, across = 1, down
    elif column is None:
        across = 1 if given.width == 1 else 0
    if not (0 <= down <= given.height and 0 <= across <= given.width):
        raise Fault("#REF!")
    if down and across:
        value = given.rows[down - 1][across - 1]
        return 0.0 if value is None else scalar(value)
    rows = given.rows[down - 1 : down] if down else given.rows
    return Grid(tuple(one[across - 1 : across] if across else one for one in rows))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "VLOOKUP": _vlookup,
    "HLOOKUP": _hlookup,
    "MATCH": _match,
    "XLOOKUP": _xlookup,
    "XMATCH": _xmatch,
    "INDEX": _index,
    "ROWS": lambda table: float(grid(table).height),
    "COLUMNS": lambda table: float(grid(table).width),
}
