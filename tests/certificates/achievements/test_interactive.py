"""What interactive content may certify: the server's own marking, or what a rule allows."""

import json
from typing import Any

import pytest
from django.test import Client

from certificates.achievements.models import Award
from certificates.competencies.models import Competency
from courses.activities.models import Activity
from courses.progress.models import ActivityProgress, CourseProgress
from lms.accounts.models import User
from tests.courses.activities.types.h5p.test_importing import made
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity, package

pytestmark = pytest.mark.django_db

CLAIM = {"score": {"min": 0, "raw": 1, "max": 1}, "response": "0"}
STEPS = {"score": {"min": 0, "raw": 3, "max": 3}, "response": "0[,]1[,]2"}


def answered(activity: Activity, result: dict[str, Any]) -> User:
    """A learner's answer over the endpoint that the player uses."""
    person = UserFactory()
    enrolment(person, activity.course)
    client = Client()
    client.force_login(person)
    tree = {"statement": {"object": {}, "result": result}, "children": []}
    address = f"/xblock/{activity.uuid}/answer/"
    body = json.dumps({"finished": True, "tree": tree})
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 200
    assert CourseProgress.objects.get(learner=person).satisfied_at is not None
    return person


def rules(activity: Activity) -> tuple[Competency, Competency]:
    """A strict rule and a lenient one about the same course."""
    course = activity.course.uuid
    strict = AchievementRuleFactory(course=course, trust="server", evidence="course")
    lenient = AchievementRuleFactory(course=course, trust="client", evidence="course")
    return strict.competency, lenient.competency


def test_points_of_the_browser_certify_only_where_the_rule_says_so():
    unknown = h5p_activity(package(made()))
    _strict, lenient = rules(unknown)

    person = answered(unknown, CLAIM)

    assert ActivityProgress.objects.get(learner=person).trust == "client"
    held = Award.objects.filter(person=person).values_list("competency", "trust")
    assert list(held) == [(lenient.pk, "client")]


def test_points_of_the_server_certify():
    marked = h5p_activity()
    strict, lenient = rules(marked)

    person = answered(marked, STEPS)

    assert ActivityProgress.objects.get(learner=person).trust == "server"
    held = Award.objects.filter(person=person).values_list("competency", "trust")
    assert sorted(held) == sorted([(strict.pk, "server"), (lenient.pk, "server")])


def test_one_scored_content_of_the_browser_makes_the_course_the_browsers():
    marked = h5p_activity()
    h5p_activity(package(made()), lesson=marked.lesson)
    strict, _lenient = rules(marked)
    person = UserFactory()
    enrolment(person, marked.course)
    client = Client()
    client.force_login(person)

    for activity in marked.course.activities.live():
        result = STEPS if activity.pk == marked.pk else CLAIM
        tree = {"statement": {"object": {}, "result": result}, "children": []}
        body = json.dumps({"finished": True, "tree": tree})
        client.post(f"/xblock/{activity.uuid}/answer/", body, content_type="application/json")

    assert CourseProgress.objects.get(learner=person).trust == "client"
    assert not Award.objects.filter(person=person, competency=strict).exists()
