"""A course with a lab, its trainer, and somebody else's trainer; a class and its grader."""

from collections.abc import Callable

import pytest

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.assignments.models import Attempt
from labs.grading.models import Marking
from labs.grading.report import Mark, Report
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import START, RoleGrantFactory, UnitFactory


def trainer_named(name: str) -> User:
    """A trainer who cares for no course yet."""
    person = UserFactory(full_name=name)
    return RoleGrantFactory(
        person=person, role=Role.TRAINER, unit=UnitFactory(), starts_on=START
    ).person


@pytest.fixture
def trainer() -> User:
    return trainer_named("Đỗ Thị Giảng")


@pytest.fixture
def stranger() -> User:
    return trainer_named("Vũ Văn Khác")


@pytest.fixture
def lab(trainer: User) -> Activity:
    """A lab with two points by a check and three by hand, in the trainer's own course."""
    made = make.lab_activity(
        make.lab_version(make.sums_and_essay()), title="Cộng và nhận xét", pass_percent=60
    )
    made.course.owner = trainer
    made.course.save()
    return made


def learner_of(lab: Activity, name: str) -> User:
    """Somebody who takes the lab's course."""
    person = UserFactory(full_name=name)
    enrolment(person, lab.course)
    return person


@pytest.fixture
def sums(trainer: User) -> Activity:
    made = make.lab_activity(title="Phép cộng")
    made.course.owner = trainer
    made.course.save()
    return made


@pytest.fixture
def attempts(sums: Activity) -> list[Attempt]:
    """Three people with one point of two each."""
    names = ["Lê Thị An", "Trần Văn Bình", "Phạm Thị Cúc"]
    made = [
        make.attempt(activity=sums, learner=learner_of(sums, name), content=make.sums())
        for name in names
    ]
    for one in made:
        make.marked(one, make.mark(state="partly", score=1))
    return made


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the grader find these points, in the order in which it is asked."""

    def finds(*points: float) -> None:
        queue = list(points)

        def grade(_marking: Marking) -> Report:
            score = queue.pop(0)
            state = "ok" if score == 2 else "wrong" if not score else "partly"
            mark = Mark(cell="cham-cong", title="", state=state, score=score, max_score=2)
            return Report(marks=(mark,), seed="7", seconds=0.1)

        monkeypatch.setattr("labs.grading.actions._grade", grade)

    return finds


def carry_out_all() -> None:
    Effect.objects.filter(kind="labs.grade").update(due_at=clock.now())
    drain()


def states() -> list[tuple[str, float | None]]:
    rows = ActivityProgress.objects.order_by("learner__sort_key")
    return list(rows.values_list("state", "score"))
