"""What authors write in checks: right answers pass, and an object that says yes to all does not."""

import ast
from typing import Any

import pytest

from labs.assignments.master import Master, read_master
from labs.grading.box import Box
from labs.grading.engine import grade
from tests.factories import labs as make
from tests.labs.grading import (
    idioms,
    idioms_of_libraries,
    idioms_of_objects,
    idioms_of_operators,
)
from tests.labs.grading.idioms import YES

# Compares a thing of the learner's with itself alone: nothing is asked but whether it is the same.
TAKEN_AT_THEIR_WORD = {
    "assert CauHinh() is CauHinh()",
    "assert hash(Vector(1, 2)) == hash(Vector(1, 2)) and len({Vector(1, 2), Vector(1, 2)}) == 1",
    'assert {Khoa("a"): 1}[Khoa("a")] == 1 and Khoa("a") in {Khoa("a")}',
}


LABS = [
    pytest.param(one.SOLUTION, one.IDIOMS, id=one.__name__.rpartition(".")[2])
    for one in (idioms, idioms_of_objects, idioms_of_operators, idioms_of_libraries)
]


def master_of(solution: str, checks: list[str]) -> Master:
    """A check a paragraph, a point each."""
    cells = [make.check(one, grade_id=f"k{n}", points=1) for n, one in enumerate(checks)]
    answer = make.answer(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION")
    return read_master(make.notebook(answer, *cells))


def not_right(
    solution: str, checks: list[str], answer: str, box: Box
) -> list[tuple[str, str, str]]:
    """Each idiom that gave no point, with its state and what was said."""
    report = grade(master_of(solution, checks), make.notebook(make.answer(answer)), box=box)
    rows = zip(report.marks, checks, strict=True)
    return [(idiom, one.state, one.feedback) for one, idiom in rows if one.score != 1]


def names_of(source: str) -> list[str]:
    """What a solution defines."""
    found: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            found += [one.id for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name)]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
    return found


@pytest.mark.parametrize(("solution", "checks"), LABS)
def test_the_author_s_own_solution_is_right_by_every_idiom(
    solution: str, checks: list[str], box: Box
) -> None:
    assert not_right(solution, checks, solution, box) == []


@pytest.mark.parametrize(("solution", "checks"), LABS)
def test_an_object_that_says_yes_to_all_is_right_by_none(
    solution: str, checks: list[str], box: Box
) -> None:
    yes = "\n".join(f"{name} = Yes()" for name in names_of(solution))

    failed = {one for one, _state, _text in not_right(solution, checks, f"{YES}\n{yes}", box)}

    assert set(checks) - failed == TAKEN_AT_THEIR_WORD & set(checks)


@pytest.mark.parametrize("lab", [idioms_of_operators, idioms_of_libraries])
def test_a_solution_that_is_a_little_wrong_is_right_by_none(lab: Any, box: Box) -> None:
    failed = {one for one, _state, _text in not_right(lab.SOLUTION, lab.IDIOMS, lab.WRONG, box)}

    assert set(lab.IDIOMS) - failed == set()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("def doi(o):\n    return HoSo(o.ma + '1')", ("ok", 2.0)),
        ("def doi(o):\n    return HoSo('a')", ("wrong", 0.0)),
        (
            "class HoSo:\n    __eq__ = lambda s, o: True\ndef doi(o):\n    return HoSo()",
            ("wrong", 0.0),
        ),
    ],
)
def test_objects_of_a_class_that_the_author_gave_are_compared_by_what_they_hold(
    box: Box, answer: str, expected: tuple[str, float]
) -> None:
    given = make.fixed(
        "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass HoSo:\n    ma: str"
    )
    blank = make.answer("### BEGIN SOLUTION\n1\n### END SOLUTION")
    check = make.check('assert doi(HoSo("a")) == HoSo("a1")')
    master = read_master(make.notebook(given, blank, check))

    mark = grade(master, make.notebook(given, make.answer(answer)), box=box).marks[0]

    assert (mark.state, mark.score) == expected
