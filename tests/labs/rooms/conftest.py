"""A hub that holds its servers in memory, and the centre's administrator before its page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from labs.hub import closing
from labs.hub.client import Running, Server
from labs.hub.errors import HubAway
from labs.hub.sign_on import lab_user
from labs.rooms import queries
from lms.accounts.models import User
from lms.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleGrantFactory

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
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    held = Memory()
    for module in (queries, closing):
        monkeypatch.setattr(module, "Hub", lambda **_: held)
    return held


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
