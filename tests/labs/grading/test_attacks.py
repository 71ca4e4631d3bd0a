"""Notebooks that mean harm, each graded in the real sandbox: what they earn, what they reach."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from labs.assignments.master import read_master
from labs.grading.box import Box
from labs.grading.engine import grade
from labs.grading.report import Report
from tests.factories import labs as make
from tests.labs.grading.test_engine import graded, marks, one

NOTHING = "### BEGIN SOLUTION\n1\n### END SOLUTION"


def looked(box: Box, source: str, check: str) -> tuple[str, float | None]:
    """The mark of a check that looks at what the learner's code found."""
    master = make.notebook(make.answer(NOTHING), make.check(check))
    return marks(graded(box, make.answer(source), master=master))["cham-cong"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "test",
            {
                "correct_squares": ("ok", 1.0),
                "squares_invalid_input": ("ok", 1.0),
                "correct_sum_of_squares": ("ok", 0.5),
                "sum_of_squares_uses_squares": ("ok", 0.5),
                "sum_of_squares_equation": ("by_hand", None),
            },
        ),
        ("timeout", {"correct_squares": ("timeout", 0.0)}),
    ],
)
def test_published_notebooks_against_themselves(
    box: Box, shared_data: Path, name: str, expected: dict[str, tuple[str, float]]
) -> None:
    content = (shared_data / "labs" / "nbgrader-attacks" / f"{name}.ipynb").read_bytes()

    found = marks(grade(read_master(content), content, box=box, cell_seconds=2))

    assert {cell: found[cell] for cell in expected} == expected


def test_the_published_endless_loop_is_out_of_time(box: Box, shared_data: Path) -> None:
    folder = shared_data / "labs" / "nbgrader-attacks"
    master = read_master((folder / "test.ipynb").read_bytes())

    report = grade(master, (folder / "infinite-loop.ipynb").read_bytes(), box=box, cell_seconds=1)

    assert {mark.state for mark in report.marks if mark.cell != "sum_of_squares_equation"} <= {
        "timeout",
        "blank",
    }
    assert report.score == 0.0


@pytest.mark.parametrize("name", ["PATH", "SECRET", "DATABASE", "BROKER", "TOKEN"])
def test_nothing_of_the_sites_environment_is_in_the_box(
    box: Box, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"LMS_{name}_OF_THE_SITE", "lo-ra-ngoai")
    source = (
        "import os, glob\nthay = repr(dict(os.environ))\n"
        "for tep in glob.glob('/proc/[0-9]*/environ'):\n"
        "    try:\n        thay += open(tep).read()\n    except OSError:\n        pass"
    )

    check = 'assert len(thay) > 20\nassert "lo-ra-ngoai" not in thay'

    assert looked(box, source, check) == ("ok", 2.0)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine that hears whoever reaches it."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def listen() -> None:
            try:
                heard.append(str(server.accept()[1]))
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard


def test_no_port_of_this_machine_is_reached(box: Box, listener: tuple[int, list[str]]) -> None:
    port, heard = listener
    source = (
        "import socket\nloi = ''\ntry:\n"
        f"    socket.create_connection(('127.0.0.1', {port}), timeout=2)\n"
        "except OSError as error:\n    loi = type(error).__name__"
    )

    assert looked(box, source, 'assert loi, "Đã nối được."') == ("ok", 2.0)
    assert heard == []


def test_a_link_in_place_of_a_file_leads_nowhere(box: Box, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("x\n1\n")
    secret.chmod(0o644)
    master = make.notebook(make.answer(NOTHING), make.check('lab.rows("a.csv")'))
    answers = [
        make.answer(f"import os\nos.symlink('{target}', 'a.csv')")
        for target in (secret, "/etc/passwd", "../../etc/shadow")
    ]

    found = [graded(box, answer, master=master).marks[0] for answer in answers]

    assert [(mark.state, mark.reason) for mark in found] == [("wrong", "file")] * 3


@pytest.mark.parametrize(
    "cells",
    [
        (make.answer("def cong(a, b):\n    return 0"), make.check("pass", points=1000)),
        (make.check("pass", "cham-them", points=1000), make.answer("cong = max")),
        (make.answer("cong = max", "cham-cong"), make.fixed("pass", "cong")),
    ],
)
def test_metadata_of_the_learners_own_gives_no_points(box: Box, cells: Any) -> None:
    report = graded(box, *cells)

    assert (report.score, report.max_score) == (0.0, 2.0)


def test_marks_written_into_outputs_and_metadata_are_not_read(box: Box) -> None:
    report = {"score": 2.0, "marks": [{"cell": "cham-cong", "state": "ok", "score": 2.0}]}
    output = {"output_type": "execute_result", "data": {"application/json": report}}
    cell = make.answer("cong = max") | {"outputs": [output]}
    content = json.loads(make.notebook(cell)) | {"metadata": {"report": report}}

    found: Report = grade(read_master(make.sums()), json.dumps(content).encode(), box=box)

    assert found.score == 0.0


ENDS = {
    "kills everything": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "closes the sockets": "import os\nos.closerange(3, 200)",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "raises in every frame": "import sys\nsys.settrace(lambda *a: 1 / 0)",
    "replaces the reply": "import ipykernel.kernelbase as k\n"
    "k.Kernel.execute_request = lambda *a, **n: None",
    "deep answer": "def cong(a, b):\n    x = []\n    for _ in range(100_000):\n        x = [x]\n"
    "    return x",
    "answer that grows": "class L(list):\n    def __iter__(self):\n        while True:\n"
    "            yield 1\ndef cong(a, b):\n    return L()",
}


@pytest.mark.parametrize("name", ENDS)
def test_a_session_that_ends_or_bends_itself_scores_nothing(box: Box, name: str) -> None:
    state, score = one(box, ENDS[name], cell_seconds=2)

    assert (state in {"error", "timeout", "memory", "wrong"}, score) == (True, 0.0)


def test_nothing_started_in_the_box_outlives_it(box: Box) -> None:
    marker = "time.sleep(601)"
    source = (
        "import subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', 'import time; {marker}'],"
        " start_new_session=True)\n" + make.SOLVED
    )

    assert one(box, source) == ("ok", 2.0)
    assert _gone(marker)


def _gone(marker: str) -> bool:
    """Whether no process names the marker, once the kernel has taken the box down."""
    for _ in range(30):
        if not any(_holds(path, marker) for path in Path("/proc").glob("[0-9]*/cmdline")):
            return True
        time.sleep(0.1)
    return False


def _holds(path: Path, marker: str) -> bool:
    try:
        return marker.encode() in path.read_bytes()
    except OSError:
        return False
