"""What a room takes, measured from files alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lms.env import BASE_DIR

SLEEP = "import time; data = b'x' * (64 << 20); print(flush=True); time.sleep(60)"


@pytest.fixture
def usage(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BASE_DIR / "jupyter"))
    return import_module("usage")


@pytest.fixture
def heavy() -> Iterator[int]:
    """A process that holds 64 MB of its own."""
    with subprocess.Popen([sys.executable, "-c", SLEEP], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.kill()


def test_memory_is_what_processes_hold_for_themselves(usage: Any, heavy: int) -> None:
    alone = usage.memory([heavy])

    assert 64 << 20 < alone < 128 << 20
    assert usage.memory([2**22 + 1]) == 0  # one that has ended holds nothing


def test_everybody_below_is_found(usage: Any, heavy: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "KEPT_SECONDS", -1)

    assert heavy in usage.below(os.getpid())
    assert usage.below(heavy) == [heavy]


def test_one_look_at_the_machine_serves_all_rooms(
    usage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr(usage._children, "at", -1e9)
    monkeypatch.setattr(usage, "_scan", lambda: looks.append(1) or {1: [2], 2: [3]})

    assert [usage.below(1), usage.below(2), usage.below(3)] == [[1, 2, 3], [2, 3], [3]]
    assert looks == [1]


def test_files_are_counted_once_each_and_links_lead_nowhere(usage: Any, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    (home / "sub").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "large").write_bytes(os.urandom(1 << 20))
    before = usage.disk(home)

    (home / "sub" / "file").write_bytes(os.urandom(1 << 20))
    (home / "link").symlink_to(elsewhere)

    assert 1 << 20 <= usage.disk(home) - before < (1 << 20) + (64 << 10)


def test_too_many_files_cannot_be_told(
    usage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / str(number)).touch()

    assert usage.disk(tmp_path) is None
