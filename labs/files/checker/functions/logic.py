"""Conditions and questions about values. Those that choose are in the calculator."""

from collections.abc import Callable, Iterator
from typing import Any

from labs.files.checker.values import Fault, Grid, grid, is_number, scalar, truth


def _truths(values: tuple[Any, ...]) -> Iterator[bool]:
    for one in values:
        if not isinstance(one, Grid):
            yield truth(one)
            continue
        for value in one.flat():
            if isinstance(value, Fault):
                raise Fault(value.code)
            if isinstance(value, bool) or is_number(value):
                yield bool(value)


def _raise(code: str) -> Any:
    raise Fault(code)


def _first(value: Any) -> Any:
    return next(grid(value).flat(), None)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "AND": lambda *values: all(list(_truths(values))),
    "OR": lambda *values: any(list(_truths(values))),
    "XOR": lambda *values: bool(sum(_truths(values)) % 2),
    "NOT": lambda value: not truth(value),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "NA": lambda: _raise("#N/A"),
    "#ERROR": lambda code: _raise(str(scalar(code))),
    "ISBLANK": lambda value: _first(value) is None,
    "ISNUMBER": lambda value: is_number(_first(value)),
    "ISTEXT": lambda value: isinstance(_first(value), str),
    "ISNONTEXT": lambda value: not isinstance(_first(value), str),
    "ISLOGICAL": lambda value: isinstance(_first(value), bool),
    "ISERROR": lambda value: isinstance(_first(value), Fault),
    "ISERR": lambda value: isinstance(_first(value), Fault) and _first(value).code != "#N/A",
    "ISNA": lambda value: isinstance(_first(value), Fault) and _first(value).code == "#N/A",
}
