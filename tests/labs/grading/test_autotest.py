"""Checks that compare with the author's own solution, worked out at each grading."""

from pathlib import Path

import pytest

from labs.assignments.master import read_master
from labs.grading.box import Box
from labs.grading.engine import grade
from labs.grading.words import line_of
from tests.factories import labs as make

SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"

POINT = "import collections\nx = collections.namedtuple('P', 'a b')(1, 2)"
COUNT = "import collections\nx = collections.Counter('aab')"


def marks(
    box: Box, check: str, *, author: str, learner: str, files: Path | None = None
) -> list[tuple[str, float | None, str, str]]:
    master = make.notebook(make.answer(SOLUTION.format(author)), make.check(check))
    report = grade(read_master(master), make.notebook(make.answer(learner)), box=box, files=files)
    return [(one.state, one.score, one.reason, one.feedback) for one in report.marks]


def test_the_published_notebook_gives_its_author_all_points(box: Box, shared_data: Path) -> None:
    demo = shared_data / "labs" / "nbgrader-demo" / "source" / "ps1_autotest"
    source = (demo / "problem1.ipynb").read_bytes()

    own = grade(read_master(source), source, box=box)

    assert {one.cell: one.score for one in own.marks if not own.by_hand(one)} == {
        "correct_squares": 1,
        "squares_invalid_input": 1,
        "correct_sum_of_squares": 0.5,
        "sum_of_squares_uses_squares": 0.5,
        "cell-6e9ff83aa5dfaf17": 0,
    }


@pytest.mark.parametrize("learner", ["bitdiddle", "hacker"])
def test_published_work_gets_the_marks_that_asserts_give(
    box: Box, shared_data: Path, learner: str
) -> None:
    demo = shared_data / "labs" / "nbgrader-demo"
    answers = (demo / "submitted" / learner / "ps1" / "problem1.ipynb").read_bytes()

    asserted, compared = (
        grade(
            read_master((demo / "source" / name / "problem1.ipynb").read_bytes()), answers, box=box
        )
        for name in ("ps1", "ps1_autotest")
    )

    assert [(one.cell, one.state, one.score) for one in compared.marks if one.max_score] == [
        (one.cell, one.state, one.score) for one in asserted.marks
    ]


@pytest.mark.parametrize(
    ("author", "learner", "expected"),
    [
        ("x = [1, 2]", "x = [1, 2]", "ok"),
        ("x = [1, 2]", "x = (1, 2)", "wrong"),
        ("x = [1, 2]", "x = [2, 1]", "wrong"),
        ("x = {1, 2, 30}", "x = {30, 2, 1}", "ok"),
        ("x = {'a': 1, 'b': [2]}", "x = {'b': [2], 'a': 1}", "ok"),
        ("x = 0.3", "x = 0.1 + 0.2", "ok"),
        ("x = 1", "x = 1.0", "wrong"),
        ("x = 1", "x = True", "wrong"),
        ("x = 1", "class X(int):\n    __eq__ = lambda s, o: True\nx = X(5)", "wrong"),
        (
            "import pandas\nx = pandas.Series([1.5])",
            "import pandas\nx = pandas.Series([1.5])",
            "ok",
        ),
        (
            "import pandas\nx = pandas.Series([1.5])",
            "import pandas\nx = pandas.Series([2.5])",
            "wrong",
        ),
        (
            "import pandas\nx = pandas.DataFrame({'a': [1, 2]})",
            "import pandas\nx = pandas.DataFrame({'a': [1, 2]}, index=[0, 1])",
            "ok",
        ),
        (
            "import pandas\nx = pandas.Series([1.5], name='a')",
            "import pandas\nx = pandas.Series([1.5], name='b')",
            "wrong",
        ),
        ("x = 1", "y = 1", "error"),
        (POINT, POINT, "ok"),
        (POINT, POINT.replace("(1, 2)", "(1, 3)"), "wrong"),
        (POINT, "x = (1, 2)", "wrong"),
        (COUNT, COUNT.replace("aab", "baa"), "ok"),
    ],
)
def test_values_are_compared_by_type_and_value(
    box: Box, author: str, learner: str, expected: str
) -> None:
    ((state, _score, _reason, _text),) = marks(
        box, "### AUTOTEST x", author=author, learner=learner
    )

    assert state == expected


@pytest.mark.parametrize("numbers", ["[]", "[1]", "[1, 2, 3]"])
def test_a_loop_over_the_learner_s_things_compares_all_and_no_more(box: Box, numbers: str) -> None:
    check = "for so in day_so:\n    ### AUTOTEST f(so)"
    author = "day_so = [1, 2]\ndef f(n):\n    return n"

    ((state, score, reason, _text),) = marks(
        box, check, author=author, learner=author.replace("[1, 2]", numbers)
    )

    assert (state, score, reason) == ("wrong", 0.0, "differs")


def test_the_expression_is_told_and_a_hidden_one_is_not(box: Box) -> None:
    author, learner = "def f(n):\n    return n * n", "def f(n):\n    return n + n"
    hidden = "### BEGIN HIDDEN TESTS\n### AUTOTEST f(3)\n### END HIDDEN TESTS"

    open_ = marks(box, "### AUTOTEST f(2); f(3)", author=author, learner=learner)
    kept = marks(box, hidden, author=author, learner=learner)

    assert (open_, kept) == (
        [("wrong", 0.0, "differs", "f(3)")],
        [("wrong", 0.0, "differs", "")],
    )


def test_random_draws_are_the_same_for_both(box: Box) -> None:
    check = "so = lab.random.randrange(10**6)\nlab.give(goc=so)\n### AUTOTEST f(so) + goc"
    author = "def f(n):\n    return n + 1"

    assert marks(box, check, author=author, learner=author)[0][:2] == ("ok", 2.0)


def test_a_file_is_that_of_each_side(box: Box) -> None:
    check = '### AUTOTEST lab.file("ra.txt")'
    write = 'open("ra.txt", "w").write("{}")'

    same = marks(box, check, author=write.format("a"), learner=write.format("a"))
    other = marks(box, check, author=write.format("a"), learner=write.format("b"))

    assert [one[0][0] for one in (same, other)] == ["ok", "wrong"]


@pytest.mark.parametrize("author", ["1 / 0", "x = object()", "x = 'a' * 3_000_000"])
def test_an_author_s_solution_without_such_a_value_is_never_held_against_the_learner(
    box: Box, author: str
) -> None:
    ((state, score, _reason, _text),) = marks(box, "### AUTOTEST x", author=author, learner="x = 1")

    assert (state, score) == ("system", None)


def test_what_the_check_compares_with_never_reaches_the_learner_s_kernel(box: Box) -> None:
    spy = (
        "import answers, json\n"
        "seen = []\n"
        "old = answers.answer\n"
        "def answer(question):\n"
        "    seen.append(question)\n"
        "    return old(question)\n"
        "answers.answer = answer\n"
        "x = 1"
    )
    check = '### AUTOTEST x\nassert "982451653" not in str(seen), "lộ"\nassert seen, "không nghe"'

    assert marks(box, check, author="x = 982451653 - 982451652", learner=spy)[0][0] == "ok"
    assert marks(box, check, author="x = 982451653", learner=spy)[0][:3] == (
        "wrong",
        0.0,
        "differs",
    )


def test_learners_read_which_expression() -> None:
    mark = make.mark(state="wrong", score=0) | {"reason": "differs", "feedback": "f(3)"}

    assert line_of(mark).sentence == "“f(3)” chưa cho kết quả như yêu cầu."
