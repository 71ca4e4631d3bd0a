from datetime import UTC, date, datetime, timedelta

import pytest

from lms.site.rules import CourseLine, Standing, StepKind, next_step

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def line(title="Khóa", **facts):
    given = {"due_on": None, "last_at": None, "satisfied_at": None} | facts
    return CourseLine(
        pk=1, title=title, slug="khoa", reason="chosen", done=0, total=4, today=TODAY, **given
    )


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({}, Standing.NOT_STARTED),
        ({"last_at": NOON}, Standing.IN_PROGRESS),
        ({"due_on": TODAY - timedelta(days=1)}, Standing.OVERDUE),
        ({"due_on": TODAY}, Standing.DUE_SOON),
        ({"due_on": TODAY + timedelta(days=14)}, Standing.DUE_SOON),
        ({"due_on": TODAY + timedelta(days=15), "last_at": NOON}, Standing.IN_PROGRESS),
        ({"due_on": TODAY - timedelta(days=1), "satisfied_at": NOON}, Standing.COMPLETED),
    ],
)
def test_standing_follows_deadline_and_progress(facts, standing):
    assert line(**facts).standing == standing


def test_order_is_pressing_by_deadline_then_last_opened_then_title():
    lines = [
        line("B"),
        line("A"),
        line("xong", satisfied_at=NOON),
        line("hôm qua", last_at=NOON - timedelta(days=1)),
        line("vừa mở", last_at=NOON),
        line("gần hạn", due_on=TODAY + timedelta(days=3)),
        line("quá hạn", due_on=TODAY - timedelta(days=3)),
    ]

    ordered = [one.title for one in sorted(lines, key=lambda one: one.rank)]

    assert ordered == ["quá hạn", "gần hạn", "vừa mở", "hôm qua", "A", "B", "xong"]


@pytest.mark.parametrize(
    ("lines", "duties", "may_choose", "step"),
    [
        ([line(due_on=TODAY)], 2, True, StepKind.COURSE),
        ([line()], 2, True, StepKind.DUTY),
        ([line()], 0, True, StepKind.COURSE),
        ([line(satisfied_at=NOON)], 0, True, StepKind.CHOOSE),
        ([], 0, False, StepKind.NOTHING),
    ],
)
def test_next_step_is_pressing_course_then_duty_then_course(lines, duties, may_choose, step):
    assert next_step(lines, duties, may_choose=may_choose) == step
