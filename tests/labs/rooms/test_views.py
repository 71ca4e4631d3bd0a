"""The centre's page of practice rooms: what it says, in which order, by how many queries.

And how one of them is closed.

The hub is one that holds its servers in memory; test_rooms.py asks a real one.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from labs.hub import closing
from labs.hub.client import Running, Server
from labs.hub.errors import HubAway
from labs.hub.models import Closing, ClosingEnd, Place
from labs.hub.sign_on import lab_user
from labs.rooms import queries
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from tests.factories import labs as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory
from tests.labs.browser import begin

pytestmark = pytest.mark.django_db

QUERIES = 8
STARTED = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


class Memory:
    """A hub with these servers; it lets twenty run."""

    def __init__(self) -> None:
        self.servers: list[Running] = []
        self.limit: int | None = 20
        self.away = False

    def running(self) -> list[Running]:
        if self.away:
            raise HubAway
        return self.servers

    def server(self, name: str) -> Server:
        [one] = [one for one in self.servers if one.name == name] or [Server()]
        return Server(ready=one.ready, pending=one.pending, started_at=one.started_at)

    def room_for(self) -> int | None:
        return self.limit

    def run(self, person: User, **other: Any) -> User:
        usual = {
            "ready": True,
            "pending": "",
            "started_at": STARTED,
            "active_at": STARTED + timedelta(minutes=15),
            "memory": 124 << 20,
        }
        self.servers.append(Running(name=lab_user(person), **usual | other))
        return person


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    for module in (queries, closing):
        monkeypatch.setattr(module, "Hub", lambda **_: memory)
    return memory


@pytest.fixture
def admin(client: Client) -> User:
    """The centre's administrator, signed in."""
    person = RoleGrantFactory(role=Role.CENTRE_ADMIN, unit=None).person
    client.force_login(person)
    return person


@pytest.fixture
def read(client: Client, admin: User) -> Callable[..., str]:
    """The main part of the page as the centre's administrator reads it, without its tags."""

    def reading(**query: str) -> str:
        response = client.get(reverse("rooms:rooms"), query)
        assert response.status_code == 200
        main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
        assert main
        return " ".join(re.sub(r"<[^>]*>", " ", main[0]).split())

    return reading


def named(name: str) -> User:
    return UserFactory(full_name=name)


def waits(person: User, minute: int) -> None:
    asked = clock.now() - timedelta(minutes=minute)
    Place.objects.create(person=person, asked_at=asked, seen_at=clock.now())


def order(text: str, *names: str) -> list[str]:
    return sorted((name for name in names if name in text), key=text.index)


def test_a_room_says_who_where_on_what_since_when_and_how_full(
    hub: Memory, read: Callable[..., str]
) -> None:
    unit = UnitFactory(name="Xã An Bình")
    learner = AssignmentFactory(person=named("Lê Thị Hà"), unit=unit).person
    activity = make.lab_activity()
    enrolment(learner, activity.course)
    begin(activity, hub.run(learner))

    text = read()

    assert "Đang dùng 1/20 phòng" in text
    row = "08:30 23/11/2026 08:45 23/11/2026 124,0 MB"
    assert f"Lê Thị Hà Xã An Bình đang mở {activity.title} {row}" in text


def test_what_is_not_known_is_a_dash(hub: Memory, read: Callable[..., str]) -> None:
    nothing = {"started_at": None, "active_at": None, "memory": None}
    hub.run(named("Lê Thị Hà"), ready=False, pending="spawn", **nothing)
    hub.run(named("Trần Văn Bình"), ready=False, pending="stop")
    hub.limit = None

    text = read()

    assert "2 phòng đang mở." in text
    assert "Lê Thị Hà đang khởi động – – – –" in text
    assert "Trần Văn Bình đang đóng" in text


def test_a_room_of_somebody_added_at_the_hub_counts_and_is_not_shown(
    hub: Memory, read: Callable[..., str]
) -> None:
    hub.run(named("Lê Thị Hà"))
    hub.servers.append(replace(hub.servers[0], name="van-hanh"))

    text = read()

    assert "Đang dùng 2/20 phòng" in text
    assert text.count("Lê Thị Hà") == 1


def test_rooms_stand_by_given_names_and_on_pages(hub: Memory, read: Callable[..., str]) -> None:
    names = ["Vũ An", "Lê Chi", "An Yến"]
    for name in reversed(names):
        hub.run(named(name))
    for _number in range(197):
        hub.run(named("Đỗ Minh"))

    pages = [read(page=str(number)) for number in (1, 4)]

    assert [order(page, *names) for page in pages] == [names[:2], names[2:]]
    assert [page.count("Đỗ Minh") for page in pages] == [48, 49]


def test_the_queue_says_whose_turn_is_when(hub: Memory, read: Callable[..., str]) -> None:
    waits(named("Vũ An"), 3)
    waits(named("Lê Chi"), 8)

    text = read()

    assert "Đang chờ phòng (2)" in text
    assert re.search(r"Lê Chi 1 \d\d:\d\d .* Vũ An 2 \d\d:\d\d", text)


