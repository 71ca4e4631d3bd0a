from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import make_aware

from courses.progress.models import CourseProgress
from labs.hub.models import Place
from lms.accounts.roles import Role
from lms.kit import clock
from lms.site.navigation import PAGES, account_entries, address, entries_for, spot
from lms.site.queries.duties import desks_of
from lms.site.queries.find import find
from lms.site.queries.home import home_of
from lms.site.rules import StepKind
from tests.factories.accounts import UserFactory
from tests.factories.certificates import issued_credential
from tests.factories.courses import activity, enrolment
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory

HOME_QUERIES = 12

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    person = UserFactory()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return person


def course_due(learner, days):
    course = activity().course
    return enrolment(learner, course, due_on=clock.today() + timedelta(days=days)).course


@pytest.mark.parametrize("courses", [1, 3])
def test_home_asks_a_fixed_number_of_queries(learner, client, django_assert_num_queries, courses):
    for _number in range(courses):
        course_due(learner, 3)
    client.get("/")

    with django_assert_num_queries(HOME_QUERIES):
        client.get("/")


def test_home_opens_with_the_course_that_is_due_first(learner):
    later = course_due(learner, 9)
    first = course_due(learner, 2)

    home = home_of(learner, clock.today())

    assert home.step == StepKind.COURSE
    assert home.course.title == first.title
    assert home.course.days_left == 2
    assert [line.title for line in home.courses] == [later.title]
    assert home.place.lesson.title == activity_lesson(first)


def activity_lesson(course):
    return course.activities.get().lesson.title


def test_home_counts_the_periods_of_courses_completed_this_year(learner):
    year = clock.today().year
    for day, periods in ((date(year, 1, 1), "6.5"), (date(year - 1, 12, 31), "8")):
        course = activity().course
        course.periods = periods
        course.save_revision().publish()
        when = make_aware(datetime.combine(day, time(12)))
        CourseProgress.objects.create(
            learner=learner, course=course, last_at=when, satisfied_at=when
        )

    assert str(home_of(learner, clock.today()).periods) == "6.5"


def test_home_shows_three_papers_and_how_many_there_are(learner):
    papers = [issued_credential(learner) for _number in range(4)]

    home = home_of(learner, clock.today())

    assert len(home.papers) == 3
    assert home.paper_count == 4
    assert {paper.uuid for paper in home.papers} < {str(paper.uuid) for paper in papers}


def test_home_sends_strangers_to_sign_in(client):
    answer = client.get("/")

    assert answer.url == f"{reverse('account_login')}?next=/"


@pytest.fixture
def two_units():
    mine, other = UnitFactory(name="Xã Của Tôi"), UnitFactory(name="Xã Của Họ")
    for unit, count in ((mine, 2), (other, 3)):
        AssignmentFactory.create_batch(count, unit=unit)
    return mine, other


def test_desk_of_hr_counts_only_people_of_the_unit(two_units):
    officer = RoleGrantFactory(role=Role.HR_OFFICER, unit=two_units[0]).person

    [desk] = desks_of(officer, clock.today())

    assert desk.role == Role.HR_OFFICER
    assert [figure.value for figure in desk.figures] == [2, 0, 0, 0]


def test_the_centre_finds_its_rooms_and_who_waits_for_one():
    admin = RoleGrantFactory(role=Role.CENTRE_ADMIN, unit=None).person
    now = clock.now()
    Place.objects.create(person=UserFactory(), asked_at=now, seen_at=now)

    [desk] = desks_of(admin, clock.today())

    rooms = reverse("rooms:rooms")
    assert [figure.value for figure in desk.figures if figure.href == rooms] == [1]
    shown = {
        role: rooms in [entry.href for entry in account_entries(frozenset({role}))] for role in Role
    }
    assert [role for role, is_there in shown.items() if is_there] == [Role.CENTRE_ADMIN]


def test_desk_asks_to_look_at_those_who_are_late(two_units):
    officer = RoleGrantFactory(role=Role.HR_OFFICER, unit=two_units[0]).person
    late, done = [row.person for row in two_units[0].assignments.order_by("pk")]
    course_due(late, -1)
    finished = course_due(done, -1)
    CourseProgress.objects.filter(learner=done, course=finished).delete()
    CourseProgress.objects.create(
        learner=done, course=finished, last_at=clock.now(), satisfied_at=clock.now()
    )
    course_due(two_units[1].assignments.first().person, -1)

    [desk] = desks_of(officer, clock.today())

    assert [duty.value for duty in desk.duties] == [1]


def test_search_finds_without_accents_and_by_abbreviation(learner):
    course = activity().course
    course.title = "Giải quyết thủ tục hành chính"
    course.save_revision().publish()

    for text in ("giai quyet", "THỦ TỤC", "tthc"):
        [group] = find(learner, text)
        assert [hit.title for hit in group.hits] == ["Giải quyết thủ tục hành chính"]


def test_search_finds_lessons_only_of_courses_one_takes(learner):
    mine, foreign = activity(), activity()
    for one in (mine, foreign):
        one.lesson.title = "Kiểm tra thành phần hồ sơ"
        one.lesson.save_revision().publish()
    enrolment(learner, mine.course)

    [group] = find(learner, "thanh phan")

    assert [hit.detail for hit in group.hits] == [mine.course.title]


def test_search_shows_people_to_their_hr_officer_and_to_nobody_else(two_units, learner):
    mine, _other = two_units
    for unit in two_units:
        AssignmentFactory(unit=unit, person=UserFactory(full_name="Trịnh Thị Kiểm Thử"))
    officer = RoleGrantFactory(role=Role.HR_OFFICER, unit=mine).person

    assert find(learner, "kiem thu") == []
    [group] = find(officer, "kiem thu")
    assert len(group.hits) == 1
    [units] = find(officer, "xa cua")
    assert [hit.title for hit in units.hits] == ["Xã Của Tôi"]


def test_every_page_of_the_menu_has_an_address():
    assert [page.url_name for page in PAGES if not address(page.url_name)] == []


def test_menu_marks_where_one_is():
    entries = entries_for(frozenset({Role.LEARNER}), spot(address("catalogue")))

    assert [entry.href for entry in entries if entry.is_here] == [address("catalogue")]
