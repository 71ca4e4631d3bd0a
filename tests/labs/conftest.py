"""A box on this machine, and one real hub for each module of tests that asks for it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from labs import activity_types
from labs.grading.box import Box
from labs.hub.sign_on import register_hub
from tests.labs.running import RunningHub, running_hub

ACCOUNT = "nobody"


@pytest.fixture(scope="session")
def run_as() -> str:
    """The unprivileged account under which boxes run where the tests run as root."""
    return ACCOUNT if os.geteuid() == 0 else ""


@pytest.fixture(scope="session")
def box(run_as: str) -> Box:
    """Boxes as the platform makes them; without them these tests cannot mean anything."""
    found = Box(python=Path(settings.LAB_PYTHON), run_as=run_as)
    found.require()
    return found


@pytest.fixture
def boxed(settings: Any, run_as: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site uses such boxes, and takes the self-test as passed."""
    settings.LAB_RUN_AS = run_as
    monkeypatch.setattr(activity_types, "problem", lambda: "")


@pytest.fixture(scope="module")
def hub_process(live_server: Any, run_as: str) -> Iterator[RunningHub]:
    """JupyterHub as the platform starts it, signing on through the live server."""
    with running_hub(live_server.url, run_as) as hub:
        yield hub


@pytest.fixture
def hub(hub_process: RunningHub, transactional_db: None) -> RunningHub:
    """The hub, registered in this test's database."""
    register_hub()
    return hub_process


@pytest.fixture
def hub_of_one(live_server: Any, run_as: str, transactional_db: None) -> Iterator[RunningHub]:
    """A hub of this test's own with room for one learner."""
    register_hub()
    with running_hub(live_server.url, run_as, LAB_MAX_SERVERS="1") as hub:
        register_hub()
        yield hub
