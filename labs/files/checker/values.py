"""Values as a spreadsheet knows them: numbers, texts, truths, blanks, errors, grids of these."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_TEXT = 32_767


class Fault(Exception):
    """An error value such as #DIV/0!; raised while working out, kept as the cell's value."""

    def __init__(self, code: str = "#VALUE!") -> None:
        super().__init__(code)
        self.code = code


class Unsupported(Exception):
    """A function, or a way to use one, that is not worked out here."""


@dataclass(frozen=True)
class Grid:
    """Values of several cells, row by row. `place` is where they lie, where that is known."""

    rows: tuple[tuple[Any, ...], ...]
    place: Any = None

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0

    def flat(self) -> Iterator[Any]:
        """The values one after another."""
        return (value for row in self.rows for value in row)


def grid(value: Any) -> Grid:
    """A value as a grid of at least one cell."""
    return value if isinstance(value, Grid) else Grid(((value,),))


def scalar(value: Any) -> Any:
    """One value; of a grid the first. An error is raised."""
    if isinstance(value, Grid):
        value = value.rows[0][0] if value.rows and value.rows[0] else None
    if isinstance(value, Fault):
        raise Fault(value.code)
    return value


def number(value: Any) -> float:
    """As a number: blank is 0, a text of digits counts as the number it spells."""
    value = scalar(value)
    if value is None or isinstance(value, bool | int | float):
        return _finite(float(value or 0))
    try:
        return _finite(float(str(value).strip()))
    except ValueError as error:
        raise Fault("#VALUE!") from error


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise Fault("#NUM!")
    return value


def whole(value: Any) -> int:
    """As a whole number, cut off towards zero."""
    return math.trunc(number(value))


def text(value: Any) -> str:
    """As text, the way & joins it."""
    value = scalar(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else f"{value:.15g}"
    if len(value) > MAX_TEXT:
        raise Fault("#VALUE!")
    return unicodedata.normalize("NFC", str(value))


def truth(value: Any) -> bool:
    """As a condition."""
    value = scalar(value)
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise Fault("#VALUE!")
    return bool(value)


def numbers(values: Iterable[Any]) -> Iterator[float]:
    """The numbers among arguments: in ranges only real numbers, alone also what spells one."""
    for one in values:
        if isinstance(one, Grid):
            for value in one.flat():
                if isinstance(value, Fault):
                    raise Fault(value.code)
                if is_number(value):
                    yield float(value)
        elif one is not None:
            yield number(one)


def is_number(value: Any) -> bool:
    """Whether this is a number and no truth."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rank(value: Any) -> int:
    return 0 if is_number(value) else 2 if isinstance(value, bool) else 1


def order(left: Any, right: Any) -> int:
    """-1, 0 or 1: numbers, then texts without case, then truths; blank is like nothing."""
    left, right = scalar(left), scalar(right)
    left = _like(right) if left is None else left
    right = _like(left) if right is None else right
    if _rank(left) != _rank(right):
        return -1 if _rank(left) < _rank(right) else 1
    if isinstance(left, str):
        left, right = fold(left), fold(right)
    elif not isinstance(left, bool) and math.isclose(left, right, rel_tol=1e-14, abs_tol=1e-300):
        return 0
    return int(left > right) - int(left < right)


def _like(other: Any) -> Any:
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0


def fold(value: str) -> str:
    """For comparison without case."""
    return unicodedata.normalize("NFC", value).casefold()


_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_TESTS: dict[str, Callable[[int], bool]] = {
    "": lambda sign: sign == 0,
    "=": lambda sign: sign == 0,
    "<>": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    ">": lambda sign: sign > 0,
    "<=": lambda sign: sign <= 0,
    ">=": lambda sign: sign >= 0,
}


def criterion(given: Any) -> Callable[[Any], bool]:
    """The test that COUNTIFS and its kin make of a criterion."""
    given = scalar(given)
    if not isinstance(given, str):
        wanted = 0.0 if given is None else given
        return lambda value: _same_kind(value, wanted) and order(value, wanted) == 0
    match = _CRITERION.match(given)
    operator, rest = (match[1] or "", match[2]) if match else ("", given)
    wanted = _spelled(rest)
    if not isinstance(wanted, str):
        return _compared(operator, wanted)
    return _matched(operator, wanted)


def _compared(operator: str, wanted: Any) -> Callable[[Any], bool]:
    holds = _TESTS[operator]
    if operator == "<>":
        return lambda value: not (_same_kind(value, wanted) and order(value, wanted) == 0)
    return lambda value: _same_kind(value, wanted) and holds(order(_plain(value), wanted))


def _matched(operator: str, wanted: str) -> Callable[[Any], bool]:
    if operator in ("<", ">", "<=", ">="):
        holds = _TESTS[operator]
        return lambda value: isinstance(value, str) and holds(order(value, wanted))
    if wanted == "":
        blank: Callable[[Any], bool] = lambda value: value is None or value == ""  # noqa: E731  # read in line
        return (lambda value: not blank(value)) if operator == "<>" else blank
    pattern = wildcard(wanted)
    found: Callable[[Any], bool] = lambda value: (  # noqa: E731  # read in line
        isinstance(value, str) and bool(pattern.fullmatch(fold(value)))
    )
    return (lambda value: not found(value)) if operator == "<>" else found


def _same_kind(value: Any, wanted: Any) -> bool:
    value = _plain(value)
    return value is not None and not isinstance(value, Fault) and _rank(value) == _rank(wanted)


def _plain(value: Any) -> Any:
    """A text that spells a number counts as that number against a criterion."""
    return _spelled(value) if isinstance(value, str) else value


def _spelled(value: str) -> Any:
    if value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    try:
        found = float(value)
    except ValueError:
        return value
    return (
        found if math.isfinite(found) and value.strip().lstrip("+-")[:1] in "0123456789." else value
    )


@lru_cache(maxsize=1_000)
def wildcard(wanted: str) -> re.Pattern[str]:
    """`*` and `?`, and `~` before one that is meant as it stands."""
    parts: list[str] = []
    letters = iter(fold(wanted))
    for letter in letters:
        if letter == "~":
            parts.append(re.escape(next(letters, "~")))
        elif letter == "*":
            if parts[-1:] != [".*"]:
                parts.append(".*")
        else:
            parts.append("." if letter == "?" else re.escape(letter))
    if parts.count(".*") > 4:
        raise Fault("#VALUE!")
    return re.compile("".join(parts), re.DOTALL)
