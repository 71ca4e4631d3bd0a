"""Draft, review, publish: what a trainer and a reviewer do in the editor."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.activities.models import Activity
from courses.catalogue.authors import REVIEWERS
from courses.catalogue.models import LessonPage
from lms.accounts.models import User
from lms.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.courses import ModulePageFactory
from tests.factories.organisation import START, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    grant = RoleGrantFactory(role=Role.TRAINER, unit=UnitFactory(), starts_on=START)
    return grant.person


@pytest.fixture
def reviewer() -> User:
    person = UserFactory()
    person.groups.add(Group.objects.get(name=REVIEWERS))
    return person


def write(client: Client, module: Page, **extra: str) -> LessonPage:
    """Fill in the editor's form for a new lesson with one reading."""
    reading = {"title": "Đọc kỹ", "required": "on", "body": rich_text("<p>Nội dung.</p>")}
    form = nested_form_data(
        {
            "title": "Bài mới",
            "slug": "bai-moi",
            "minutes": "7",
            "body": streamfield([("text", reading)]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
        }
    )
    client.post(f"/admin/pages/add/courses/lessonpage/{module.pk}/", form | extra)
    return LessonPage.objects.get(slug="bai-moi")


def test_trainer_cannot_publish(client: Client, trainer: User) -> None:
    client.force_login(trainer)

    lesson = write(client, ModulePageFactory(), **{"action-publish": "1"})

    assert lesson.live is False
    assert Activity.objects.count() == 0


def test_review_publishes(client: Client, trainer: User, reviewer: User) -> None:
    client.force_login(trainer)
    lesson = write(client, ModulePageFactory(), **{"action-submit": "1"})
    state = WorkflowState.objects.get()
    assert (state.status, lesson.live) == (WorkflowState.STATUS_IN_PROGRESS, False)

    client.force_login(reviewer)
    task = state.current_task_state
    client.post(f"/admin/pages/workflow/action/{lesson.pk}/approve/{task.pk}/", {"comment": "Tốt"})

    lesson.refresh_from_db()
    made = Activity.objects.get()
    assert (lesson.live, made.title, made.type) == (True, "Đọc kỹ", "text")
    assert str(made.uuid) == lesson.body[0].id


def test_learner_does_not_see_editor(client: Client) -> None:
    client.force_login(UserFactory())

    answer = client.get("/admin/")

    assert answer.status_code in {302, 403, 404}
    assert b"Wagtail" not in answer.content


def test_copy_gets_activities_of_its_own(client: Client, trainer: User, reviewer: User) -> None:
    client.force_login(reviewer)
    lesson = write(client, ModulePageFactory(), **{"action-publish": "1"})
    first = Activity.objects.get()

    course = lesson.get_parent().get_parent().specific
    copied = course.copy(recursive=True, update_attrs={"slug": "ban-sao", "title": "Bản sao"})

    second = Activity.objects.exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert (first.lesson_id, second.course_id) == (lesson.pk, copied.pk)
    assert copied.uuid != course.uuid
    assert copied.get_descendants().live().count() == 2


def test_delete_what_is_in_use_is_refused(client: Client, reviewer: User) -> None:
    client.force_login(UserFactory(superuser=True))
    lesson = write(client, ModulePageFactory(), **{"action-publish": "1"})

    client.post(f"/admin/pages/{lesson.pk}/delete/")

    assert LessonPage.objects.filter(pk=lesson.pk).exists()
