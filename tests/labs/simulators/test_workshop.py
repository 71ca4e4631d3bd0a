"""Trainers build, prove and publish; learners get what was published when they began."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.activities.models import Activity
from courses.catalogue.actions import sync_author
from labs.simulators.actions import scenarios
from labs.simulators.actions.results import hand_in
from labs.simulators.actions.seating import go_alone
from labs.simulators.errors import NotProved, ScenarioNotReady
from labs.simulators.models import Scenario, ScenarioVersion, Sitting
from labs.simulators.queries import sittings_of
from labs.simulators.type import SimulatorBlock
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.records.queries import count
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return RoleGrantFactory(role=Role.TRAINER).person


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def rehearse(version: ScenarioVersion, person: User, by: int = 3) -> Sitting:
    sitting = scenarios.rehearse(version=version, person=person, seat="", key="r")
    make.add(sitting, by)
    hand_in(sitting=sitting)
    return sitting


def test_draft_is_not_published_unproved(trainer: User) -> None:
    with pytest.raises(NotProved):
        scenarios.publish(version=make.version())


def test_rehearsal_below_full_marks_proves_nothing(trainer: User) -> None:
    version = make.version()

    rehearse(version, trainer, by=4)

    version.refresh_from_db()
    assert (version.golden_seed, version.golden) == (None, [])


def test_rehearsal_with_full_marks_is_the_golden_trace(trainer: User) -> None:
    version, before = make.version(), count()

    sitting = rehearse(version, trainer)

    version.refresh_from_db()
    assert version.golden == [{"seat": "mot", "kind": "add", "data": {"by": 3}}]
    assert version.golden_seed == sitting.run.seed
    assert count() == before


def test_published_after_proof(trainer: User) -> None:
    version = make.version()
    rehearse(version, trainer)

    scenarios.publish(version=version)

    assert version.scenario.published == version


def test_change_of_content_is_a_new_draft(trainer: User) -> None:
    first = make.published()

    second = scenarios.change(scenario=first.scenario, title="Tên mới", content={"goal": 5})

    assert (second.number, second.golden_seed, second.scenario.published) == (2, None, first)
    assert Scenario.objects.get().title == "Tên mới"


def test_same_content_is_the_same_version() -> None:
    first = make.version()

    again = scenarios.change(
        scenario=first.scenario, title=first.scenario.title, content={"goal": 3}
    )

    assert again == first


def test_learner_stays_on_the_version_begun() -> None:
    made, learner = make.simulator(), UserFactory()
    enrolment(learner, made.course)
    sitting = make.sit(made, learner)
    scenario = sitting.run.version.scenario

    newer = scenarios.change(scenario=scenario, title="Đếm", content={"goal": 9})
    ScenarioVersion.objects.filter(pk=newer.pk).update(golden_seed=1)
    scenarios.publish(version=newer)

    made.refresh_from_db()
    assert made.config["version"] == str(sitting.run.version.uuid)
    assert scenario.published == newer


def test_draft_cannot_stand_in_a_lesson() -> None:
    with pytest.raises(ScenarioNotReady):
        make.simulator(make.version())


def test_trainer_builds_a_scenario_by_form(trainer: User) -> None:
    answer = client_of(trainer).post(reverse("simulators:new", args=["tally"]), {"title": "Mới"})

    made = Scenario.objects.get()
    assert answer.url == reverse("simulators:scenario", args=[made.uuid])
    assert (made.title, made.author, made.latest.content) == ("Mới", trainer, {"goal": 3})


def test_form_without_title_comes_back(trainer: User) -> None:
    answer = client_of(trainer).post(reverse("simulators:new", args=["tally"]), {"title": ""})

    assert answer.status_code == 200
    assert Scenario.objects.count() == 0


def test_unknown_kind(trainer: User) -> None:
    assert client_of(trainer).get(reverse("simulators:new", args=["khac"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number(
    trainer: User, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        make.published()
    client = client_of(trainer)
    client.get(reverse("simulators:scenarios"))

    with django_assert_num_queries(3):
        client.get(reverse("simulators:scenarios"))


def scenario_page(scenario: Scenario) -> str:
    return reverse("simulators:scenario", args=[scenario.uuid])


def goes_shown(client: Client, scenario: Scenario) -> list[User]:
    answer = client.get(scenario_page(scenario))
    return [one.person for one in answer.context["page"]]


def test_goes_are_shown_to_those_who_care_for_the_course(trainer: User) -> None:
    made, learner = make.simulator(), UserFactory()
    enrolment(learner, made.course)
    sitting = make.finished(make.sit(made, learner))
    other = RoleGrantFactory(role=Role.TRAINER).person
    made.course.owner = trainer
    made.course.save()
    address = reverse("simulators:go", args=[sitting.uuid])
    scenario = sitting.run.version.scenario

    assert goes_shown(client_of(trainer), scenario) == [learner]
    assert goes_shown(client_of(other), scenario) == []
    shown = client_of(trainer).get(address)
    assert (shown.status_code, shown.context["of"]) == (200, learner)
    back = reverse("simulators:scenario", args=[scenario.uuid])
    assert f'<a href="{back}">' in shown.content.decode()
    assert client_of(other).get(address).status_code == 404


def test_goes_are_found_by_name_and_code_without_accents(trainer: User) -> None:
    made = make.simulator()
    made.course.owner = trainer
    made.course.save()
    people = [UserFactory(full_name=name) for name in ("Phạm Thị Đào", "Lê Văn An")]
    for learner in people:
        enrolment(learner, made.course)
        scenario = make.finished(make.sit(made, learner)).run.version.scenario
    client, address = client_of(trainer), scenario_page(scenario)

    found = [client.get(address, {"q": words}) for words in ("dao", people[1].username, "khong")]
    sheet = openpyxl.load_workbook(
        BytesIO(client.get(address, {"q": "dao", "format": "xlsx"}).content)
    ).active

    assert [[one.person for one in answer.context["page"]] for answer in found] == [
        [people[0]],
        [people[1]],
        [],
    ]
    assert "Không tìm thấy ai" in found[2].content.decode()
    assert [row[0].value for row in sheet.iter_rows(min_row=5)] == ["Phạm Thị Đào"]


@pytest.mark.parametrize("rows", [1, 3])
def test_goes_cost_the_same_for_any_number(
    trainer: User, rows: int, django_assert_num_queries
) -> None:
    made = make.simulator()
    made.course.owner = trainer
    made.course.save()
    for _ in range(rows):
        learner = UserFactory()
        enrolment(learner, made.course)
        scenario = make.finished(make.sit(made, learner)).run.version.scenario
    client, address = client_of(trainer), reverse("simulators:scenario", args=[scenario.uuid])
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)


def block_value(version: ScenarioVersion) -> StructValue:
    block = SimulatorBlock()
    return block.to_python({"title": "Bài", "required": True} | make.simulator_value(version))


def test_editor_refuses_a_draft_beside_the_field() -> None:
    value = block_value(make.version())

    with pytest.raises(StructBlockValidationError) as refused:
        SimulatorBlock().clean(value)

    assert list(refused.value.block_errors) == ["scenario"]


def test_editor_takes_what_is_published() -> None:
    value = block_value(make.published())

    assert SimulatorBlock().clean(value)["scenario"] == value["scenario"]


def test_trainer_chooses_among_scenarios_in_the_editor(trainer: User) -> None:
    sync_author(person=trainer)
    make.published()

    answer = client_of(trainer).get(reverse("scenario_chooser:choose"))

    assert answer.status_code == 200
    assert [one.title for one in answer.context["results"]] == ["Đếm đến ba"]


def test_learner_reaches_no_chooser() -> None:
    answer = client_of(UserFactory()).get(reverse("scenario_chooser:choose"))

    assert answer.status_code != 200


def test_preview_shows_no_go_of_anybody(trainer: User) -> None:
    """Nobody in particular looks at a preview; a seat that the system plays is nobody's too."""
    made, learner = make.simulator(make.published(make.PAIR)), UserFactory()
    enrolment(learner, made.course)
    go_alone(sitting=make.sit(made, learner, "hai"))
    scenarios.rehearse(version=make.version(make.PAIR), person=trainer, seat="", key="r")

    shown = Activity(uuid=made.uuid, type=made.type, title="x", config=made.config)

    assert sittings_of(shown, User(full_name="Xem trước")) == []


def test_goes_as_a_spreadsheet(trainer: User) -> None:
    made, learner = make.simulator(), UserFactory()
    enrolment(learner, made.course)
    made.course.owner = trainer
    made.course.save()
    scenario = make.finished(make.sit(made, learner)).run.version.scenario

    answer = client_of(trainer).get(scenario_page(scenario), {"format": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, row = ([cell.value for cell in one] for one in sheet.iter_rows(min_row=4))
    assert head == [
        "Học viên", "Tên đăng nhập", "Khóa học", "Lượt", "Phiên bản", "Bắt đầu lúc", "Kết thúc lúc",
        "Điểm", "Điểm tối đa",
    ]  # fmt: skip
    assert (row[0], row[3], row[7], row[8]) == (learner.full_name, 1, 100, 100)


def test_trainer_sees_how_their_last_try_came_out(trainer: User) -> None:
    version = make.version()
    rehearse(version, trainer, by=4)

    text = client_of(trainer).get(scenario_page(version.scenario)).content.decode()

    assert "Lần làm thử gần nhất: 90 trên 100 điểm" in text
