"""Authors see a lesson as learners will; nothing is written."""

import pytest
from django.test import RequestFactory

from courses.activities.models import Activity
from courses.catalogue.models import CoursePage, LessonPage
from lms.records.queries import count
from tests.factories.accounts import UserFactory
from tests.factories.activities import SAMPLES
from tests.factories.courses import LessonPageFactory, block

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(SAMPLES))
def test_preview_lesson_of_each_type(slug: str, rf: RequestFactory) -> None:
    lesson = LessonPageFactory()
    lesson.body = [block(slug, **SAMPLES[slug].value())]
    request = rf.get("/")
    request.user = UserFactory()

    page = lesson.serve_preview(request, "").content.decode()

    assert f"Hoạt động {slug}" in page
    assert 'class="preview" disabled' in page
    assert (Activity.objects.count(), count()) == (0, 0)


def test_preview_lesson_not_created_yet(rf: RequestFactory) -> None:
    module = LessonPageFactory().get_parent()
    lesson = LessonPage(title="Bài mới", path=module.path + "0009", depth=5, minutes=5)
    lesson.body = [{"type": "rich_text", "value": "<p>Chào <script>alert(1)</script></p>"}]
    request = rf.get("/")
    request.user = UserFactory()

    page = lesson.serve_preview(request, "").content.decode()

    assert "<p>Chào </p>" in page
    assert "alert(1)" not in page


def test_preview_course(rf: RequestFactory) -> None:
    course = CoursePage.objects.get(path=LessonPageFactory().course_path)
    course.summary = "Tóm tắt mới"
    request = rf.get("/")
    request.user = UserFactory()

    page = course.serve_preview(request, "").content.decode()

    assert "Tóm tắt mới" in page
