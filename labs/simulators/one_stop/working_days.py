"""The legal clock: working days, and the hours of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from labs.simulators.one_stop.files import read

OPENS, NOON, AFTERNOON, CLOSES = 7 * 60 + 30, 11 * 60 + 30, 13 * 60 + 30, 17 * 60
LATE_HOUR = 15 * 60


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The days without work that are no weekends, and the days of weekends that are worked."""

    days_off: frozenset[date]
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the centre is open on this day."""
        return day in self.worked or (day.weekday() < 5 and day not in self.days_off)

    def add(self, day: date, count: int) -> date:
        """The working day that is `count` after this one; the first day is not counted."""
        days = self._after(day)
        for _ in range(count):
            day = next(days)
        return day

    def _after(self, day: date) -> Iterator[date]:
        while True:
            day += timedelta(days=1)
            if self.is_working(day):
                yield day


def frozen() -> dict[str, list[str]]:
    """The days as a new scenario keeps them."""
    said = read("calendar")
    days_off = [*said["days_off"], *said["unconfirmed"]]
    return {"days_off": list(map(str, days_off)), "worked": list(map(str, said["worked"]))}


def calendar(content: Mapping[str, Any]) -> Calendar:
    """The calendar a scenario goes by: its own, or the one before scenarios carried any."""
    if "calendar" not in content:
        return Calendar(days_off=frozenset(read("calendar")["before"]["days_off"]))
    return Calendar(**{name: _days(content["calendar"][name]) for name in ("days_off", "worked")})


@cache
def today() -> Calendar:
    """The calendar of a scenario that is made now."""
    return calendar({"calendar": frozen()})


def _days(said: list[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, said))


@dataclass(frozen=True, order=True)
class Clock:
    """A moment of the simulator: a day, and minutes since midnight, by a calendar."""

    day: date
    minute: int = OPENS
    calendar: Calendar = field(default_factory=today, compare=False, repr=False)

    def after(self, minutes: int) -> "Clock":
        """Later by so much work; nobody works over noon, and what is left waits for the morning."""
        minute = self.minute + minutes
        if self.minute <= NOON < minute:
            minute += AFTERNOON - NOON
        if minute > CLOSES:
            return self.next_morning()
        return replace(self, minute=minute)

    def next_morning(self) -> "Clock":
        """The opening of the next working day."""
        return self.morning_after(1)

    def morning_after(self, days: int) -> "Clock":
        """The opening of the working day that is so many later."""
        return replace(self, day=self.day_after(days), minute=OPENS)

    def day_after(self, days: int) -> date:
        """The working day that is so many later."""
        return self.calendar.add(self.day, days)

    def __str__(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02} {self.day:%d/%m/%Y}"
