"""The legal clock: working days, and the hours of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from labs.simulators.one_stop.files import read

OPENS, NOON, AFTERNOON, CLOSES = 7 * 60 + 30, 11 * 60 + 30, 13 * 60 + 30, 17 * 60
LATE_HOUR = 15 * 60


def is_working(day: date) -> bool:
    """Whether the centre is open on this day."""
    return day.weekday() < 5 and day not in read("calendar")["holidays"]


def working_days_after(day: date) -> Iterator[date]:
    """The working days that follow, without end."""
    while True:
        day += timedelta(days=1)
        if is_working(day):
            yield day


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` after this one; the first day is not counted."""
    days = working_days_after(day)
    for _ in range(count):
        day = next(days)
    return day


@dataclass(frozen=True, order=True)
class Clock:
    """A moment of the simulator: a day, and minutes since midnight."""

    day: date
    minute: int = OPENS

    def after(self, minutes: int) -> "Clock":
        """Later by so much work; nobody works over noon, and what is left waits for the morning."""
        minute = self.minute + minutes
        if self.minute <= NOON < minute:
            minute += AFTERNOON - NOON
        if minute > CLOSES:
            return self.next_morning()
        return Clock(self.day, minute)

    def next_morning(self) -> "Clock":
        """The opening of the next working day."""
        return Clock(add_working_days(self.day, 1))

    def __str__(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02} {self.day:%d/%m/%Y}"
