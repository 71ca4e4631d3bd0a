"""A course with a lab, its trainer, and somebody else's trainer."""

import pytest

from courses.activities.models import Activity
from lms.accounts.models import User
from lms.accounts.roles import Role
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
