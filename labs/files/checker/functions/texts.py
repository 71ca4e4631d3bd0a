"""Work on texts."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from labs.files.checker.functions.dates import day_of
from labs.files.checker.values import (
    MAX_TEXT,
    Fault,
    Unsupported,
    fold,
    grid,
    number,
    text,
    truth,
    whole,
    wildcard,
)


def _count(value: Any) -> int:
    found = whole(value)
    if found < 0:
        raise Fault("#VALUE!")
    return found


def _left(value: Any, count: Any = 1.0) -> str:
    return text(value)[: _count(count)]


def _right(value: Any, count: Any = 1.0) -> str:
    whole_text, size = text(value), _count(count)
    return whole_text[-size:] if size else ""


def _mid(value: Any, start: Any, count: Any) -> str:
    begin = whole(start)
    if begin < 1:
        raise Fault("#VALUE!")
    return text(value)[begin - 1 : begin - 1 + _count(count)]


def _trim(value: Any) -> str:
    return " ".join(part for part in text(value).split(" ") if part)


def _clean(value: Any) -> str:
    return "".join(one for one in text(value) if unicodedata.category(one) != "Cc")


def _proper(value: Any) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1].upper() + word[0][1:].lower(), text(value))


def _substitute(value: Any, old: Any, new: Any, place: Any = None) -> str:
    given, wanted, put = text(value), text(old), text(new)
    if not wanted:
        return given
    if place is None:
        return _limited(given.replace(wanted, put))
    parts, at = given.split(wanted), whole(place)
    if at < 1 or at >= len(parts):
        return given
    return _limited(wanted.join(parts[:at]) + put + wanted.join(parts[at:]))


def _replace(value: Any, start: Any, count: Any, new: Any) -> str:
    given, begin = text(value), whole(start) - 1
    if begin < 0:
        raise Fault("#VALUE!")
    return _limited(given[:begin] + text(new) + given[begin + _count(count) :])


def _find(wanted: Any, within: Any, start: Any = 1.0) -> float:
    found = text(within).find(text(wanted), whole(start) - 1)
    if found < 0 or whole(start) < 1:
        raise Fault("#VALUE!")
    return found + 1.0


def _search(wanted: Any, within: Any, start: Any = 1.0) -> float:
    if whole(start) < 1:
        raise Fault("#VALUE!")
    match = wildcard(text(wanted)).search(fold(text(within)), whole(start) - 1)
    if match is None:
        raise Fault("#VALUE!")
    return match.start() + 1.0


def _joined(*values: Any) -> str:
    return _limited("".join(text(one) for value in values for one in grid(value).flat()))


def _textjoin(between: Any, skip: Any, *values: Any) -> str:
    parts = [text(one) for value in values for one in grid(value).flat()]
    return _limited(text(between).join(one for one in parts if one or not truth(skip)))


def _repeated(value: Any, times: Any) -> str:
    if len(text(value)) * _count(times) > MAX_TEXT:
        raise Fault("#VALUE!")
    return text(value) * _count(times)


def _limited(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise Fault("#VALUE!")
    return value


def _value(value: Any) -> float:
    given = text(value).strip().replace(",", "")
    percent = given.endswith("%")
    try:
        return float(given.rstrip("%")) / (100 if percent else 1)
    except ValueError as error:
        raise Fault("#VALUE!") from error


_NUMBER_FORMAT = re.compile(r"(?P<comma>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?")
_DATE_PARTS = re.compile(r"dddd|ddd|yyyy|yy|dd|mm|d|m|hh|h|ss|[^a-z]", re.IGNORECASE)


def _formatted(value: Any, form: Any) -> str:
    """The plain number and date formats; Vietnamese day names and the like are not known here."""
    given, pattern = number(value), text(form)
    match = _NUMBER_FORMAT.fullmatch(pattern)
    if match:
        scaled = given * 100 if match["percent"] else given
        comma = "," if match["comma"] else ""
        return f"{scaled:{comma}.{len(match['places'] or '')}f}{match['percent'] or ''}"
    parts = _DATE_PARTS.findall(pattern)
    if "".join(parts) != pattern or not re.search("[dy]", pattern, re.IGNORECASE):
        raise Unsupported("TEXT")
    day = day_of(given)
    shown = {
        "yyyy": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "mm": f"{day.month:02d}",
        "m": str(day.month),
        "dd": f"{day.day:02d}",
        "d": str(day.day),
    }
    if any(part.isalpha() and part.lower() not in shown for part in parts):
        raise Unsupported("TEXT")
    return "".join(shown.get(part.lower(), part) for part in parts)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _mid,
    "LEN": lambda value: float(len(text(value))),
    "TRIM": _trim,
    "CLEAN": _clean,
    "UPPER": lambda value: text(value).upper(),
    "LOWER": lambda value: text(value).lower(),
    "PROPER": _proper,
    "SUBSTITUTE": _substitute,
    "REPLACE": _replace,
    "FIND": _find,
    "SEARCH": _search,
    "CONCATENATE": _joined,
    "CONCAT": _joined,
    "TEXTJOIN": _textjoin,
    "REPT": _repeated,
    "EXACT": lambda left, right: text(left) == text(right),
    "VALUE": _value,
    "TEXT": _formatted,
    "T": lambda value: value if isinstance(value, str) else "",
}
