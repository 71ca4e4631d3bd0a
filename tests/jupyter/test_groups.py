"""What a room's group tells: why the kernel has ended something in it."""

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lms.env import BASE_DIR

PID = 4711
QUIET = "low 0\nhigh 0\nmax 12\noom 0\noom_kill 0\noom_group_kill 0\n"
OWN = "low 0\nhigh 0\nmax 81\noom 4\noom_kill 7\noom_group_kill 1\n"
ALL = "low 0\nhigh 0\nmax 0\noom 0\noom_kill 7\noom_group_kill 1\n"
FIRST_QUIET = "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n"
FIRST_OWN = "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BASE_DIR / "jupyter"))
    return import_module("groups")


def group(module: Any, folder: Path) -> Any:
    note = folder / "groups.json"
    note.write_text(json.dumps({"program": "/in_group.sh", "rooms": [str(folder)]}))
    found = module.Group(note)
    found.started(PID)
    return found


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("memory.events", QUIET, ""),
        ("memory.events", OWN, "own"),
        ("memory.events", ALL, "all"),
        ("memory.oom_control", FIRST_QUIET, ""),
        ("memory.oom_control", FIRST_OWN, "own"),
    ],
)
def test_why_something_was_ended_is_read_from_either_version(
    module: Any, tmp_path: Path, name: str, text: str, expected: str
) -> None:
    own = tmp_path / f"{os.getpid()}-{PID}"
    own.mkdir()
    (own / name).write_text(text)

    assert group(module, tmp_path).killed_for() == expected


def test_a_command_is_started_by_the_program_that_was_named(module: Any, tmp_path: Path) -> None:
    words = group(module, tmp_path).starting(["nice", "true"], memory=7, processes=3)

    assert words == ["sh", "/in_group.sh", "7", "3", str(tmp_path), "--", "nice", "true"]


def test_where_none_is_lent_a_command_stays_as_it_is(module: Any, tmp_path: Path) -> None:
    none = module.Group(tmp_path / "groups.json")
    none.started(PID)

    assert none.starting(["nice", "true"], memory=7, processes=3) == ["nice", "true"]
    assert none.killed_for() == ""
