"""The engine in its real sandbox: published marks, each distinct result, and what attacks earn."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from labs.assignments.demonstration import DATA
from labs.assignments.master import read_master
from labs.grading.box import Box
from labs.grading.engine import grade
from labs.grading.errors import SubmissionBroken
from labs.grading.report import Report
from tests.factories import labs as make


def marks(report: Report) -> dict[str, tuple[str, float | None]]:
    return {mark.cell: (mark.state, mark.score) for mark in report.marks}


def graded(box: Box, *cells: dict[str, object], master: bytes = b"", **options: object) -> Report:
    master_ = read_master(master or make.sums())
    return grade(master_, make.notebook(*cells), box=box, **options)


def one(box: Box, source: str, **options: object) -> tuple[str, float | None]:
    """The one mark of the smallest lab for this answer."""
    return marks(graded(box, make.answer(source), make.check(), **options))["cham-cong"]


@pytest.mark.parametrize(("student", "expected"), [("bitdiddle", 1.5), ("hacker", 3.0)])
def test_published_marks_come_out(
    box: Box, shared_data: Path, student: str, expected: float
) -> None:
    demo = shared_data / "labs" / "nbgrader-demo"
    total = 0.0

    for name in ("problem1.ipynb", "problem2.ipynb"):
        master = read_master((demo / "source" / "ps1" / name).read_bytes())
        submission = (demo / "submitted" / student / "ps1" / name).read_bytes()
        total += grade(master, submission, box=box).score

    assert total == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("submitted-unchanged", {"foo": ("ok", 1.0), "bar": ("error", 0.0)}),
        ("submitted-changed", {"foo": ("ok", 1.0), "bar": ("ok", 1.0)}),
        ("submitted-cheat-attempt", {"foo": ("ok", 1.0), "bar": ("error", 0.0)}),
        ("submitted-grade-cell-changed", {"foo": ("ok", 1.0), "bar": ("error", 0.0)}),
    ],
)
def test_published_attacks_earn_what_they_deserve(
    box: Box, shared_data: Path, name: str, expected: dict[str, tuple[str, float]]
) -> None:
    folder = shared_data / "labs" / "nbgrader-attacks"
    master = read_master((folder / "submitted-unchanged.ipynb").read_bytes())

    found = marks(grade(master, (folder / f"{name}.ipynb").read_bytes(), box=box))

    assert {cell: found[cell] for cell in expected} == expected


def test_the_right_answer_is_right(box: Box) -> None:
    assert one(box, make.SOLVED) == ("ok", 2.0)


def test_a_wrong_answer_brings_the_author_s_sentence(box: Box) -> None:
    report = graded(box, make.answer("def cong(a, b):\n    return 3"), make.check())

    assert report.marks[0].state == "wrong"
    assert report.marks[0].feedback == "Với số khác, kết quả chưa đúng."
    assert report.marks[0].title == "Cộng đúng hai số"


def test_an_error_of_the_learner_s_is_told_as_theirs(box: Box) -> None:
    report = graded(box, make.answer("def cong(a, b):\n    return a / 0"), make.check())

    assert (report.marks[0].state, report.marks[0].reason) == ("error", "ZeroDivisionError")
    assert report.marks[0].feedback == "division by zero"


def test_an_endless_answer_is_out_of_time(box: Box) -> None:
    source = "def cong(a, b):\n    while True:\n        pass"

    assert one(box, source, cell_seconds=1) == ("timeout", 0.0)


def test_an_endless_cell_is_out_of_time_and_the_rest_is_still_marked(box: Box) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"),
        make.answer("### BEGIN SOLUTION\nb = 7\n### END SOLUTION", "b"),
        make.check("assert b == 7", "cham-b", 1),
    )
    cells = (make.answer("while True:\n    pass"), make.answer("b = 7", "b"))

    assert marks(graded(box, *cells, master=master, cell_seconds=1)) == {"cham-b": ("ok", 1.0)}


def test_ten_gigabytes_are_out_of_memory(box: Box) -> None:
    assert one(box, "def cong(a, b):\n    return bytearray(10 << 30)") == ("memory", 0.0)


def test_a_huge_value_is_refused_before_it_travels(box: Box) -> None:
    assert one(box, "def cong(a, b):\n    return 'x' * 200_000_000") == ("memory", 0.0)


def test_a_kernel_that_ends_itself_scores_nothing(box: Box) -> None:
    assert one(box, "import os\ndef cong(a, b):\n    os._exit(0)") == ("error", 0.0)


def test_what_was_not_answered_is_said_so(box: Box) -> None:
    report = graded(box, make.answer("raise NotImplementedError()"), make.check())

    assert (report.marks[0].state, report.marks[0].reason) == ("error", "NameError")


def test_part_of_the_points_by_the_last_expression(box: Box) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\na = 1\n### END SOLUTION"), make.check("a = 1.5\na")
    )

    assert marks(graded(box, make.answer("a = 1"), master=master)) == {"cham-cong": ("partly", 1.5)}


@pytest.mark.parametrize(
    ("last", "mark"),
    [
        ("a == 1", ("ok", 2.0)),
        ("a == 2", ("wrong", 0.0)),
        ("import numpy\nnumpy.bool_(a == 2)", ("wrong", 0.0)),
        ("None", ("ok", 2.0)),
    ],
)
def test_a_yes_or_no_as_last_expression_is_all_or_nothing(
    box: Box, last: str, mark: tuple[str, float]
) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\na = 1\n### END SOLUTION"), make.check(last)
    )

    assert marks(graded(box, make.answer("a = 1"), master=master)) == {"cham-cong": mark}


def test_deleted_copied_and_moved_cells_break_nothing(box: Box) -> None:
    blank = make.answer("# Anh/chị viết mã vào đây\nraise NotImplementedError()")
    cells = (make.plain("x = 1"), blank, make.answer(make.SOLVED), blank)

    assert marks(graded(box, *cells)) == {"cham-cong": ("ok", 2.0)}


def test_an_answer_may_rest_on_the_learner_s_own_cells(box: Box) -> None:
    cells = (make.plain("def giup(a, b):\n    return a + b"), make.answer("cong = giup"))

    assert marks(graded(box, *cells)) == {"cham-cong": ("ok", 2.0)}


def test_a_locked_cell_is_the_author_s_whatever_was_handed_in(box: Box) -> None:
    master = make.notebook(
        make.fixed("def dung(x):\n    return x == 42"),
        make.answer("### BEGIN SOLUTION\nx = 42\n### END SOLUTION"),
        make.check("assert dung(x)"),
    )
    cells = (
        make.fixed("def dung(x):\n    return True"),
        make.answer("x = 0\ndef dung(x):\n    return True"),
    )

    assert marks(graded(box, *cells, master=master)) == {"cham-cong": ("wrong", 0.0)}


ATTACKS = {
    "equal to everything": "class Moi:\n    def __eq__(self, other):\n        return True\n"
    "def cong(a, b):\n    return Moi()",
    "asserts removed": "import ast\nclass Xoa(ast.NodeTransformer):\n"
    "    def visit_Assert(self, node):\n        return None\n"
    "get_ipython().ast_transformers.append(Xoa())\ndef cong(a, b):\n    return 0",
    "errors hidden": "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.showtraceback = lambda *a, **k: None\ndef cong(a, b):\n    raise SystemExit",
    "answers forged": "import answers, json\n"
    "answers.answer = lambda q: json.dumps({'verdict': 'ok', 'value': True})",
    "builtins bent": "import builtins\nbuiltins.AssertionError = Exception\n"
    "builtins.isinstance = lambda *a: True\ndef cong(a, b):\n    return None",
    "hidden tests searched": "import glob\nfound = ''.join(open(p).read() for p in "
    "glob.glob('/inside/*') + glob.glob('/given/*') + glob.glob('/tmp/*.json'))\n"
    "def cong(a, b):\n    return a + b if 'randrange(1000)' in found else 0",
    "caller inspected": "import sys, gc\ndef cong(a, b):\n"
    "    seen = repr([f for f in sys._current_frames().values()]) + repr(gc.get_objects()[:0])\n"
    "    return a + b if 'cham-cong' in seen else 0",
    "number that lies": "class So(int):\n    def __eq__(self, other):\n        return True\n"
    "    __hash__ = int.__hash__\ndef cong(a, b):\n    return So(0)",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_scores_nothing(box: Box, name: str) -> None:
    state, score = one(box, ATTACKS[name])

    assert (state in {"wrong", "error"}, score) == (True, 0.0)


def test_a_flood_of_output_harms_nobody(box: Box) -> None:
    source = "print('x' * 50_000_000)\n" + make.SOLVED

    assert one(box, source) == ("ok", 2.0)


def test_a_file_made_by_the_learner_is_read_and_checked(box: Box) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"),
        make.check('assert lab.rows("a.csv") == [{"x": "1"}], "Sai nội dung."'),
    )
    source = "open('a.csv', 'w').write('x\\n1\\n')"

    assert marks(graded(box, make.answer(source), master=master)) == {"cham-cong": ("ok", 2.0)}


def test_a_missing_file_is_named(box: Box) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"), make.check('lab.rows("a.csv")')
    )

    report = graded(box, make.answer("pass"), master=master)

    assert (report.marks[0].reason, report.marks[0].feedback) == ("file", "a.csv")


def test_tables_travel_and_compare(box: Box) -> None:
    check = (
        "import pandas as pd\n"
        "ngay = pd.to_datetime(['2026-01-02', None, '2026-03-04'])\n"
        "bang = pd.DataFrame({'x': [1, 2, 3], 'ngay': ngay})\n"
        "nhan = gap_doi(bang)\n"
        "assert isinstance(nhan, pd.DataFrame)\n"
        "assert nhan['x'].tolist() == [2, 4, 6]\n"
        "assert nhan['ngay'].isna().sum() == 1"
    )
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"), make.check(check)
    )
    source = "def gap_doi(bang):\n    return bang.assign(x=bang['x'] * 2)"

    assert marks(graded(box, make.answer(source), master=master)) == {"cham-cong": ("ok", 2.0)}


def test_the_seed_draws_the_same_data_again(box: Box) -> None:
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"),
        make.check("nhan(lab.random.random())\n0.5"),
    )
    source = "def nhan(x):\n    raise ValueError(x)"

    first, second = (
        graded(box, make.answer(source), master=master, seed=seed) for seed in ("a", "a")
    )
    other = graded(box, make.answer(source), master=master, seed="b")

    assert first.marks == second.marks
    assert first.marks != other.marks


def test_an_author_s_endless_check_is_a_system_fault(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.grading.engine.CHECK_SECONDS", 1)
    master = make.notebook(
        make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION"), make.check("while True:\n    pass")
    )

    report = graded(box, make.answer("1"), master=master)

    assert marks(report) == {"cham-cong": ("system", None)}
    assert report.has_fault


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 100_000, b'{"nbformat": 4, "cells": 5}', b"PK\x03"]
)
def test_what_is_no_notebook_is_refused(box: Box, content: bytes) -> None:
    with pytest.raises(SubmissionBroken):
        grade(read_master(make.sums()), content, box=box)


def test_the_demonstration_s_solution_scores_full_marks(box: Box) -> None:
    content = (DATA / "thong-ke-ho-so.ipynb").read_bytes()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "ho-so.csv").write_bytes((DATA / "ho-so.csv").read_bytes())

        report = grade(read_master(content), content, box=box, files=Path(folder))

    assert (report.score, report.checked_score) == (10.0, 10.0)


def test_a_check_that_is_kept_busy_by_the_learner_s_things_is_theirs(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.grading.engine.CHECK_SECONDS", 3)
    checks = make.check("while con_nua():\n    pass"), make.check("assert True", "sau")
    master = make.notebook(make.answer("def con_nua():\n    return False"), *checks)

    report = graded(box, make.answer("def con_nua():\n    return True"), master=master)

    assert marks(report) == {"cham-cong": ("timeout", 0.0), "sau": ("ok", 2.0)}