def test_of_a_long_queue_the_first_are_shown(
    hub: Memory, read: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_WAITING", 1)
    waits(named("Vũ An"), 3)
    waits(named("Lê Chi"), 8)

    text = read()

    assert order(text, "Lê Chi", "Vũ An", "Chỉ hiện 1 người đầu.") == [
        "Lê Chi",
        "Chỉ hiện 1 người đầu.",
    ]


def test_nobody_at_work_is_said_in_words(hub: Memory, read: Callable[..., str]) -> None:
    text = read()

    assert "Đang dùng 0/20 phòng" in text
    assert "Hiện không có phòng thực hành nào đang mở" in text
    assert "Không có ai chờ phòng." in text


def test_while_the_hub_is_away_the_queue_is_still_shown(
    hub: Memory, read: Callable[..., str]
) -> None:
    hub.away = True
    waits(named("Vũ An"), 3)

    text = read()

    assert "Máy chủ phòng thực hành hiện không trả lời" in text
    assert "Hiện không có phòng" not in text
    assert "Vũ An 1" in text


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_a_fixed_number_of_queries(
    hub: Memory, read: Callable[..., str], django_assert_num_queries: Any, people: int
) -> None:
    for number in range(people):
        hub.run(AssignmentFactory().person)
        waits(AssignmentFactory().person, number)
    read()

    with django_assert_num_queries(QUERIES):
        read()


def form_of(client: Client, person: User) -> str:
    return client.get(reverse("rooms:close", args=[person.uuid])).content.decode()


def send(client: Client, person: User, **other: str) -> Any:
    usual = {"seconds": "900", "reason": "Nâng cấp", "started": STARTED.isoformat()}
    return client.post(reverse("rooms:close", args=[person.uuid]), usual | other, follow=True)


def test_a_room_is_closed_at_a_time_for_a_reason(
    hub: Memory, client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: STARTED + timedelta(hours=1))
    learner = hub.run(named("Lê Thị Hà"))
    page = form_of(client, learner)

    answer = send(client, learner).content.decode()

    assert f'value="{STARTED.isoformat()}"' in page
    assert "Phòng thực hành của Lê Thị Hà sẽ đóng lúc 09:45." in answer
    assert "đóng lúc 09:45" in answer
    [made] = Closing.objects.all()
    assert (made.person, made.asked_by, made.reason) == (learner, admin, "Nâng cấp")
    assert made.due_at == STARTED + timedelta(hours=1, minutes=15)
    assert "đã yêu cầu đóng phòng này lúc 09:45." in form_of(client, learner)


def test_a_room_stays_open_after_all(hub: Memory, client: Client, admin: User) -> None:
    learner = hub.run(named("Lê Thị Hà"))
    send(client, learner)
    address = reverse("rooms:call-off", args=[Closing.objects.get().uuid])

    assert "Phòng thực hành của Lê Thị Hà vẫn mở." in client.post(address, follow=True).text
    assert Closing.objects.get().end == ClosingEnd.CALLED_OFF
    assert "Đóng phòng của Lê Thị Hà" in client.get(reverse("rooms:rooms")).text


def test_too_late_is_said(hub: Memory, client: Client, admin: User) -> None:
    send(client, hub.run(named("Lê Thị Hà")))
    Closing.objects.update(end=ClosingEnd.CLOSED, ended_at=clock.now())
    address = reverse("rooms:call-off", args=[Closing.objects.get().uuid])

    assert "Đã muộn: phòng thực hành này đã đóng." in client.post(address, follow=True).text


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"seconds": "7"}, 200),
        ({"seconds": ""}, 200),
        ({"reason": "x" * 201}, 200),
        ({"started": "hôm qua"}, 200),
        ({"started": (STARTED + timedelta(seconds=1)).isoformat()}, 409),
    ],
)
def test_what_no_form_of_ours_sends_closes_nothing(
    hub: Memory, client: Client, admin: User, given: dict[str, str], status: int
) -> None:
    assert send(client, hub.run(named("Lê Thị Hà")), **given).status_code == status
    assert not Closing.objects.exists()


def test_a_room_that_does_not_run_cannot_be_closed(
    hub: Memory, client: Client, admin: User
) -> None:
    starting = hub.run(named("Lê Thị Hà"), ready=False, pending="spawn")
    nobody = UserFactory()

    for person in (starting, nobody):
        answer = client.get(reverse("rooms:close", args=[person.uuid]))
        assert answer.status_code == 409
        assert "Phòng thực hành này vừa được đóng hoặc khởi động lại." in answer.text


def test_the_reason_is_shown_as_it_was_typed(hub: Memory, client: Client, admin: User) -> None:
    learner = hub.run(named("<b>Hà</b>"))

    assert "<b>Hà" not in send(client, learner, reason="<i>x</i>").text
    assert "<b>Hà" not in form_of(client, learner)
