"""The queue for practice rooms: first come, first served, whatever is killed meanwhile.

The hub is one that holds its servers in memory; test_rooms.py asks a real one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from labs.hub import actions
from labs.hub.actions import Room
from labs.hub.client import Server
from labs.hub.errors import HubAway, HubFull
from labs.hub.models import Place, PlaceState
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from lms.kit import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Memory:
    """A hub with room for `room` servers."""

    def __init__(self) -> None:
        self.room, self.servers, self.started = 1, dict[str, Server](), list[str]()
        self.failure = ""
        self.away = self.terminal = False

    def server(self, name: str) -> Server:
        if self.away:
            raise HubAway
        return self.servers.get(name, Server())

    def start(self, name: str, *, terminal: bool) -> None:
        if len(self.servers) >= self.room:
            raise HubFull
        self.started.append(name)
        self.terminal = terminal
        if not self.failure:
            self.servers[name] = Server(pending="spawn")

    def why_not(self, name: str) -> str:
        return self.failure

    def stop(self, name: str) -> None:
        self.servers.pop(name, None)

    def forget(self, name: str) -> None:
        """Nothing is held."""

    def ready(self, person: User) -> None:
        self.servers[lab_user(person)] = Server(ready=True)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    monkeypatch.setattr(actions, "Hub", lambda: memory)
    return memory


@pytest.fixture
def people() -> list[User]:
    return [UserFactory() for _ in range(4)]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let seconds pass."""
    held: list[datetime] = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: held[0])

    def wait(seconds: int) -> None:
        held[0] += timedelta(seconds=seconds)

    return wait


def look(person: User) -> Room:
    """Look when the queue may move again."""
    cache.clear()
    return actions.look(person=person)


def claim(person: User) -> Room:
    cache.clear()
    return actions.claim(person=person)


def test_a_free_room_starts_at_once_and_is_then_ready(hub: Memory, people: list[User]) -> None:
    first = claim(people[0])
    hub.ready(people[0])

    assert first == Room(state=PlaceState.STARTING)
    assert look(people[0]) == Room(state=PlaceState.READY)


def test_each_sees_how_many_are_before_them(hub: Memory, people: list[User]) -> None:
    assert [claim(person) for person in people] == [
        Room(state=PlaceState.STARTING),
        Room(state=PlaceState.WAITING, before=0),
        Room(state=PlaceState.WAITING, before=1),
        Room(state=PlaceState.WAITING, before=2),
    ]


def test_a_room_that_ends_goes_to_who_asked_first_though_another_looks(
    hub: Memory, people: list[User]
) -> None:
    for person in people:
        claim(person)
    hub.stop(lab_user(people[0]))

    last = look(people[3])

    assert hub.started == [lab_user(one) for one in people[:2]]
    assert last == Room(state=PlaceState.WAITING, before=1)


def test_as_many_start_as_the_hub_takes(hub: Memory, people: list[User]) -> None:
    for person in people:
        claim(person)
    hub.room = 3

    look(people[3])

    assert hub.started == [lab_user(one) for one in people[:3]]


def test_asking_again_keeps_the_place(
    hub: Memory, people: list[User], later: Callable[[int], None]
) -> None:
    for person in people[:3]:
        claim(person)
        later(1)

    assert claim(people[1]) == Room(state=PlaceState.WAITING, before=0)
    assert Place.objects.count() == 3


def test_who_went_away_is_passed_over_and_comes_back_at_the_end(
    hub: Memory, people: list[User], later: Callable[[int], None]
) -> None:
    for person in people[:3]:
        claim(person)
    for _ in range(5):
        later(30)
        look(people[2])
    hub.stop(lab_user(people[0]))

    assert look(people[2]).state == PlaceState.STARTING
    claim(people[3])
    later(1)
    assert claim(people[1]) == Room(state=PlaceState.WAITING, before=1)


