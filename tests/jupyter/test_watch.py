"""Why a room is closed, in the words that its learner reads."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lms.env import BASE_DIR

MEMORY = "Phòng đã bị đóng vì dùng quá 64 MB bộ nhớ."


class Group:
    """A control group that never waits, and says what the kernel is meant to have found."""

    def __init__(self, found: str = "") -> None:
        self.found = found

    async def look(self, process: Any, *, seconds: int) -> None:
        del process, seconds

    def killed_for(self) -> str:
        return self.found


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BASE_DIR / "jupyter"))
    return import_module("watch")


@pytest.fixture
def room() -> Iterator[subprocess.Popen[bytes]]:
    """A small process that is up and waits."""
    waits = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


def why(watch: Any, home: Path, room: Any, found: str = "", **limits: int) -> str:
    """What is said of a room within 64 MB of memory and 1 MB of files, unless told otherwise."""
    allowed = {"memory": 64 << 20, "disk": 1 << 20, "every": 1} | limits
    too_much = watch.Watch(home, room, Group(found), **allowed).too_much
    with ThreadPoolExecutor(1) as elsewhere:  # a browser's tests leave a loop running here
        said: str = elsewhere.submit(lambda: asyncio.run(too_much())).result()
    return said


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("own", MEMORY),
        ("all", "Phòng đã bị đóng vì các phòng dùng hết bộ nhớ của máy chủ: hãy mở lại sau."),
    ],
)
def test_what_the_kernel_found_is_said(
    watch: Any, tmp_path: Path, room: Any, found: str, expected: str
) -> None:
    assert why(watch, tmp_path, room, found) == expected


def test_memory_that_is_measured_counts_where_no_room_is_held(
    watch: Any, tmp_path: Path, room: Any
) -> None:
    assert why(watch, tmp_path, room, memory=1 << 20) == MEMORY.replace("64", "1")


def test_files_that_cannot_be_told_count_as_too_many(
    watch: Any, tmp_path: Path, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch.usage, "disk", lambda _home: None)

    assert why(watch, tmp_path, room) == (
        "Phòng đã bị đóng vì có thư mục không đọc được hoặc quá nhiều tệp."
    )


def test_a_home_too_full_at_the_start_may_stay_so(
    watch: Any, tmp_path: Path, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([5 << 20, 5 << 20, 6 << 20])
    monkeypatch.setattr(watch.usage, "disk", lambda _home: next(sizes))

    assert why(watch, tmp_path, room) == (
        "Phòng đã bị đóng vì các tệp vượt quá 1 MB: hãy xóa bớt tệp."
    )
    assert list(sizes) == []


def test_a_room_that_ends_itself_is_not_closed(watch: Any, tmp_path: Path, room: Any) -> None:
    room.kill()
    room.wait()

    assert why(watch, tmp_path, room) == ""
