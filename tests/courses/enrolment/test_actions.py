"""Enrol, withdraw, come back."""

import pytest

from courses.enrolment.actions import enrol, enrol_oneself, withdraw, withdraw_oneself
from courses.enrolment.errors import EnrolmentClosed, WithdrawalRefused
from courses.enrolment.models import Enrolment
from lms.records.queries import statements_of
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.courses import CoursePageFactory

pytestmark = pytest.mark.django_db


def verbs(learner) -> list[str]:
    return [one.verb.value for one in statements_of(learner.pk)]


def test_enrol_twice_is_once() -> None:
    learner, course = UserFactory(), CoursePageFactory()

    first, second = enrol(learner=learner, course=course), enrol(learner=learner, course=course)

    assert first == second
    assert verbs(learner) == ["registered"]


def test_enrol_again_after_withdrawal() -> None:
    learner, course = UserFactory(), CoursePageFactory()
    withdraw(enrolment=enrol(learner=learner, course=course))

    again = enrol(learner=learner, course=course, reason="assigned")

    assert (again.withdrawn_at, again.reason, Enrolment.objects.count()) == (None, "assigned", 1)
    assert verbs(learner) == ["registered", "withdrew", "registered"]
    assert replay(check=True) == []


def test_enrol_oneself_closed() -> None:
    with pytest.raises(EnrolmentClosed):
        enrol_oneself(learner=UserFactory(), course=CoursePageFactory(closed=True))

    assert Enrolment.objects.count() == 0


def test_withdraw_oneself_sent_by_unit() -> None:
    sent = enrol(learner=UserFactory(), course=CoursePageFactory(), reason="assigned")

    with pytest.raises(WithdrawalRefused):
        withdraw_oneself(enrolment=sent)

    sent.refresh_from_db()
    assert sent.withdrawn_at is None
