"""What is kept of a course in the process, and when it is read anew."""

from typing import Any

import pytest
from django.core.cache import cache

from courses.catalogue.models import CoursePage, LessonPage
from courses.progress.structure import VERSION, structure_of, taught
from tests.factories.courses import activity, block, course_with

pytestmark = pytest.mark.django_db


def titles(course: CoursePage) -> list[str]:
    """The lessons as the structure names them."""
    return [lesson.title for module in structure_of(course).modules for lesson in module.lessons]


def test_taught_is_read_once(django_assert_num_queries: Any) -> None:
    course = course_with(2)
    first = taught(course.slug)

    with django_assert_num_queries(0):
        again = taught(course.slug)

    assert again is first
    assert [one.title for one in again.structure.modules[0].lessons] == ["Bài 1", "Bài 2"]


def test_published_lesson_shows_its_new_title() -> None:
    course = course_with(2)
    assert titles(course) == ["Bài 1", "Bài 2"]
    lesson = LessonPage.objects.get(title="Bài 2")

    lesson.title = "Bài hai"
    lesson.save_revision().publish()

    assert titles(course) == ["Bài 1", "Bài hai"]
    assert taught(course.slug).structure.lesson(lesson.slug).title == "Bài hai"


def test_another_process_that_publishes_is_noticed(django_assert_num_queries: Any) -> None:
    course = course_with(1)
    before = taught(course.slug)

    cache.delete(VERSION)
    after = taught(course.slug)

    assert after is not before
    assert after.version != before.version


def test_course_taken_back_is_not_taught() -> None:
    course = course_with(1)
    taught(course.slug)

    course.unpublish()

    with pytest.raises(CoursePage.DoesNotExist):
        taught(course.slug)


def test_new_version_of_activity_is_what_newcomers_meet() -> None:
    made = activity("text", body="<p>Cũ.</p>")
    taught(made.course.slug)
    lesson = made.lesson

    lesson.body = [block("text", title="Mới", body="<p>Mới.</p>") | {"id": str(made.uuid)}]
    lesson.save_revision().publish()

    [now] = taught(made.course.slug).activities[lesson.pk]
    assert (now.pk, now.title, now.version) == (made.pk, "Mới", 2)
