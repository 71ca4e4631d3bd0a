"""Pure decisions about awards."""

from calendar import monthrange
from datetime import date

from certificates.achievements.registry import Asked, Shown, rule

_TRUST = {"client": 0, "server": 1}


@rule("course")
def course_met(asked: Asked, shown: Shown) -> bool:
    """The course is met, by results that are trusted enough."""
    return _TRUST[shown.trust] >= _TRUST[asked.trust]


@rule("course-score")
def course_met_with_score(asked: Asked, shown: Shown) -> bool:
    """The course is met, trusted enough, with at least the score asked for."""
    if shown.score is None or asked.minimum_score is None:
        return False
    return course_met(asked, shown) and shown.score >= asked.minimum_score


def last_valid_day(earned_on: date, months: int | None) -> date | None:
    """The day so many months later (the month's last day where it is shorter); None: no end."""
    if months is None:
        return None
    year, month = divmod(earned_on.year * 12 + earned_on.month - 1 + months, 12)
    return date(year, month + 1, min(earned_on.day, monthrange(year, month + 1)[1]))
