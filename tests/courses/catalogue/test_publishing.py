"""Who may write, review and publish, as laid by the migration and kept by roles."""

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, WorkflowPage

from courses.catalogue.actions import sync_author, sync_authors
from courses.catalogue.authors import REVIEWERS, TRAINERS
from courses.catalogue.models import CatalogueIndexPage, ContentCategory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_catalogue_is_laid() -> None:
    page = CatalogueIndexPage.objects.get()

    assert page.url_path == "/home/khoa-hoc/"
    assert page.get_parent().numchild == page.get_parent().get_children().count()
    assert CatalogueIndexPage.find_problems() == ([], [], [], [], [])


def test_categories_are_laid() -> None:
    assert ContentCategory.objects.count() == 5


def test_rights_trainers_do_not_publish() -> None:
    def rights(name: str) -> set[str]:
        held = GroupPagePermission.objects.filter(group__name=name)
        return set(held.values_list("permission__codename", flat=True))

    assert rights(TRAINERS) == {"add_page", "change_page"}
    assert rights(REVIEWERS) == {
        "add_page", "change_page", "publish_page", "lock_page", "unlock_page",
    }  # fmt: skip


def test_workflow_asks_reviewers() -> None:
    workflow = WorkflowPage.objects.get(page=CatalogueIndexPage.objects.get()).workflow

    groups = workflow.workflow_tasks.get().task.specific.groups
    assert list(groups.values_list("name", flat=True)) == [REVIEWERS]


def test_sync_author_superuser_reviews() -> None:
    person = UserFactory(superuser=True)

    assert sync_author(person=person) == {TRAINERS, REVIEWERS}


def test_sync_authors_role_ended() -> None:
    person = UserFactory()
    person.groups.set(person.groups.model.objects.filter(name__in=[TRAINERS, REVIEWERS]))

    sync_authors()

    assert list(person.groups.values_list("name", flat=True)) == [REVIEWERS]


def test_sign_in_syncs(client: Client) -> None:
    person = UserFactory(superuser=True)

    client.force_login(person)

    assert person.groups.count() == 2
