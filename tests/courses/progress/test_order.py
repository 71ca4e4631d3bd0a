"""A lesson that is not open yet takes nothing in and shows nothing, by whatever address."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from courses.activities.models import Activity, Participation
from courses.catalogue.models import CoursePage
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.queries import count
from tests.courses.player.test_views import learner_of, read
from tests.factories.accounts import UserFactory
from tests.factories.activities import video
from tests.factories.courses import LessonPageFactory, activity, block, course_with
from tests.factories.h5p import h5p_activity
from tests.factories.labs import lab_activity, lab_version

pytestmark = pytest.mark.django_db

WHY = "Bài này mở khi anh/chị hoàn thành “Đọc 1”."
JSON = {"content_type": "application/json", "headers": {"Accept": "application/json"}}


@pytest.fixture
def course() -> CoursePage:
    """Two lessons, one after the other."""
    return course_with(2, in_order=True)


@pytest.fixture
def learner(course: CoursePage, client: Client) -> User:
    """Somebody who takes the course and has done nothing."""
    return learner_of(course, client)


def last(course: CoursePage, slug: str, **value: Any) -> Activity:
    """An activity in a lesson of its own behind all others."""
    module = course.get_children().last().specific
    lesson = LessonPageFactory(parent=module, title="Bài cuối", slug="bai-cuoi", body=[])
    return activity(slug, lesson, **value)


def text(client: Client, title: str) -> Any:
    uuid = Activity.objects.get(title=title).uuid
    return client.post(f"/learn/activities/{uuid}/read/", json.dumps({"how": "button"}), **JSON)


def test_answer_to_a_closed_lesson_is_refused_in_words(client: Client, learner: User) -> None:
    before = count()

    answer = text(client, "Đọc 2")

    assert (answer.status_code, answer.json()) == (409, {"error": WHY})
    assert (count(), Participation.objects.count(), ActivityProgress.objects.count()) == (
        before,
        0,
        0,
    )


def test_form_to_a_closed_lesson_is_refused_on_a_page(client: Client, learner: User) -> None:
    uuid = Activity.objects.get(title="Đọc 2").uuid

    page = client.post(f"/learn/activities/{uuid}/read/", {"how": "button"})

    assert page.status_code == 409
    assert WHY in page.content.decode()


def test_lesson_opens_when_what_comes_first_is_done(client: Client, learner: User) -> None:
    first, second = text(client, "Đọc 1"), text(client, "Đọc 2")

    assert (first.status_code, second.status_code) == (200, 200)


def test_begun_activity_takes_answers_though_its_lesson_closed_since(
    client: Client, course: CoursePage, learner: User
) -> None:
    course.in_order = False
    course.save_revision().publish()
    begun = text(client, "Đọc 2")
    course.in_order = True
    course.save_revision().publish()

    late = text(client, "Đọc 2")

    assert (begun.status_code, late.status_code) == (200, 200)


def test_answer_given_offline_in_an_opened_lesson_arrives(
    client: Client, course: CoursePage, learner: User
) -> None:
    read(client, "Đọc 1")
    client.get(f"/learn/{course.slug}/bai-2/")
    lesson = Page.objects.get(slug="bai-1").specific
    added = block("text", title="Đọc thêm", body="<p>Mới.</p>")
    lesson.body = [*lesson.body.get_prep_value(), added]
    lesson.save_revision().publish()

    shown = client.get(f"/learn/{course.slug}/bai-2/")
    late = text(client, "Đọc 2")

    assert (shown.status_code, late.status_code) == (403, 200)


def test_order_holds_nobody_back_where_none_is_asked_for(client: Client) -> None:
    learner_of(course_with(2), client)

    assert text(client, "Đọc 2").status_code == 200


def test_h5p_of_a_closed_lesson_neither_plays_nor_listens(
    client: Client, course: CoursePage, learner: User
) -> None:
    made = h5p_activity(lesson=last(course, "text", body="<p>x</p>").lesson)

    played = client.get(f"/h5p/play/{made.uuid}/")
    called = client.post(f"/xblock/{made.uuid}/state/", json.dumps({"kind": "state"}), **JSON)

    assert (played.status_code, WHY in played.content.decode()) == (409, True)
    assert (called.status_code, called.json()) == (409, {"error": WHY})


def test_h5p_of_an_open_lesson_plays(client: Client, course: CoursePage, learner: User) -> None:
    made = h5p_activity(lesson=Activity.objects.get(title="Đọc 1").lesson)

    assert client.get(f"/h5p/play/{made.uuid}/").status_code == 200


@pytest.mark.parametrize(
    ("method", "part"),
    [
        ("post", "open"),
        ("post", "prepare"),
        ("get", "state"),
        ("post", "restart"),
        ("get", "room"),
        ("get", "hand-in"),
        ("post", "start-again"),
        ("get", "result"),
    ],
)
def test_lab_of_a_closed_lesson_stays_shut(
    client: Client, course: CoursePage, learner: User, method: str, part: str
) -> None:
    version = lab_version()
    made = last(course, "lab", intro="", lab=version.lab_id, pass_percent=60, attempts=0)

    answer = getattr(client, method)(f"/labs/{made.uuid}/{part}/")

    assert (answer.status_code, WHY in answer.content.decode()) == (409, True)


def test_lab_hand_in_of_a_closed_lesson_takes_no_snapshot(
    client: Client, course: CoursePage, learner: User
) -> None:
    lab = lab_activity(lesson=last(course, "text", body="<p>x</p>").lesson)

    answer = client.post(f"/learn/activities/{lab.uuid}/hand-in/", "{}", **JSON)

    assert (answer.status_code, answer.json()) == (409, {"error": WHY})


def test_film_of_a_closed_lesson_is_not_there(
    client: Client, course: CoursePage, learner: User
) -> None:
    film = video()
    last(course, "video", video=film.pk, share=90)

    closed = client.get(f"/learn/videos/{film.uuid}/film/")
    read(client, "Đọc 1")
    read(client, "Đọc 2")
    opened = client.get(f"/learn/videos/{film.uuid}/film/")

    assert (closed.status_code, opened.status_code) == (404, 200)
    assert b"".join(opened.streaming_content)[4:8] == b"ftyp"


def test_stranger_is_not_told_of_the_order(client: Client, course: CoursePage) -> None:
    client.force_login(UserFactory())

    answer = text(client, "Đọc 2")

    assert answer.status_code == 404
    assert "Đọc 1" not in answer.content.decode()


@pytest.mark.parametrize("lessons", [2, 30])
def test_refusal_costs_the_same_in_a_long_course(
    client: Client, lessons: int, django_assert_num_queries: Any
) -> None:
    learner_of(course_with(lessons, in_order=True), client)
    text(client, "Đọc 2")

    with django_assert_num_queries(11):
        text(client, "Đọc 2")
