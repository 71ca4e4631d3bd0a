"""What somebody with a learner's account can type into an address or post: an answer, no fault."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.activities.models import Activity
from labs.sheets.looks import CHARTS
from labs.simulators.models import Sitting, Step
from lms.accounts.models import User
from tests.factories import files, labs
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.browser import begin

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json", "headers": {"Accept": "application/json"}}
# What no field of a form of ours sends: no text, too much text, no number, other digits, no word.
HOSTILE = ("\x00", "x" * 5000, "9" * 5000, "٣", "²", "-1", "đ", "../..", "<b>", "\u202e", "")


@pytest.fixture
def learner(client: Client) -> User:
    person = UserFactory()
    client.force_login(person)
    return person


def taking(learner: User, activity: Activity) -> Activity:
    enrolment(learner, activity.course)
    return activity


@pytest.fixture
def sitting(learner: User) -> Sitting:
    return make.sit(taking(learner, make.simulator()), learner)


@pytest.fixture
def sheet(learner: User, client: Client) -> Activity:
    made = taking(learner, files.file_activity(files.spreadsheet_lab()))
    begin(made, learner)
    client.post(f"/labs/sheets/{made.uuid}/open/")
    return made


@pytest.mark.parametrize("said", HOSTILE)
def test_the_room_of_a_simulator(client: Client, sitting: Sitting, said: str) -> None:
    activity, right = sitting.activity.uuid, {"key": "k", "kind": "add", "by": "1", "step": "1"}

    shown = []
    for name in ("key", "seat", "step", "kind", "where", "anchor", "by"):
        room = f"/labs/simulators/{Sitting.objects.latest('pk').run.uuid}"
        doors = ("steps", "again", "alone", "hand-in", "restart")
        shown += [client.post(f"{room}/{door}/", right | {name: said}) for door in doors]
        begun = client.post(f"/labs/simulators/activities/{activity}/begin/", right | {name: said})
        shown += [begun, client.get(f"{room}/turn/", {"steps": said, "desks": said})]

    assert 500 not in {one.status_code for one in shown}


def test_a_step_comes_back_to_no_place_of_another_alphabet(
    client: Client, sitting: Sitting
) -> None:
    sent = {"kind": "add", "by": "1", "where": "đ", "anchor": "đ", "key": "k"}

    taken = client.post(f"/labs/simulators/{sitting.run.uuid}/steps/", sent)

    assert taken.headers["Location"] == f"/labs/simulators/{sitting.run.uuid}/"
    assert Step.objects.count() == 1


def test_the_sheet(client: Client, sheet: Activity) -> None:
    room, asked = f"/labs/sheets/{sheet.uuid}", ("set", "copy", "paste", "chart", "format")
    right = {"sheet": "Tổng hợp", "address": "B2", "content": "1", "key": "k"}

    shown = []
    for said in HOSTILE:
        for name in ("draft", "key", "seen", "sheet", "first", "address", "content", "do"):
            what = asked[len(shown) % len(asked)]
            shown.append(client.post(f"{room}/edits/", {"do": what} | right | {name: said}))
        shown += [client.get(f"{room}/", {one: said}) for one in ("sheet", "first", "address")]
        chart = {"do": "chart", "kind": next(iter(CHARTS)), "names": "A1:A2", "values": "B1:B2"}
        shown.append(client.post(f"{room}/edits/", right | chart | {"chart-title": said}))
        shown.append(client.post(f"{room}/edits/", right | {"do": "sheet", "title": said}))
        shown += [client.post(f"{room}/{door}/", {"draft": said}) for door in ("again", "take-up")]

    assert 500 not in {one.status_code for one in shown}


def test_handing_in_a_file(client: Client, sheet: Activity) -> None:
    address = f"/learn/activities/{sheet.uuid}/hand-in/"

    shown = []
    for said in HOSTILE:
        for name in ("key", "sheet", "file"):
            shown.append(client.post(address, {"key": "k", name: said}))
            shapes: list[Any] = [said, [said], {"a": said}, None, 1]
            shown += [client.post(address, {"key": "k", name: one}, **JSON) for one in shapes]

    assert 500 not in {one.status_code for one in shown}


@pytest.mark.parametrize(
    "name", ["a.xlsx", "../../a.xlsx", 'a"\r\nX: y.xlsx', "<b>.xlsx", "x" * 300]
)
def test_an_uploaded_file_by_any_name(client: Client, sheet: Activity, name: str) -> None:
    given = SimpleUploadedFile("a.xlsx", b"PK")
    given.name = name

    answer = client.post(f"/learn/activities/{sheet.uuid}/hand-in/", {"file": given})

    assert answer.status_code == 422


@pytest.mark.parametrize("said", [*HOSTILE, "a:b:c", "eyJ:1:x"])
def test_the_page_that_hands_in_believes_no_key_but_its_own(
    client: Client, learner: User, said: str
) -> None:
    lab = taking(learner, labs.lab_activity())

    page = client.get(f"/labs/{lab.uuid}/hand-in/", {"key": said})

    assert (page.status_code, page.context["from_lab"]) == (200, False)


def test_who_no_longer_takes_the_course_hands_nothing_in(
    client: Client, sitting: Sitting, learner: User
) -> None:
    make.add(sitting, 3)
    learner.enrolments.update(withdrawn_at=sitting.created_at)

    answer = client.post(f"/labs/simulators/{sitting.run.uuid}/hand-in/")

    sitting.refresh_from_db()
    assert (answer.status_code, sitting.score) == (404, None)
