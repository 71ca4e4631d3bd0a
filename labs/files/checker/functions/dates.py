"""Dates, which a spreadsheet counts in days since 30 December 1899."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from labs.files.checker.values import (
    Fault,
    Unsupported,
    grid,
    is_number,
    number,
    scalar,
    text,
    whole,
)

_ZERO = date(1899, 12, 30)
_LAST = 2_958_465


def day_of(value: Any) -> date:
    """The day of a number of days."""
    days = int(number(value))
    if not 0 <= days <= _LAST:
        raise Fault("#NUM!")
    return _ZERO + timedelta(days=days)


def serial(day: date) -> float:
    """The number of days of a day."""
    return float((day - _ZERO).days)


def _date(year: Any, month: Any, day: Any) -> float:
    months = whole(month) - 1
    full = whole(year) + (1900 if whole(year) < 1900 else 0) + months // 12
    if not 1900 <= full <= 9999:
        raise Fault("#NUM!")
    return serial(date(full, months % 12 + 1, 1)) + whole(day) - 1


def _moved(value: Any, months: Any) -> date:
    start = day_of(value)
    total = start.year * 12 + start.month - 1 + whole(months)
    year, month = divmod(total, 12)
    if not 1900 <= year <= 9999:
        raise Fault("#NUM!")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _month_end(value: Any, months: Any) -> float:
    moved = _moved(value, months)
    return serial(moved.replace(day=calendar.monthrange(moved.year, moved.month)[1]))


def _weekday(value: Any, kind: Any = 1.0) -> float:
    monday_first = day_of(value).isoweekday()
    ways = {1: monday_first % 7 + 1, 2: monday_first, 3: monday_first - 1}
    if whole(kind) not in ways:
        raise Unsupported("WEEKDAY")
    return float(ways[whole(kind)])


def _datedif(start: Any, end: Any, unit: Any) -> float:
    first, last = day_of(start), day_of(end)
    if first > last:
        raise Fault("#NUM!")
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    found = {"D": (last - first).days, "M": months, "Y": months // 12, "YM": months % 12}
    if text(unit).upper() not in found:
        raise Unsupported("DATEDIF")
    return float(found[text(unit).upper()])


def _holidays(given: Any) -> set[int]:
    return {int(one) for one in grid(given).flat() if is_number(one)}


def _networkdays(start: Any, end: Any, holidays: Any = None) -> float:
    first, last = serial(day_of(start)), serial(day_of(end))
    sign = 1 if first <= last else -1
    off = _holidays(holidays)
    days = range(int(min(first, last)), int(max(first, last)) + 1)
    if len(days) > 40_000:
        raise Unsupported("NETWORKDAYS")
    return float(sign * sum(_works(one, off) for one in days))


def _workday(start: Any, count: Any, holidays: Any = None) -> float:
    day, left = int(serial(day_of(start))), whole(count)
    if abs(left) > 10_000:
        raise Unsupported("WORKDAY")
    off, step = _holidays(holidays), 1 if left > 0 else -1
    while left:
        day += step
        left -= step * _works(day, off)
    return float(day)


def _works(day: int, off: set[int]) -> bool:
    return day_of(float(day)).isoweekday() < 6 and day not in off


def _clock(part: int) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        seconds = round(number(value) % 1 * 86_400) % 86_400
        return float((seconds // 3600, seconds // 60 % 60, seconds % 60)[part])

    return read


def _datevalue(value: Any) -> float:
    given = scalar(value)
    parts = text(given).split("-")
    try:
        return serial(date(*map(int, parts)))
    except (TypeError, ValueError) as error:
        raise Unsupported("DATEVALUE") from error


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "DATE": _date,
    "YEAR": lambda value: float(day_of(value).year),
    "MONTH": lambda value: float(day_of(value).month),
    "DAY": lambda value: float(day_of(value).day),
    "HOUR": _clock(0),
    "MINUTE": _clock(1),
    "SECOND": _clock(2),
    "WEEKDAY": _weekday,
    "EDATE": lambda value, months: serial(_moved(value, months)),
    "EOMONTH": _month_end,
    "DATEDIF": _datedif,
    "DAYS": lambda end, start: float(int(number(end)) - int(number(start))),
    "NETWORKDAYS": _networkdays,
    "WORKDAY": _workday,
    "DATEVALUE": _datevalue,
}
