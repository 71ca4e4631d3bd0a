"""A lab tried in the trainer's own practice room; the hub itself has its own tests."""

import json
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from labs.assignments.models import Attempt, LabVersion
from labs.hub.actions import Room
from labs.hub.errors import HubAway
from labs.workshop.models import Trial
from lms.accounts.models import User
from tests.factories import labs as make

pytestmark = pytest.mark.django_db


@dataclass
class Hub:
    """What the hub holds for the trainer."""

    room: Room = field(default_factory=lambda: Room(state="ready"))
    running: bool = True
    away: bool = False
    files: dict[str, bytes] = field(default_factory=dict)

    def look(self, **_: object) -> Room:
        if self.away:
            raise HubAway
        return self.room

    def lay_out(self, *, folder: str, files: dict[str, bytes], **_: object) -> None:
        self.files |= {f"{folder}/{name}": content for name, content in files.items()}

    def fetch(self, *, folder: str, notebook: str, **_: object) -> bytes | None:
        return self.files.get(f"{folder}/{notebook}")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    held = Hub()
    for name in ("look", "lay_out", "fetch"):
        monkeypatch.setattr(f"labs.hub.actions.{name}", getattr(held, name))
    monkeypatch.setattr("labs.hub.actions.claim", held.look)
    monkeypatch.setattr("labs.hub.actions.is_running", lambda **_: held.running)
    return held


@pytest.fixture
def version() -> LabVersion:
    made = make.lab_version(files={"so-lieu.csv": b"a"})
    made.files.create(name="dap-an.txt", content=b"3", kept=True)
    return made


@pytest.fixture
def trainers(client: Client, trainer: User) -> Client:
    client.force_login(trainer)
    return client


def address(name: str, version: LabVersion) -> str:
    return reverse(f"workshop:{name}", args=[version.uuid])


def test_the_learners_version_opens_in_the_room_without_what_is_kept(
    trainers: Client, version: LabVersion, hub: Hub
) -> None:
    answer = trainers.get(address("room", version))

    folder = f"chay-thu/{version.uuid.hex[:12]}"
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/lab/tree/{folder}/bai.ipynb")
    assert sorted(hub.files) == [f"{folder}/bai.ipynb", f"{folder}/so-lieu.csv"]
    notebook = json.loads(hub.files[f"{folder}/bai.ipynb"])
    assert "randrange" not in str(notebook)
    assert "lms" not in notebook["metadata"]


def test_while_the_room_starts_the_page_waits(
    trainers: Client, version: LabVersion, hub: Hub
) -> None:
    hub.room = Room(state="starting")

    opened = trainers.post(address("open-room", version))
    waiting = trainers.get(address("room", version)).content.decode()

    assert opened["Location"] == address("room", version)
    assert "every 2s" in waiting
    assert hub.files == {}


def test_a_hub_that_is_away_is_told(trainers: Client, version: LabVersion, hub: Hub) -> None:
    hub.away = True

    opened = trainers.post(address("open-room", version))

    assert opened.status_code == 302
    assert trainers.get(address("room", version)).status_code == 200


def test_what_was_saved_in_the_room_is_tried(
    trainers: Client, version: LabVersion, hub: Hub
) -> None:
    trainers.get(address("room", version))

    answer = trainers.post(address("try-room", version))

    trial = Trial.objects.get()
    assert answer["Location"] == reverse("workshop:trial", args=[trial.uuid])
    assert bytes(trial.content or b"") == hub.files[f"chay-thu/{version.uuid.hex[:12]}/bai.ipynb"]
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("running", [True, False])
def test_nothing_is_tried_from_an_empty_or_closed_room(
    trainers: Client, version: LabVersion, hub: Hub, running: bool
) -> None:
    hub.running = running

    assert trainers.post(address("try-room", version)).status_code == 409
    assert Trial.objects.count() == 0
