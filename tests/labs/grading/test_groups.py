"""Boxes in control groups of the real kernel: the whole of a box is held to its limits."""

import json
import os
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from labs.files import office
from labs.grading.box import Box, Limits
from labs.grading.groups import Boxed, lent, limits_in_force
from lms.runtime.groups import PARTS, PROGRAM
from tests.factories import labs as make
from tests.labs.grading.test_engine import graded, marks, one

LIMIT = 1 << 30
# Each child holds far less than a process may; all of them together more than the box.
TOGETHER = """
import os, time
con = []
for so in range(8):
    nhanh = os.fork()
    if not nhanh:
        giu = b"x" * (200 << 20)
        time.sleep(60)
        os._exit(0)
    con.append(nhanh)
for nhanh in con:
    os.waitpid(nhanh, 0)
"""
MANY = """
import os, time
so = 0
try:
    while so < 500:
        if not os.fork():
            time.sleep(20)
            os._exit(0)
        so += 1
except OSError as error:
    print(so, type(error).__name__)
"""


@pytest.fixture
def grouped(box: Box) -> Box:
    """Boxes that are held as a whole; skipped where this machine lends no control groups."""
    if not lent():
        pytest.skip("no control groups: start as root, or under systemd with Delegate=yes")
    return replace(box, limits=replace(box.limits, memory=LIMIT))


@pytest.fixture
def alone(box: Box, settings: Any, tmp_path: Path) -> Box:
    """Boxes of an installation to which nothing is lent."""
    settings.STATE_DIR = tmp_path
    return box


def groups_of_this_process() -> list[str]:
    folders = [Path(one) for one in lent()["boxes"]]
    return [group.name for one in folders for group in one.glob(f"{os.getpid()}-*")]


def python(box: Box, source: str) -> Boxed:
    return box.start(["-c", source], given={}, stdout=subprocess.PIPE)


def test_children_that_hold_too_much_together_end_the_notebook_at_once(grouped: Box) -> None:
    began = time.monotonic()

    report = graded(grouped, make.answer(TOGETHER + make.SOLVED), make.check())

    assert marks(report) == {"cham-cong": ("memory", 0.0)}
    assert time.monotonic() - began < 20
    assert groups_of_this_process() == []


def test_children_of_a_function_that_the_check_calls_end_it_too(grouped: Box) -> None:
    body = "\n".join(f"    {line}" for line in TOGETHER.splitlines())

    assert one(grouped, f"def cong(a, b):\n{body}\n    return a + b") == ("memory", 0.0)


def test_a_notebook_within_its_limits_is_graded_as_ever_and_leaves_no_group(grouped: Box) -> None:
    assert one(grouped, make.SOLVED) == ("ok", 2.0)
    assert groups_of_this_process() == []


def test_a_box_is_in_a_group_of_its_own_with_its_limits(grouped: Box) -> None:
    process = python(grouped, "import time\nprint('within', flush=True)\ntime.sleep(60)")
    assert process.stdout
    process.stdout.readline()
    groups = [Path(folder, f"{os.getpid()}-{process.pid}") for folder in lent()["boxes"]]
    written = {
        name: (group / name).read_text().strip()
        for group in groups
        for name in ("memory.max", "memory.limit_in_bytes", "pids.max")
        if (group / name).exists()
    }
    process.kill()
    process.communicate()

    assert sorted(written.values()) == sorted([str(LIMIT), str(grouped.limits.processes)])
    assert [group for group in groups if group.exists()] == []


def test_processes_end_where_the_group_says(grouped: Box) -> None:
    few = replace(grouped, limits=Limits(seconds=30, processes=40))
    process = python(few, MANY)
    output, _ = process.communicate()
    count, error = output.decode().split()

    assert (int(count) < 40, error) == (True, "BlockingIOError")


def test_a_checker_of_files_that_holds_too_much_says_memory(
    grouped: Box, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checker = tmp_path / "checker"
    checker.mkdir()
    tmp_path.chmod(0o755)
    (checker / "__init__.py").write_text("")
    (checker / "__main__.py").write_text(TOGETHER)
    monkeypatch.setattr(office, "CHECKER", checker)
    monkeypatch.setattr(office, "LIMITS", replace(office.LIMITS, memory=600 << 20))

    assert office._ask({}, b"", b"", box=grouped) == {"ended": "memory"}


def test_without_control_groups_boxes_work_as_ever(alone: Box) -> None:
    process = python(alone, "print('chạy')")
    output, _ = process.communicate()

    assert (output.decode(), process.returncode, process.ran_out) == ("chạy\n", 0, False)
    assert one(alone, make.SOLVED) == ("ok", 2.0)
    assert limits_in_force() == "each process by itself: this machine lends no control groups"


def test_a_group_that_cannot_be_had_is_done_without(alone: Box, tmp_path: Path) -> None:
    """As after a start of the machine, when what was written down names what is gone."""
    note = tmp_path / "hub" / "groups.json"
    note.parent.mkdir()
    gone = {part: [str(tmp_path / "gone" / part)] for part in PARTS}
    note.write_text(json.dumps({"program": str(PROGRAM)} | gone))

    process = python(alone, "print('chạy')")
    output, _ = process.communicate()

    assert (output.decode(), process.ran_out) == ("chạy\n", False)
