"""Heads and HR officers send the people they may see, and nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.enrolment.models import Enrolment
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.courses import CoursePageFactory, enrolment
from tests.factories.organisation import START, AssignmentFactory, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return CoursePageFactory(closed=True)


@pytest.fixture
def head() -> User:
    """The head of a unit in which one person serves."""
    grant = RoleGrantFactory(role=Role.UNIT_HEAD, unit=UnitFactory(), starts_on=START)
    AssignmentFactory(unit=grant.unit, person__full_name="Lê Thị Bình")
    return grant.person


def unit_of(head: User) -> Any:
    return head.role_grants.get().unit


def test_send_enrols(client: Client, course: CoursePage, head: User) -> None:
    person = User.objects.get(full_name="Lê Thị Bình")
    client.force_login(head)
    due = clock.today() + timedelta(days=30)
    sent = {"people": [str(person.uuid)], "reason": "assigned", "due_on": f"{due:%d/%m/%Y}"}

    answer = client.post(f"/enrolments/{course.slug}/?unit={unit_of(head).uuid}", sent, follow=True)

    made = Enrolment.objects.get()
    assert (made.learner, made.course, made.reason) == (person, course, "assigned")
    assert (made.enrolled_by, made.due_on) == (head, due)
    assert "Lê Thị Bình" in answer.content.decode()


def test_send_foreign_person_refused(client: Client, course: CoursePage, head: User) -> None:
    stranger = AssignmentFactory().person
    client.force_login(head)
    sent = {"people": [str(stranger.uuid)], "reason": "assigned", "due_on": ""}

    answer = client.post(f"/enrolments/{course.slug}/?unit={unit_of(head).uuid}", sent)

    assert (answer.status_code, Enrolment.objects.count()) == (422, 0)
    assert stranger.full_name not in answer.content.decode()


def test_send_foreign_unit_shows_nobody(client: Client, course: CoursePage, head: User) -> None:
    foreign = AssignmentFactory()
    client.force_login(head)

    page = client.get(f"/enrolments/{course.slug}/?unit={foreign.unit.uuid}").content.decode()

    assert foreign.person.full_name not in page


def test_send_day_over(client: Client, course: CoursePage, head: User) -> None:
    person = User.objects.get(full_name="Lê Thị Bình")
    client.force_login(head)
    sent = {"people": [str(person.uuid)], "reason": "assigned", "due_on": "01/01/2020"}

    answer = client.post(f"/enrolments/{course.slug}/?unit={unit_of(head).uuid}", sent)

    assert (answer.status_code, Enrolment.objects.count()) == (422, 0)
    assert "01/01/2020" in answer.content.decode()


def test_send_learner_learns_nothing(client: Client, course: CoursePage) -> None:
    client.force_login(UserFactory())

    assert client.get(f"/enrolments/{course.slug}/").status_code == 404


def test_take_out(client: Client, course: CoursePage, head: User) -> None:
    made = enrolment(User.objects.get(full_name="Lê Thị Bình"), course, reason="assigned")
    client.force_login(head)

    client.post(f"/enrolments/{course.slug}/{made.uuid}/withdraw/?unit={unit_of(head).uuid}")

    made.refresh_from_db()
    assert made.withdrawn_at is not None


def test_take_out_foreign(client: Client, course: CoursePage, head: User) -> None:
    made = enrolment(AssignmentFactory().person, course, reason="assigned")
    client.force_login(head)

    answer = client.post(f"/enrolments/{course.slug}/{made.uuid}/withdraw/")

    made.refresh_from_db()
    assert (answer.status_code, made.withdrawn_at) == (404, None)


@pytest.mark.parametrize("people", [1, 3])
def test_send_queries(
    client: Client, course: CoursePage, people: int, django_assert_num_queries: Any
) -> None:
    grant = RoleGrantFactory(role=Role.HR_OFFICER, unit=UnitFactory(), starts_on=START)
    for _number in range(people):
        enrolment(AssignmentFactory(unit=grant.unit).person, course, reason="assigned")
    client.force_login(grant.person)
    address = f"/enrolments/{course.slug}/?unit={grant.unit.uuid}"
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)
