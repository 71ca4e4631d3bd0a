"""The map, the people behind it, the record: in scope, in few queries, the same in Excel."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from certificates.competencies.actions import require
from certificates.competencies.models import Competency
from certificates.reports import views
from courses.enrolment.actions import enrol
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit.tables import harmless
from lms.organisation.models import Position, Unit
from lms.outbox.actions import drain
from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    AchievementRuleFactory,
    LevelFactory,
    issued_credential,
    satisfied,
)
from tests.factories.courses import CoursePageFactory
from tests.factories.organisation import (
    AssignmentFactory,
    PositionFactory,
    RoleGrantFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


class Province:
    """A province with communes; each commune has two people of whom one is competent."""

    def __init__(self, communes: int = 1) -> None:
        self.top: Unit = UnitFactory(name="Tỉnh Mẫu")
        self.position: Position = PositionFactory(name="Tiếp nhận hồ sơ")
        self.rule = AchievementRuleFactory(competency__code="NL-01", competency__name="Tiếp nhận")
        self.competency: Competency = self.rule.competency
        level = LevelFactory(framework=self.competency.framework)
        require(
            position=self.position,
            competency=self.competency,
            level=level,
            starts_on=date(2026, 1, 1),
        )
        self.communes = [self._commune(n) for n in range(communes)]
        drain()

    def _commune(self, n: int) -> Unit:
        unit: Unit = UnitFactory(name=f"Xã {n}", parent=self.top)
        able, unable = (
            AssignmentFactory(unit=unit, position=self.position, person__full_name=f"{name} {n}")
            for name in ("Đạt", "Chưa")
        )
        assert unable
        satisfied(able.person, self.rule.course)
        return unit

    def reader(self, unit: Unit | None = None, role: Role = Role.HR_OFFICER) -> User:
        person: User = RoleGrantFactory(role=role, unit=unit or self.top).person
        return person


def opened(client: Client, reader: User, name: str, *parts: Any, **query: str) -> Any:
    client.force_login(reader)
    return client.get(reverse(f"reports:{name}", args=parts), query)


def shown(response: Any) -> list[list[str]]:
    return [[cell.whole for cell in row] for row in response.context["table"].rows]


def sheet(response: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_the_map_counts_those_who_have_of_those_who_need(client: Client) -> None:
    province = Province(communes=2)

    response = opened(client, province.reader(), "unit", province.top.uuid)

    assert shown(response) == [
        ["Toàn đơn vị", "2/4: thiếu 2 người"],
        ["Xã 0", "1/2: thiếu 1 người"],
        ["Xã 1", "1/2: thiếu 1 người"],
    ]
    states = [[cell.state for cell in row[1:]] for row in response.context["table"].rows]
    assert states == [["partly_met"]] * 3


@pytest.mark.parametrize("communes", [1, 3])
def test_the_map_takes_the_same_queries_however_many_units(
    client: Client, communes: int, django_assert_num_queries: Any
) -> None:
    province = Province(communes=communes)
    reader = province.reader()
    opened(client, reader, "unit", province.top.uuid)

    with django_assert_num_queries(8):
        client.get(reverse("reports:unit", args=[province.top.uuid]))


@pytest.mark.parametrize("communes", [1, 3])
def test_a_cell_takes_the_same_queries_however_many_people(
    client: Client, communes: int, django_assert_num_queries: Any
) -> None:
    province = Province(communes=communes)
    reader = province.reader()
    opened(client, reader, "cell", province.top.uuid, province.competency.uuid)

    with django_assert_num_queries(10):
        client.get(reverse("reports:cell", args=[province.top.uuid, province.competency.uuid]))


@pytest.mark.parametrize("communes", [1, 3])
def test_people_take_the_same_queries_however_many(
    client: Client, communes: int, django_assert_num_queries: Any
) -> None:
    province = Province(communes=communes)
    reader = province.reader()
    opened(client, reader, "people")

    with django_assert_num_queries(8):
        client.get(reverse("reports:people"))


def test_many_units_come_in_pages_and_all_at_once_in_excel(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 1)
    province = Province(communes=3)

    page = opened(client, province.reader(), "unit", province.top.uuid, page="2")
    rows = sheet(client.get(page.request["PATH_INFO"], {"format": "xlsx"}))

    assert [row[0] for row in shown(page)] == ["Toàn đơn vị", "Xã 1"]
    assert [row[0] for row in rows[-4:]] == ["Toàn đơn vị", "Xã 0", "Xã 1", "Xã 2"]


def test_a_cell_lists_who_lacks_it_first(client: Client) -> None:
    province = Province()

    response = opened(
        client, province.reader(), "cell", province.top.uuid, province.competency.uuid
    )

    assert [[row[0], row[1], row[4]] for row in shown(response)] == [
        ["Chưa 0", "Xã 0", "Dưới mức yêu cầu"],
        ["Đạt 0", "Xã 0", "Đạt"],
    ]


@pytest.mark.parametrize("name", ["unit", "cell", "people"])
def test_excel_holds_what_the_screen_shows(client: Client, name: str) -> None:
    province = Province(communes=2)
    parts = {
        "unit": [province.top.uuid],
        "cell": [province.top.uuid, province.competency.uuid],
        "people": [],
    }[name]
    page = opened(client, province.reader(), name, *parts)

    rows = sheet(client.get(page.request["PATH_INFO"], {"format": "xlsx"}))

    table = page.context["table"]
    head = next(at for at, row in enumerate(rows) if row[0] == table.heads[0])
    texts = [[cell or "" for cell in row] for row in rows[head:]]
    assert texts == [list(table.heads), *shown(page)]
    assert rows[0][0] == table.title
    assert rows[1][0].startswith("Tính đến ")


def test_a_name_that_is_a_formula_stays_text_in_excel(client: Client) -> None:
    province = Province()
    AssignmentFactory(
        unit=province.top,
        position=province.position,
        person__full_name='=HYPERLINK("http://evil.example";"x")',
    )

    response = opened(client, province.reader(), "people", format="xlsx")

    cells = [cell for row in sheet(response) for cell in row if cell and "evil" in cell]
    assert cells == ['\'=HYPERLINK("http://evil.example";"x")']


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_every_formula_prefix_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_people_outside_the_scope_do_not_exist(client: Client) -> None:
    province = Province(communes=2)
    near, far = province.communes
    head = province.reader(near, Role.UNIT_HEAD)
    stranger = far.assignments.first().person

    names = [row[0] for row in shown(opened(client, head, "people"))]
    answers = [
        opened(client, head, "unit", far.uuid).status_code,
        opened(client, head, "unit", province.top.uuid).status_code,
        opened(client, head, "cell", far.uuid, province.competency.uuid).status_code,
        opened(client, head, "unit_people", far.uuid).status_code,
        opened(client, head, "person", stranger.uuid).status_code,
    ]

    assert names == ["Chưa 0", "Đạt 0"]
    assert answers == [404] * 5


def test_a_learner_has_no_reports_but_the_own_record(client: Client) -> None:
    province = Province()
    learner = UserFactory()

    answers = [
        opened(client, learner, name, *parts).status_code
        for name, parts in (
            ("matrix", []),
            ("unit", [province.top.uuid]),
            ("people", []),
            ("person", [learner.uuid]),
            ("me", []),
        )
    ]

    assert answers == [404, 404, 404, 404, 200]


def test_people_are_found_without_accents_and_by_what_they_lack(client: Client) -> None:
    province = Province(communes=2)
    reader = province.reader()

    found = [row[0] for row in shown(opened(client, reader, "people", q="dat 1"))]
    lacking = [row[0] for row in shown(opened(client, reader, "people", show="lacking"))]

    assert (found, lacking) == (["Đạt 1"], ["Chưa 0", "Chưa 1"])


def test_papers_that_end_soon_are_told(client: Client) -> None:
    province = Province()
    person = province.communes[0].assignments.order_by("id").first().person
    issued_credential(person, validity_months=1, title="An toàn thông tin")
    reader = province.reader()

    page = opened(client, reader, "people")
    found = shown(opened(client, reader, "people", show="expiring"))

    assert page.context["expiring"] == 1
    assert [(row[0], row[5]) for row in found] == [(person.full_name, "Sắp hết hiệu lực")]
    assert found[0][4].startswith("An toàn thông tin (đến ")


def test_the_record_holds_posts_competencies_papers_and_evidence(client: Client) -> None:
    province = Province()
    post = province.communes[0].assignments.order_by("id").first()

    context = opened(client, province.reader(), "person", post.person.uuid).context

    assert [one.unit.name for one in context["posts"]] == ["Xã 0"]
    assert [(one.required, one.level) for one in context["standings"]] == [(3, 3)]
    assert [one.competency.code for one in context["awards"]] == ["NL-01"]
    assert context["papers"] == []
    assert context["courses"] == []


def test_the_record_names_the_courses_with_their_state(client: Client) -> None:
    person = UserFactory()
    course = CoursePageFactory(title="Chữ ký số")
    enrol(learner=person, course=course)

    page = opened(client, person, "me")

    assert [(one.course.title, one.state) for one in page.context["courses"]] == [
        ("Chữ ký số", "not_started")
    ]
    assert "Chữ ký số" in page.content.decode()


def test_the_head_of_one_unit_is_led_straight_to_its_map(client: Client) -> None:
    province = Province()
    commune = province.communes[0]

    response = opened(client, province.reader(commune, Role.UNIT_HEAD), "matrix")

    assert response["Location"] == reverse("reports:unit", args=[commune.uuid])


def test_with_nothing_required_the_map_says_so(client: Client) -> None:
    unit = UnitFactory()
    reader = RoleGrantFactory(role=Role.HR_OFFICER, unit=unit).person

    page = opened(client, reader, "unit", unit.uuid).content.decode()

    assert "Chưa có năng lực nào được yêu cầu" in page
