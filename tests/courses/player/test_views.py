"""The pages of the player over HTTP."""

import re
from typing import Any

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from lms.accounts.models import User
from lms.records.queries import count
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.activities import quiz_value
from tests.factories.courses import (
    CoursePageFactory,
    activity,
    course_with,
    enrolment,
)

pytestmark = pytest.mark.django_db


def learner_of(course: CoursePage, client: Client) -> User:
    person = UserFactory()
    enrolment(person, course)
    client.force_login(person)
    return person


def read(client: Client, title: str) -> None:
    uuid = Activity.objects.get(title=title).uuid
    client.post(f"/learn/activities/{uuid}/read/", {"how": "button"})


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


@pytest.mark.parametrize("lessons", [1, 3, 30])
def test_lesson_queries_do_not_grow(
    client: Client, lessons: int, django_assert_num_queries: Any
) -> None:
    course = course_with(lessons)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-1/")

    with django_assert_num_queries(3):
        client.get(f"/learn/{course.slug}/bai-1/")


def test_lesson_with_open_quiz_queries(client: Client, django_assert_num_queries: Any) -> None:
    quiz = activity("quiz", **quiz_value())
    learner_of(quiz.course, client)
    client.post(f"/learn/activities/{quiz.uuid}/start/")
    address = f"/learn/{quiz.course.slug}/{quiz.lesson.slug}/"
    client.get(address)

    with django_assert_num_queries(5):
        client.get(address)


def test_lesson_of_long_course_is_small(client: Client) -> None:
    course = course_with(45)
    learner_of(course, client)

    page = client.get(f"/learn/{course.slug}/bai-40/").content

    assert len(page) < 120_000


@pytest.mark.parametrize("courses", [1, 3])
def test_mine_queries(client: Client, courses: int, django_assert_num_queries: Any) -> None:
    person = UserFactory()
    for _number in range(courses):
        enrolment(person, course_with(1))
    client.force_login(person)
    client.get("/learn/")

    with django_assert_num_queries(5):
        page = client.get("/learn/")

    assert page.content.decode().count('class="lines__main"') == courses


@pytest.mark.parametrize("courses", [1, 3])
def test_catalogue_queries(client: Client, courses: int, django_assert_num_queries: Any) -> None:
    for _number in range(courses):
        CoursePageFactory()
    client.get("/khoa-hoc/")

    with django_assert_num_queries(3):
        page = client.get("/khoa-hoc/")

    assert page.content.decode().count('class="card course-card"') == courses


def test_resume_goes_to_first_open(client: Client) -> None:
    course = course_with(3)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-1/")
    read(client, "Đọc 1")

    answer = client.get(f"/learn/{course.slug}/resume/")

    uuid = Activity.objects.get(title="Đọc 2").uuid
    assert answer["Location"] == f"/learn/{course.slug}/bai-2/#activity-{uuid}"


def test_resume_returns_to_lesson_last_opened(client: Client) -> None:
    course = course_with(3)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-3/")

    answer = client.get(f"/learn/{course.slug}/resume/")

    assert answer["Location"].startswith(f"/learn/{course.slug}/bai-3/#activity-")


def test_lesson_opened_twice_is_told_once(client: Client) -> None:
    course = course_with(2)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-1/")
    before = count()

    client.get(f"/learn/{course.slug}/bai-1/")

    assert count() == before


def test_in_order_next_says_why_not(client: Client) -> None:
    course = course_with(2, in_order=True)
    learner_of(course, client)

    page = client.get(f"/learn/{course.slug}/bai-1/").content.decode()
    closed = client.get(f"/learn/{course.slug}/bai-2/")
    read(client, "Đọc 1")
    opened = client.get(f"/learn/{course.slug}/bai-2/")

    assert 'aria-describedby="next-why"' in page
    assert "“Đọc 1”" in page
    assert (closed.status_code, opened.status_code) == (403, 200)


def test_not_done_is_never_zero(client: Client) -> None:
    quiz = activity("quiz", **quiz_value())
    learner_of(quiz.course, client)

    page = client.get(f"/learn/{quiz.course.slug}/").content.decode()

    words = re.sub(r"<[^>]*>", " ", page)
    assert not re.search(r"\b0\s?(/|%|điểm|trên)", words)
    assert "<progress" not in page


def test_lesson_stranger_is_led_to_course(client: Client) -> None:
    course = course_with(1)
    client.force_login(UserFactory())

    answer = client.get(f"/learn/{course.slug}/bai-1/")

    assert (answer.status_code, answer["Location"]) == (302, f"/khoa-hoc/{course.slug}/")


def test_receive_stranger_learns_nothing(client: Client) -> None:
    reading = activity("text")
    client.force_login(UserFactory())

    answer = client.post(f"/learn/activities/{reading.uuid}/read/")

    assert (answer.status_code, ActivityProgress.objects.count()) == (404, 0)


def test_lesson_unpublished_is_gone(client: Client) -> None:
    course = course_with(2)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-1/")

    LessonPage.objects.get(slug="bai-1").unpublish()

    assert client.get(f"/learn/{course.slug}/bai-1/").status_code == 404
    assert Activity.objects.get(title="Đọc 1").retired_at is not None


def test_lesson_changed_shows_at_once(client: Client) -> None:
    course = course_with(1)
    learner_of(course, client)
    client.get(f"/learn/{course.slug}/bai-1/")
    lesson = LessonPage.objects.get(slug="bai-1")

    lesson.body = [{"type": "rich_text", "value": "<p>Nội dung mới</p>"}]
    lesson.title = "Bài mới"
    lesson.save_revision().publish()

    page = client.get(f"/learn/{course.slug}/bai-1/").content.decode()
    assert "Nội dung mới" in page
    assert "<h1>Bài mới</h1>" in page


def test_enrol_closed_course(client: Client) -> None:
    course = CoursePageFactory(closed=True)
    client.force_login(UserFactory())

    answer = client.post(f"/learn/{course.slug}/start/")

    assert (answer.status_code, Enrolment.objects.count()) == (403, 0)


def test_leave_and_return(client: Client) -> None:
    course = course_with(1)
    person = learner_of(course, client)
    read(client, "Đọc 1")

    client.post(f"/learn/{course.slug}/leave/")
    client.post(f"/learn/{course.slug}/start/")

    assert Enrolment.objects.get(learner=person).withdrawn_at is None
    assert ActivityProgress.objects.get(learner=person).rule_met is True
    assert replay(check=True) == []


def test_course_page_for_anyone(client: Client) -> None:
    course = course_with(2, objectives="<p>Làm được việc</p><script>alert(1)</script>")

    page = client.get(f"/khoa-hoc/{course.slug}/").content.decode()

    assert "Làm được việc" in page
    assert "alert(1)" not in page
    assert "Bài 2" in page


def test_wagtail_addresses_lead_to_player(client: Client) -> None:
    course = course_with(1)
    module = ModulePage.objects.child_of(course).get()
    learner_of(course, client)

    lesson = client.get(f"/khoa-hoc/{course.slug}/{module.slug}/bai-1/")
    outline = client.get(f"/khoa-hoc/{course.slug}/{module.slug}/")

    assert lesson["Location"] == f"/learn/{course.slug}/bai-1/"
    assert outline["Location"] == f"/learn/{course.slug}/"