def test_a_start_lost_with_a_killed_hub_is_asked_anew(hub: Memory, people: list[User]) -> None:
    claim(people[0])
    claim(people[1])
    hub.servers.clear()

    assert look(people[0]) == Room(state=PlaceState.WAITING, before=0)
    assert look(people[0]) == Room(state=PlaceState.STARTING)
    assert look(people[1]) == Room(state=PlaceState.WAITING, before=0)


def test_a_room_that_cannot_start_says_why_and_another_try_is_one_click(
    hub: Memory, people: list[User]
) -> None:
    hub.failure = "Máy chủ thiếu chương trình bwrap."

    assert claim(people[0]) == Room(state=PlaceState.FAILED, problem=hub.failure)
    assert look(people[0]) == Room(state=PlaceState.FAILED, problem=hub.failure)
    hub.failure = ""
    actions.restart(person=people[0])
    assert look(people[0]) == Room(state=PlaceState.STARTING)


def test_one_that_fails_does_not_hold_up_the_queue(hub: Memory, people: list[User]) -> None:
    claim(people[0])
    claim(people[1])
    claim(people[2])
    hub.failure = "?"
    hub.stop(lab_user(people[0]))

    look(people[2])

    states = Place.objects.order_by("asked_at", "pk").values_list("state", flat=True)
    assert list(states) == [PlaceState.STARTING, PlaceState.FAILED, PlaceState.FAILED]


def test_a_room_that_was_closed_opens_again_when_the_lesson_does(
    hub: Memory, people: list[User]
) -> None:
    claim(people[0])
    hub.ready(people[0])
    look(people[0])
    hub.stop(lab_user(people[0]))

    assert look(people[0]) == Room(state=PlaceState.CLOSED)
    assert claim(people[0]) == Room(state=PlaceState.STARTING)


def test_restarting_goes_before_those_who_asked_later(hub: Memory, people: list[User]) -> None:
    for person in people[:3]:
        claim(person)
    hub.ready(people[0])
    look(people[0])

    actions.restart(person=people[0])

    assert look(people[1]) == Room(state=PlaceState.WAITING, before=0)
    assert hub.started == [lab_user(people[0]), lab_user(people[0])]


def test_a_hub_that_is_away_loses_nobodys_place(hub: Memory, people: list[User]) -> None:
    for person in people[:3]:
        claim(person)
    hub.away = True
    with pytest.raises(HubAway):
        look(people[1])
    hub.away = False

    assert look(people[2]) == Room(state=PlaceState.WAITING, before=1)


def test_who_is_shut_out_leaves_the_queue(hub: Memory, people: list[User]) -> None:
    for person in people[:3]:
        claim(person)

    actions.shut_out(person=people[1])

    assert look(people[2]) == Room(state=PlaceState.WAITING, before=0)
    assert look(people[1]) == Room(state=PlaceState.CLOSED)


def test_the_queue_is_moved_at_most_once_a_second(
    hub: Memory, people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert actions.ADMITTED_EVERY == 1
    monkeypatch.setattr(actions, "ADMITTED_EVERY", 60)  # however long this test takes
    actions.claim(person=people[0])
    hub.room = 2

    assert actions.claim(person=people[1]) == Room(state=PlaceState.WAITING, before=0)
    assert look(people[1]) == Room(state=PlaceState.STARTING)


def test_a_look_costs_the_same_however_long_the_queue(
    hub: Memory, people: list[User], django_assert_num_queries: Any
) -> None:
    for person in people:
        claim(person)
    cache.add("labs:admitted", "1", 60)

    for person in people[1:4:2]:
        with django_assert_num_queries(3):
            actions.look(person=person)


def test_a_terminal_comes_with_the_start_after_a_lab_asked_for_it(
    hub: Memory, people: list[User]
) -> None:
    claim(people[0])
    before = hub.terminal
    actions.claim(person=people[0], terminal=True)
    actions.claim(person=people[0])
    actions.restart(person=people[0])
    look(people[0])

    assert (before, hub.terminal) == (False, True)
