"""Courses of the demonstration as pages: published through review, once."""

import pytest
from wagtail.models import PageLogEntry, Revision, WorkflowState

from courses.activities.models import Activity, ActivityVersion
from courses.catalogue.actions import sync_author
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.demo.learning import Journey, travel
from courses.demo.pages import Authors, copies, silence, write_course
from courses.demo.reading import course, courses
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from lms.accounts.roles import Role
from lms.kit.ids import derived
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db
SLUG = "an-toan-thong-tin"


@pytest.fixture
def authors(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    people = [UserFactory(), UserFactory()]
    for person, role in zip(people, (Role.TRAINER, Role.CENTRE_ADMIN), strict=True):
        RoleGrantFactory(person=person, role=role)
        sync_author(person=person)
        silence(person)
    return Authors(trainer=people[0], reviewer=people[1])


@pytest.fixture
def page(authors):
    write_course(course=course(SLUG), authors=authors)
    return CoursePage.objects.get(slug=SLUG)


def test_write_course_publishes_every_page_through_review(page, authors, mailoutbox):
    states = set(WorkflowState.objects.values_list("status", "requested_by"))

    assert ModulePage.objects.live().descendant_of(page).count() == 3
    assert LessonPage.objects.live().descendant_of(page).count() == 9
    assert states == {("approved", authors.trainer.pk)}
    assert WorkflowState.objects.count() == 13
    assert page.uuid == derived("demonstration", "course", SLUG)
    assert mailoutbox == []


def test_write_course_makes_an_activity_of_each_part_to_do(page):
    kinds = list(Activity.objects.live().in_order().values_list("type", flat=True))

    assert kinds == ["video", *["quiz"] * 9, "survey"]


def test_write_course_changes_nothing_when_repeated(page, authors):
    def rows():
        tables = (Revision, PageLogEntry, ActivityVersion, WorkflowState)
        return [table.objects.count() for table in tables]

    before = rows()

    assert write_course(course=course(SLUG), authors=authors) == 0
    assert rows() == before


def test_write_course_publishes_only_the_page_that_changed(page, authors):
    lesson = LessonPage.objects.descendant_of(page).first()
    lesson.minutes = 99
    lesson.save_revision().publish()

    assert write_course(course=course(SLUG), authors=authors) == 1
    assert LessonPage.objects.get(pk=lesson.pk).minutes == 15


def test_copies_have_addresses_and_ids_of_their_own():
    wanted = copies(courses(), 60)

    assert len({one.slug for one in wanted}) == 60
    assert wanted[3].slug == "mot-cua-dien-tu-04"
    assert wanted[3].title.endswith("(bản 04)")


def test_write_course_without_reviewer_shows_the_pages_at_once(authors):
    copy = copies([course(SLUG)], 2)[1]

    assert write_course(course=copy, authors=Authors(trainer=authors.trainer, reviewer=None)) == 5
    assert write_course(course=copy, authors=Authors(trainer=authors.trainer, reviewer=None)) == 0
    assert Revision.objects.count() == 0
    assert Activity.objects.live().count() == 4


def test_travel_completes_the_course_by_messages(page):
    person = UserFactory()
    journey = Journey(username=person.username, course=SLUG, activities=None)

    done = travel(journey)

    assert done == 11
    assert CourseProgress.objects.get(learner=person).satisfied_at is not None
    states = ActivityProgress.objects.filter(learner=person).values_list("state", flat=True)
    assert sorted(states) == ["completed", "completed", *["passed"] * 9]


def test_travel_stops_where_the_journey_says_and_is_not_repeated(page):
    person = UserFactory()
    journey = Journey(username=person.username, course=SLUG, activities=4)

    assert travel(journey) == 4
    assert travel(journey) == 0
    assert Enrolment.objects.filter(learner=person).count() == 1
    assert ActivityProgress.objects.filter(learner=person, rule_met=True).count() == 4
