"""Values as they stand in a cell: figures in Vietnamese notation, days by their format."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from labs.files.checker.workbook import EPOCH
from labs.sheets.looks import is_date

MAX_SHOWN = 500
_LAST_DAY = 2_958_465
_COLOUR = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_FIGURES = re.compile(r"[#0?][#0?,.]*")
_DAY = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s", re.IGNORECASE)


def shown(value: Any, code: str) -> str:
    """A value as text under a number format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not isinstance(value, int | float):
        return str(value)[:MAX_SHOWN]
    if is_date(code):
        return _day(float(value), code)
    return _figure(float(value), code)


def general(value: float) -> str:
    """A number without a format: at most ten digits, a decimal comma."""
    found = f"{value:.0f}" if value.is_integer() and abs(value) < 1e11 else f"{value:.10g}"
    return found.replace(".", ",")


def _figure(value: float, code: str) -> str:
    section = _section(code, value)
    form = _FIGURES.search(_QUOTED.sub("", section))
    if form is None or code == "General":
        return general(value)
    digits = form[0]
    decimals = len(digits.partition(".")[2].replace(",", ""))
    scaled = value * 100 if "%" in section else value
    text = f"{scaled:,.{decimals}f}"
    if "," not in digits.partition(".")[0]:
        text = text.replace(",", "")
    if ";" in code and value < 0:
        text = text.lstrip("-")
    text = text.translate(str.maketrans(",.", ".,"))
    before, after = _around(section)
    return f"{before}{text}{after}"


def _section(code: str, value: float) -> str:
    """The part of a format for this sign."""
    parts = _COLOUR.sub("", code).split(";")
    if value < 0 and len(parts) > 1:
        return parts[1]
    if value == 0 and len(parts) > 2:
        return parts[2]
    return parts[0]


def _around(section: str) -> tuple[str, str]:
    """The words before and after the figures."""
    plain = _QUOTED.sub(lambda match: match[1] or match[2] or "", re.sub(r"[_*].", "", section))
    before, _mark, after = _FIGURES.sub("\0", plain, count=1).partition("\0")
    return before, after


def _day(value: float, code: str) -> str:
    if not 0 <= value <= _LAST_DAY:
        return general(value)
    moment = EPOCH + timedelta(days=value)
    form = _QUOTED.sub(
        lambda match: match[1] or match[2] or "", _COLOUR.sub("", code.split(";", maxsplit=1)[0])
    )
    if form.lower() == "mm-dd-yy":  # the short date, which follows the region
        form = "dd/mm/yyyy"
    after_hour = [False]

    def part(match: re.Match[str]) -> str:
        sign = match[0].lower()
        minute = sign in ("m", "mm") and after_hour[0]
        after_hour[0] = sign in ("h", "hh") or (after_hour[0] and sign == "ss")
        return _MINUTE[sign](moment) if minute else _SIGNS[sign](moment)

    return _DAY.sub(part, form).split("@")[0].strip()


_MINUTE: dict[str, Callable[[datetime], str]] = {
    "m": lambda at: str(at.minute),
    "mm": lambda at: f"{at.minute:02d}",
}
_WEEK = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _week(at: datetime) -> str:
    return _WEEK[at.weekday()]


_SIGNS: dict[str, Callable[[datetime], str]] = {
    "yyyy": lambda at: f"{at.year:04d}",
    "yy": lambda at: f"{at.year % 100:02d}",
    "mmmm": lambda at: f"Tháng {at.month}",
    "mmm": lambda at: f"Thg {at.month}",
    "mm": lambda at: f"{at.month:02d}",
    "m": lambda at: str(at.month),
    "dddd": _week,
    "ddd": _week,
    "dd": lambda at: f"{at.day:02d}",
    "d": lambda at: str(at.day),
    "hh": lambda at: f"{at.hour:02d}",
    "h": lambda at: str(at.hour),
    "ss": lambda at: f"{at.second:02d}",
    "s": lambda at: str(at.second),
}
