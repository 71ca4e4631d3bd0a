"""How the centre closes a room, or all of them, from its page.

The hub is one that holds its servers in memory; test_closing.py asks a real one.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from labs.hub.models import Closing, ClosingEnd
from labs.rooms import queries
from lms.accounts.models import User
from lms.kit import clock
from tests.factories.accounts import UserFactory
from tests.labs.rooms.conftest import STARTED, Memory, named

pytestmark = pytest.mark.django_db


def form_of(client: Client, person: User) -> str:
    return client.get(reverse("rooms:close", args=[person.uuid])).content.decode()


def send(client: Client, person: User, **other: str) -> Any:
    usual = {"seconds": "900", "reason": "Nâng cấp", "started": STARTED.isoformat()}
    return client.post(reverse("rooms:close", args=[person.uuid]), usual | other, follow=True)


def test_a_room_is_closed_at_a_time_for_a_reason(
    memory: Memory, client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: STARTED + timedelta(hours=1))
    learner = memory.run(named("Lê Thị Hà"))
    page = form_of(client, learner)

    answer = send(client, learner).content.decode()

    assert f'value="{STARTED.isoformat()}"' in page
    assert "Phòng thực hành của Lê Thị Hà sẽ đóng lúc 09:45." in answer
    assert "đóng lúc 09:45" in answer
    [made] = Closing.objects.all()
    assert (made.person, made.asked_by, made.reason) == (learner, admin, "Nâng cấp")
    assert made.due_at == STARTED + timedelta(hours=1, minutes=15)
    assert "đã yêu cầu đóng phòng này lúc 09:45." in form_of(client, learner)


def test_a_room_stays_open_after_all(memory: Memory, client: Client, admin: User) -> None:
    learner = memory.run(named("Lê Thị Hà"))
    send(client, learner)
    address = reverse("rooms:call-off", args=[Closing.objects.get().uuid])

    assert "Phòng thực hành của Lê Thị Hà vẫn mở." in client.post(address, follow=True).text
    assert Closing.objects.get().end == ClosingEnd.CALLED_OFF
    assert "Đóng phòng của Lê Thị Hà" in client.get(reverse("rooms:rooms")).text


def test_too_late_is_said(memory: Memory, client: Client, admin: User) -> None:
    send(client, memory.run(named("Lê Thị Hà")))
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
    memory: Memory, client: Client, admin: User, given: dict[str, str], status: int
) -> None:
    assert send(client, memory.run(named("Lê Thị Hà")), **given).status_code == status
    assert not Closing.objects.exists()


def test_a_room_that_does_not_run_cannot_be_closed(
    memory: Memory, client: Client, admin: User
) -> None:
    starting = memory.run(named("Lê Thị Hà"), ready=False, pending="spawn")
    nobody = UserFactory()

    for person in (starting, nobody):
        answer = client.get(reverse("rooms:close", args=[person.uuid]))
        assert answer.status_code == 409
        assert "Phòng thực hành này vừa được đóng hoặc khởi động lại." in answer.text


def test_all_rooms_are_closed_but_those_that_have_gone_meanwhile(
    memory: Memory, client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [memory.run(named(name)) for name in ("Vũ An", "Lê Chi", "Đỗ Minh")]
    memory.run(named("An Yến"), ready=False, pending="spawn")
    address = reverse("rooms:close-all")
    assert "3 phòng đang mở." in client.get(address).text
    monkeypatch.setattr(
        queries, "running_rooms", lambda: [(one, STARTED) for one in [*people, UserFactory()]]
    )

    answer = client.post(address, {"seconds": "300", "reason": "Bảo trì"}, follow=True)

    assert "3 phòng thực hành sẽ đóng như đã yêu cầu." in answer.text
    made = Closing.objects.order_by("pk").values_list("person__full_name", "reason")
    assert list(made) == [(one.full_name, "Bảo trì") for one in people]


def test_where_no_room_runs_there_is_none_to_close(
    memory: Memory, client: Client, admin: User
) -> None:
    assert (
        "Hiện không có phòng thực hành nào để đóng." in client.get(reverse("rooms:close-all")).text
    )


def test_the_reason_is_shown_as_it_was_typed(memory: Memory, client: Client, admin: User) -> None:
    learner = memory.run(named("<b>Hà</b>"))

    assert "<b>Hà" not in send(client, learner, reason="<i>x</i>").text
    assert "<b>Hà" not in form_of(client, learner)
