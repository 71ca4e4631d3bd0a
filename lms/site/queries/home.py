"""The home page of one person, read in one go."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from courses.catalogue.models import CoursePage
from courses.progress.queries import ResumePoint
from lms.accounts.models import User
from lms.site.queries.duties import Desk, Figure, desks_of
from lms.site.queries.learning import (
    PAPERS_SHOWN,
    Paper,
    courses_of,
    papers_of,
    periods_in,
    place_in,
)
from lms.site.rules import CourseLine, Standing, StepKind, next_step

YEARLY_PERIODS = 40  # what an official is to learn in a year, Decree 171/2025


@dataclass(frozen=True, kw_only=True)
class Home:
    """What stands on a home page."""

    step: StepKind
    course: CourseLine | None
    place: ResumePoint | None
    duty: Figure | None
    courses: list[CourseLine]
    completed: int
    papers: list[Paper]
    paper_count: int
    periods: Decimal
    yearly: int
    today: date
    desks: list[Desk]


def home_of(person: User, today: date) -> Home:
    """Everything on the home page of `person`."""
    lines = courses_of(person, today)
    current = [line for line in lines if line.standing != Standing.COMPLETED]
    desks = desks_of(person, today)
    duties = [duty for desk in desks for duty in desk.duties]
    may_choose = CoursePage.objects.live().filter(is_open=True).exists()
    step = next_step(lines, len(duties), may_choose=may_choose)
    first = current[0] if current and step == StepKind.COURSE else None
    papers = papers_of(person, today)
    return Home(
        step=step,
        course=first,
        place=place_in(person, first) if first else None,
        duty=duties[0] if step == StepKind.DUTY else None,
        courses=[line for line in current if line is not first],
        completed=len(lines) - len(current),
        papers=papers[:PAPERS_SHOWN],
        paper_count=len(papers),
        periods=periods_in(person, today.year),
        yearly=YEARLY_PERIODS,
        today=today,
        desks=desks,
    )
