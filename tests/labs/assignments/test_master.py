"""Masters: what is refused, and what learners get."""

import json
from typing import Any

import pytest

from labs.assignments.errors import MasterInvalid
from labs.assignments.master import read_master
from tests.factories import labs as make


def learner_cells(*cells: dict[str, object], **options: str) -> list[dict[str, object]]:
    version = read_master(make.notebook(*cells)).learner_version(**options)
    return list(json.loads(version)["cells"])


def test_learners_get_neither_solutions_nor_hidden_tests() -> None:
    solution = make.answer("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")

    cells = learner_cells(solution, make.check())

    assert [cell["source"] for cell in cells] == [
        "def f():\n    # Anh/chị viết mã vào đây\n    raise NotImplementedError()\n",
        '"""Cộng đúng hai số"""\nassert cong(1, 2) == 3, "Một cộng hai phải bằng ba."\n',
    ]


def test_learners_get_no_output_and_cannot_delete_what_is_graded() -> None:
    told = make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION") | {"outputs": ["42"]}

    cells = learner_cells(told, make.check(), make.plain("1"))

    assert [cell["outputs"] for cell in cells] == [[], [], []]
    assert [cell["metadata"].get("deletable") for cell in cells] == [False, False, None]
    assert [cell["metadata"].get("editable") for cell in cells] == [True, False, None]


def test_the_button_s_address_is_in_the_learner_s_notebook_alone() -> None:
    version = read_master(make.sums()).learner_version(hand_in="/labs/x/")

    assert json.loads(version)["metadata"]["lms"] == {"hand_in": "/labs/x/"}


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b'{"nbformat": 3}',
        make.notebook(make.plain("1")),
        make.notebook(make.check(), make.check()),
        make.notebook(make.check("### BEGIN HIDDEN TESTS\n1")),
        make.notebook(make.answer("### AUTOTEST f(1)"), make.check()),
        make.notebook(make.check("### AUTOTEST f(")),
        make.notebook(make.check("### AUTOTEST x = 1")),
        make.notebook(make.check("### AUTOTEST")),
        make.notebook(make.check("assert (")),
        make.notebook(make.check(grade_id="")),
    ],
)
def test_a_master_that_cannot_work_is_refused(content: bytes) -> None:
    with pytest.raises(MasterInvalid):
        read_master(content)


@pytest.mark.parametrize(
    "cells",
    [
        (make.check("-" * 30_000 + "1"),),
        (make.check("### AUTOTEST " + "-" * 30_000 + "1"),),
        (make.fixed("x = " + "-" * 30_000 + "1"), make.check()),
        (make.fixed("x = " + "1+" * 30_000 + "1"), make.check()),
    ],
)
def test_a_master_nested_without_end_is_refused(cells: tuple[dict[str, Any], ...]) -> None:
    with pytest.raises(MasterInvalid):
        read_master(make.notebook(*cells))


@pytest.mark.parametrize("metadata", ["a", 1, [1], {"tags": ["\ud800"]}])
def test_metadata_of_a_wrong_shape_harms_nothing(metadata: Any) -> None:
    cells = learner_cells(make.plain("1") | {"metadata": metadata}, make.check())

    assert cells[0]["source"] == "1"


def test_what_the_author_defines_is_known_by_name() -> None:
    cells = (
        make.fixed("import json as j\nA = 1\ndef f():\n    return A\n%matplotlib inline"),
        make.answer("import os\nB = 2"),
        make.check(),
    )

    assert sorted(read_master(make.notebook(*cells)).authored()) == ["A", "f", "j", "os"]


def test_every_statement_that_makes_a_name_counts() -> None:
    source = (
        "he_so: float = 2.34\nbang = doc()\nbang['luong'] = 1\nbang.ten = [y for y in bang]\n"
        "for dong in bang:\n    tong = dong\nwith mo() as tep:\n    pass\n"
        "async def cho():\n    trong = 1\na, *b = bang\ntong += 1\n(lambda z: z)(1)"
    )
    found = read_master(make.notebook(make.fixed(source), make.check())).authored()

    counts = {name: len(made) for name, made in found.items()}
    assert counts == {
        "he_so": 1, "bang": 3, "dong": 1, "tong": 2, "tep": 1, "cho": 1, "a": 1, "b": 1,
    }  # fmt: skip


def text(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def test_what_a_person_marks_is_called_by_the_heading_above() -> None:
    master = read_master(
        make.notebook(
            make.essay(grade_id="mo-dau"),
            text("# Bài\n\n## Phần 1. Nêu lý do ##\n\n```\n# không phải\n```"),
            make.essay("### BEGIN SOLUTION\n# Lời giải\n### END SOLUTION", "ly-do"),
            text("## Phần 2. Đề xuất"),
            make.essay(grade_id="a"),
            make.essay(grade_id="b"),
        )
    )

    assert [master.heading_of(cell) for cell in master.cells if cell.is_by_hand] == [
        "",
        "Phần 1. Nêu lý do",
        "Phần 2. Đề xuất (a)",
        "Phần 2. Đề xuất (b)",
    ]
