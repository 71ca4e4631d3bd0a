"""Two requests about one room at once: what the hub said before something else happened is old."""

from collections.abc import Callable
from typing import Any

import pytest

from labs.hub import actions
from labs.hub.actions import Room
from labs.hub.client import Server
from labs.hub.models import Place, PlaceState
from labs.hub.sign_on import lab_user
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.interleaving import while_open
from tests.labs.hub.test_queue import Memory, claim, look

NOTEBOOK = "bai/bai.ipynb"


class Meanwhile(Memory):
    """A hub at which something else happens between being asked and answering."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], Any] | None = None
        self.files: dict[str, bytes] = {}
        self.told: Callable[[str], None] = lambda _what: None

    def _let_happen(self) -> None:
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()

    def server(self, name: str) -> Server:
        said = super().server(name)
        self._let_happen()
        return said

    def stop(self, name: str) -> None:
        super().stop(name)
        self._let_happen()

    def has(self, path: str) -> bool:
        self.told("has")
        return path in self.files

    def make_folder(self, _path: str) -> None:
        """Folders are part of a file's path here."""

    def put(self, path: str, content: bytes) -> None:
        self.told("put")
        self.files[path] = content

    def rename(self, path: str, new: str) -> None:
        assert new not in self.files
        self.files[new] = self.files.pop(path)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    memory = Meanwhile()
    monkeypatch.setattr(actions, "Hub", lambda: memory)
    monkeypatch.setattr(actions, "Home", lambda _name: memory)
    return memory


@pytest.fixture
def people() -> list[User]:
    return [UserFactory() for _ in range(3)]


@pytest.fixture
def running(hub: Meanwhile, people: list[User]) -> User:
    claim(people[0])
    hub.ready(people[0])
    look(people[0])
    return people[0]


@pytest.mark.django_db
def test_a_room_restarted_while_another_tab_looks_is_waited_for(
    hub: Meanwhile, running: User
) -> None:
    hub.meanwhile = lambda: actions.restart(person=running)

    assert look(running) == Room(state=PlaceState.WAITING)
    assert look(running) == Room(state=PlaceState.STARTING)


@pytest.mark.django_db
def test_a_room_found_closed_while_it_is_restarted_keeps_its_turn(
    hub: Meanwhile, running: User, people: list[User]
) -> None:
    claim(people[1])
    hub.meanwhile = lambda: look(running)

    actions.restart(person=running)

    assert look(people[1]) == Room(state=PlaceState.WAITING, before=0)
    assert hub.started == [lab_user(running)] * 2


@pytest.mark.django_db
def test_a_room_that_was_closed_goes_to_the_end_of_the_queue(
    hub: Meanwhile, running: User, people: list[User]
) -> None:
    claim(people[1])
    hub.stop(lab_user(running))
    look(running)

    actions.restart(person=running)

    assert look(people[1]) == Room(state=PlaceState.STARTING)
    assert look(running) == Room(state=PlaceState.WAITING, before=0)


@pytest.mark.django_db
def test_who_is_shut_out_while_a_tab_looks_has_no_room(hub: Meanwhile, running: User) -> None:
    hub.meanwhile = lambda: actions.shut_out(person=running)

    assert look(running) == Room(state=PlaceState.CLOSED)
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_who_was_disabled_gets_no_room_whatever_was_asked_last(
    hub: Meanwhile, people: list[User]
) -> None:
    hub.room = 0
    claim(people[0])
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    claim(people[1])
    hub.room = 2

    assert look(people[1]) == Room(state=PlaceState.STARTING)
    assert hub.started == [lab_user(people[1])]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_open_a_lab_at_once_the_second_looks_when_the_first_is_through(
    hub: Meanwhile, running: User
) -> None:
    done: list[str] = []
    hub.told = done.append

    def open_it() -> None:
        actions.lay_out(person=running, folder="bai", files={"bai.ipynb": b"start"})

    while_open(open_it, open_it, last=lambda: done.append("through"))

    assert done == ["has", "put", "through", "has"]


@pytest.mark.django_db
def test_a_reset_asked_for_twice_at_once_is_done_once(hub: Meanwhile, running: User) -> None:
    hub.files[NOTEBOOK] = b"work"
    asked = {"person": running, "folder": "bai", "notebook": "bai.ipynb"}

    for _press in range(2):
        actions.reset(**asked, content=b"start", kept_as="bai-1.ipynb")

    assert hub.files == {NOTEBOOK: b"start", "bai/bai-1.ipynb": b"work"}
