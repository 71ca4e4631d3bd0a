"""The centre closes a room: that room and no later one, once, and not when it was called off.

The hub is one that holds its servers in memory; tests/labs/rooms asks a real one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from labs.hub import actions, closing
from labs.hub.client import Server
from labs.hub.errors import HubAway, RoomGone
from labs.hub.models import Closing, ClosingEnd, Place, PlaceState
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.kit import clock
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STARTED = NOW - timedelta(hours=1)


class Memory:
    """A hub, and the rooms' own servers, which note what they are told."""

    def __init__(self) -> None:
        self.servers: dict[str, Server] = {}
        self.told: list[Any] = []
        self.stopped: list[str] = []
        self.away = False

    def server(self, name: str) -> Server:
        if self.away:
            raise HubAway
        return self.servers.get(name, Server())

    def stop(self, name: str) -> None:
        self.stopped.append(name)
        self.servers.pop(name, None)

    def start(self, name: str, *, terminal: bool) -> None:
        self.servers[name] = Server(pending="spawn")

    def run(self, person: User, started_at: datetime = STARTED) -> None:
        self.servers[lab_user(person)] = Server(ready=True, started_at=started_at)

    def home(self, _name: str) -> "Memory":
        return self

    def tell(self, message: dict[str, Any]) -> None:
        self.told.append(message["closing"])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    for module in (actions, closing):
        monkeypatch.setattr(module, "Hub", lambda: memory)
    monkeypatch.setattr(closing, "Home", memory.home)
    return memory


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], int]:
    """Let seconds pass, then do what is due; says how many effects were carried out."""
    held = [NOW]
    monkeypatch.setattr(clock, "now", lambda: held[0])

    def wait(seconds: int) -> int:
        held[0] += timedelta(seconds=seconds)
        return drain()

    return wait


@pytest.fixture
def learner(hub: Memory, pass_time: Callable[[int], int]) -> User:
    """Somebody whose room runs."""
    person = UserFactory()
    Place.objects.create(person=person, state=PlaceState.READY, asked_at=STARTED, seen_at=NOW)
    hub.run(person)
    return person


def ask(learner: User, **other: Any) -> Closing:
    usual = {"started_at": STARTED, "seconds": 300, "reason": "Nâng cấp máy chủ"}
    given = usual | other
    return closing.close_later(person=learner, by=UserFactory(), **given)


def ends() -> list[str]:
    return list(Closing.objects.order_by("pk").values_list("end", flat=True))


def test_the_room_is_warned_at_once_and_stopped_when_it_is_time(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    made = ask(learner)

    assert made.due_at == NOW + timedelta(seconds=300)
    assert pass_time(0) == 1
    assert hub.told == [{"left": 300, "reason": "Nâng cấp máy chủ"}]
    assert pass_time(299) == 0
    assert hub.stopped == []
    assert pass_time(1) == 1
    assert hub.stopped == [lab_user(learner)]
    assert ends() == [ClosingEnd.CLOSED]


def test_a_second_word_changes_nothing(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    first = ask(learner)
    pass_time(60)

    assert ask(learner, seconds=30, reason="") == first
    assert pass_time(240) == 1
    assert hub.stopped == [lab_user(learner)]
    assert Effect.objects.count() == 2


def test_called_off_the_room_hears_so_and_stays(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    made = ask(learner)
    pass_time(0)

    assert closing.call_off(closing=made).end == ClosingEnd.CALLED_OFF
    assert closing.call_off(closing=made).end == ClosingEnd.CALLED_OFF
    pass_time(600)

    assert hub.told == [{"left": 300, "reason": "Nâng cấp máy chủ"}, None]
    assert hub.stopped == []


def test_what_was_closed_cannot_be_called_off(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    made = ask(learner)
    pass_time(300)

    assert closing.call_off(closing=made).end == ClosingEnd.CLOSED
    assert pass_time(60) == 0


def test_a_room_that_was_started_anew_is_left_alone(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    ask(learner)
    hub.run(learner, NOW)
    pass_time(300)

    assert (hub.told, hub.stopped) == ([], [])
    assert ends() == [ClosingEnd.GONE]


def test_a_room_that_the_learner_restarts_is_forgotten_at_once(hub: Memory, learner: User) -> None:
    ask(learner)

    actions.restart(person=learner)

    assert ends() == [ClosingEnd.GONE]


def test_a_closing_of_an_earlier_room_makes_way_for_that_of_the_present_one(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    ask(learner)
    hub.run(learner, NOW)
    ask(learner, started_at=NOW, seconds=600)
    pass_time(600)

    assert hub.stopped == [lab_user(learner)]
    assert ends() == [ClosingEnd.GONE, ClosingEnd.CLOSED]


@pytest.mark.parametrize(
    "server",
    [Server(), Server(ready=True, started_at=NOW), Server(pending="stop", started_at=STARTED)],
)
def test_a_room_that_is_gone_or_another_is_refused(
    hub: Memory, learner: User, server: Server
) -> None:
    hub.servers[lab_user(learner)] = server

    with pytest.raises(RoomGone):
        ask(learner)
    assert not Closing.objects.exists()
    assert not Effect.objects.exists()


def test_while_the_hub_is_away_it_waits(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    ask(learner)
    pass_time(0)
    hub.away = True
    pass_time(300)
    hub.away = False
    pass_time(10)

    assert hub.stopped == [lab_user(learner)]
    assert ends() == [ClosingEnd.CLOSED]


def test_the_lesson_says_what_is_to_come_and_what_has_been(
    hub: Memory, learner: User, pass_time: Callable[[int], int]
) -> None:
    before = actions.look(person=learner)
    made = ask(learner)
    warned = actions.look(person=learner)
    pass_time(300)
    closed = actions.look(person=learner)
    anew = actions.claim(person=learner)

    assert (before.state, before.closing) == (PlaceState.READY, None)
    assert (warned.state, warned.closing) == (PlaceState.READY, made)
    assert (closed.state, closed.closing) == (PlaceState.CLOSED, made)
    assert closed.closing.ended_at == NOW + timedelta(seconds=300)
    assert len({before.mark, warned.mark, closed.mark}) == 3
    assert anew.closing is None
