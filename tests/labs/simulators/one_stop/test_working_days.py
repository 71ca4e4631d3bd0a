"""The legal clock: the days of Vietnam's offices, and the calendar that a scenario keeps."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.simulators.one_stop.files import procedures, read
from labs.simulators.one_stop.grading import grade
from labs.simulators.one_stop.procedures import procedure
from labs.simulators.one_stop.rehearsing import golden
from labs.simulators.one_stop.state import first
from labs.simulators.one_stop.working_days import Clock, calendar, today
from tests.labs.simulators.one_stop.scenes import SEED, content

EXTRACT, COPY, MARRIAGE = "trich-luc-ho-tich", "chung-thuc-ban-sao", "tinh-trang-hon-nhan"
NOW = today()
BEFORE = calendar({})


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        ("2026-03-04", 0, "2026-03-04"),
        ("2026-03-04", 2, "2026-03-06"),
        ("2026-03-06", 1, "2026-03-09"),  # over a weekend
        ("2026-01-09", 1, "2026-01-10"),  # a Saturday worked for 2/1
        ("2026-02-13", 1, "2026-02-23"),  # Tết
        ("2026-04-24", 1, "2026-04-28"),  # and the day off after Giỗ Tổ
        ("2026-04-29", 1, "2026-05-04"),  # 30/4, 1/5 and a weekend
        ("2026-08-28", 1, "2026-09-03"),  # 31/8 for 22/8, 1/9 and 2/9
        ("2026-11-23", 1, "2026-11-25"),  # Ngày Văn hóa Việt Nam
        ("2026-12-31", 1, "2027-01-04"),
        ("2027-02-04", 1, "2027-02-12"),  # Tết as it is assumed
        ("2027-04-15", 1, "2027-04-19"),
        ("2027-04-29", 1, "2027-05-04"),  # 1/5 falls on a Saturday
    ],
)
def test_working_days(day: str, count: int, wanted: str) -> None:
    assert NOW.add(date.fromisoformat(day), count) == date.fromisoformat(wanted)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_working_days_agree_with_counting(day: date, count: int) -> None:
    end = NOW.add(day, count)

    passed = (date.fromordinal(n) for n in range(day.toordinal() + 1, end.toordinal() + 1))
    assert sum(map(NOW.is_working, passed)) == count
    assert NOW.is_working(end)


def test_days_of_2026_are_those_announced() -> None:
    """By the Labour Code, the notices of the year and the resolution on culture."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    off = [day for day in days if day.weekday() < 5 and not NOW.is_working(day)]
    worked = [day for day in days if day.weekday() > 4 and NOW.is_working(day)]

    assert " ".join(f"{day:%d/%m}" for day in off) == (
        "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11"
    )
    assert worked == [date(2026, 1, 10), date(2026, 8, 22)]


def test_assumed_days_are_told_apart() -> None:
    said = read("calendar")

    assert not set(said["unconfirmed"]) & set(said["days_off"])
    assert {day.year for day in said["unconfirmed"]} == {2027}
    assert all(day > said["announced_until"] for day in said["unconfirmed"])


def test_scenario_keeps_its_calendar() -> None:
    """What a new file says reaches no scenario that was made before it."""
    own = {"days_off": ["2026-03-05"], "worked": ["2026-03-07"]}

    clock = first(content(EXTRACT, calendar=own), 1).clock

    assert [clock.day_after(count) for count in (1, 2)] == [date(2026, 3, 6), date(2026, 3, 7)]


def test_scenario_without_calendar_goes_by_the_first_one() -> None:
    whole = content(EXTRACT, start_on="2026-11-23")
    del whole["calendar"]

    assert first(whole, 1).clock.day_after(1) == date(2026, 11, 24)
    assert sorted(BEFORE.days_off) == [
        date(2026, 1, 1),
        *(date(2026, 2, day) for day in range(16, 21)),
        date(2026, 4, 27),
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2027, 1, 1),
    ]
    assert BEFORE.worked == frozenset()


def test_old_trace_keeps_its_promise_and_its_score_over_a_new_day_off() -> None:
    """24/11 was a working day of the simulator: three days from 23/11 ended on the 26th."""
    new = content(MARRIAGE, start_on="2026-11-23")
    old = {name: said for name, said in new.items() if name != "calendar"}

    promised = [
        next(one.data["due"] for one in golden(whole, SEED) if one.kind == "accept")
        for whole in (old, new)
    ]

    assert promised == ["2026-11-26", "2026-11-27"]
    assert grade(old, SEED, golden(old, SEED)).scores == {"xa": 100.0}


@pytest.mark.parametrize(
    ("minute", "minutes", "wanted"),
    [
        (7 * 60 + 30, 10, "07:40 04/03/2026"),
        (11 * 60 + 28, 5, "13:33 04/03/2026"),
        (16 * 60 + 58, 5, "07:30 05/03/2026"),
    ],
)
def test_clock_keeps_working_hours(minute: int, minutes: int, wanted: str) -> None:
    assert str(Clock(date(2026, 3, 4), minute).after(minutes)) == wanted


@pytest.mark.parametrize(("minute", "wanted"), [(14 * 60 + 59, 4), (15 * 60, 5)])
def test_what_comes_after_three_is_due_tomorrow(minute: int, wanted: int) -> None:
    kind = procedure(COPY, procedures()[COPY])

    assert kind.due(Clock(date(2026, 3, 4), minute)) == date(2026, 3, wanted)
