"""Pure decisions of the shell: how a course stands for its learner, and the one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SOON = timedelta(days=14)


class Standing(StrEnum):
    """How a course stands; the names are those of `kit.states`."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    COMPLETED = "completed"


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """One course of one learner, as lists show it."""

    pk: int
    title: str
    slug: str
    reason: str
    due_on: date | None
    done: int
    total: int
    last_at: datetime | None
    satisfied_at: datetime | None
    today: date

    @property
    def standing(self) -> Standing:
        """Completed, late, nearly due, begun or not."""
        if self.satisfied_at:
            return Standing.COMPLETED
        if self.due_on and self.due_on < self.today:
            return Standing.OVERDUE
        if self.due_on and self.due_on - self.today <= SOON:
            return Standing.DUE_SOON
        return Standing.IN_PROGRESS if self.last_at else Standing.NOT_STARTED

    @property
    def days_left(self) -> int | None:
        """Whole days until the deadline, which counts; None without one."""
        return (self.due_on - self.today).days if self.due_on else None

    @property
    def is_pressing(self) -> bool:
        """Late or nearly so."""
        return self.standing in {Standing.OVERDUE, Standing.DUE_SOON}

    @property
    def rank(self) -> tuple[int, date, float, str]:
        """The order of lists: pressing by deadline, then the last one opened, then by title."""
        order = list(Standing).index(self.standing)
        opened = -self.last_at.timestamp() if self.last_at else 0.0
        return (order, self.due_on or date.max, opened, self.title)


class StepKind(StrEnum):
    """What the one next step is about."""

    COURSE = "course"
    DUTY = "duty"
    CHOOSE = "choose"
    NOTHING = "nothing"


def next_step(courses: Sequence[CourseLine], duties: int, *, may_choose: bool) -> StepKind:
    """What comes first: a pressing course, then a duty of the role, then any open course."""
    open_courses = [line for line in courses if line.standing != Standing.COMPLETED]
    if any(line.is_pressing for line in open_courses):
        return StepKind.COURSE
    if duties:
        return StepKind.DUTY
    if open_courses:
        return StepKind.COURSE
    return StepKind.CHOOSE if may_choose else StepKind.NOTHING
