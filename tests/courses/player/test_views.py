"""The pages of the player over HTTP."""

import pytest
from django.test import Client

from courses.progress.models import ActivityProgress, CourseProgress
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.courses import activity

pytestmark = pytest.mark.django_db


def test_reading_completes_course(client: Client) -> None:
    reading = activity("text", body="<p>Một cửa là gì?</p>")
    learner = UserFactory()
    client.force_login(learner)
    course = reading.course

    page = client.post(f"/learn/{course.slug}/start/", follow=True)
    done = client.post(f"/learn/activities/{reading.uuid}/read/", {"how": "button"}, follow=True)

    assert "Một cửa là gì?" in page.content.decode()
    assert done.status_code == 200
    assert ActivityProgress.objects.get(learner=learner).state == "completed"
    held = CourseProgress.objects.get(learner=learner)
    assert (held.satisfied_at is not None, held.score, held.trust) == (True, None, "client")
    assert replay(check=True) == []
