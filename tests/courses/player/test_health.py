"""How a course fares, shown to those who wrote it and to nobody else."""

from collections import Counter

import pytest
from django.test import Client

from courses.progress.health import health_of
from lms.accounts.models import User
from lms.accounts.roles import Role
from tests.courses.progress.test_actions import hand_in
from tests.factories.accounts import UserFactory
from tests.factories.activities import quiz_value, right_answers
from tests.factories.courses import activity, enrolment
from tests.factories.organisation import START, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return RoleGrantFactory(role=Role.TRAINER, unit=UnitFactory(), starts_on=START).person


def test_health_counts_people_and_right_answers() -> None:
    quiz = activity("quiz", **quiz_value())
    wrong = right_answers(quiz) | {f"q-{quiz.config['questions'][3]['id']}": "Huế"}
    for number in range(5):
        learner = UserFactory()
        enrolment(learner, quiz.course)
        hand_in(quiz, learner, wrong if number < 4 else right_answers(quiz))
    enrolment(UserFactory(), quiz.course)

    health = health_of(quiz.course)

    assert (health.enrolled, health.begun, health.completed) == (6, 5, 5)
    one = health.activities[0]
    assert (one.counts, one.rate) == (Counter(passed=5), 100)
    assert [question.percent for question in one.questions] == [100, 100, 100, 20]
    assert [question.is_hard for question in one.questions] == [False, False, False, True]


def test_health_page_of_own_course(client: Client, trainer: User) -> None:
    quiz = activity("quiz", **quiz_value())
    quiz.course.owner = trainer
    quiz.course.save()
    client.force_login(trainer)

    page = client.get(f"/courses/health/{quiz.course.slug}/").content.decode()
    listed = client.get("/courses/health/").content.decode()
    shown = client.get(f"/khoa-hoc/{quiz.course.slug}/").content.decode()

    assert "Hoạt động quiz" in page
    assert quiz.course.title in listed
    assert f"/courses/health/{quiz.course.slug}/" in shown


def test_health_page_of_foreign_course(client: Client, trainer: User) -> None:
    quiz = activity("quiz", **quiz_value())
    client.force_login(trainer)

    assert client.get(f"/courses/health/{quiz.course.slug}/").status_code == 404
    assert client.get(f"/khoa-hoc/{quiz.course.slug}/").status_code == 200
