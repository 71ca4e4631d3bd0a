"""Where an operator of a learner's class is asked, and where it would decide its own mark."""

from typing import Any

import pytest

from labs.grading.box import Box
from labs.grading.report import Mark
from tests.factories import labs as make
from tests.labs.grading.test_engine import graded
from tests.labs.grading.test_hostile import FORGE

VECTOR = (
    "class Vector:\n    def __init__(self, x): self.x = x\n"
    "    def __sub__(self, o): return Vector(self.x - o)\n"
    "    def __eq__(self, o): return self.x == o\n"
    "    def __contains__(self, o): return self.x == o\n"
    "    def __abs__(self): return abs(self.x)\n"
    "    def __matmul__(self, o): return self.x * o.x\n"
    "    def doi(self): return Vector(-self.x)\n"
    "def f(x): return x * 1.1\nsize, xs = 3.3, [5]"
)
# Whatever it is asked, it is right: its differences are nought, its parts are itself.
SLY = (
    "class Sly:\n    def __init__(self, *a): pass\n"
    "    def __sub__(self, o): return 0\n    __rsub__ = __truediv__ = __sub__\n"
    "    def __eq__(self, o): return True\n"
    "    def __lt__(self, o): return True\n"
    "    def __contains__(self, o): return True\n"
    "    x = property(lambda self: self)\n"
    "    def __abs__(self): return self\n"
    "    def __matmul__(self, o): return self\n"
    "Vector = f = Sly\nsize = xs = Sly()"
)


def by_check(box: Box, source: str, check: str, solution: str = VECTOR) -> Mark:
    """The one mark of this answer under this check."""
    answer = make.answer(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION")
    master = make.notebook(answer, make.check(check))
    return graded(box, make.answer(source), master=master).marks[0]


def outcome(mark: Mark) -> tuple[Any, ...]:
    return mark.state, mark.score, mark.reason


@pytest.mark.parametrize(
    "check",
    [
        "assert abs(size - 3.3) < 0.01",
        "assert size - 3.3 == 0",
        "assert 3.3 - size == 0",
        "assert size == 3.3",
        "assert size < 4",
        "assert 5 in xs",
        "assert xs == [5]",
        "assert abs(f(3) - 3.3) < 0.01",
        "v = Vector(1.5)\nassert abs(v.x - 1.5) < 0.01",
        "v = Vector(1.5)\nassert v.x == 1.5",
        "v = Vector(3.3)\nassert abs(abs(v) - 3.3) < 0.01",
        "v = Vector(2)\nassert abs(v @ v - 4) < 0.01",
    ],
)
def test_an_object_in_the_place_of_data_decides_nothing(box: Box, check: str) -> None:
    assert outcome(by_check(box, VECTOR, check)) == ("ok", 2.0, "")
    assert outcome(by_check(box, SLY, check)) == ("wrong", 0.0, "beside_data")


@pytest.mark.parametrize("check", ["assert Vector(4) == 4", "assert 4 in Vector(4)"])
def test_what_says_yes_beside_anything_says_nothing(box: Box, check: str) -> None:
    assert outcome(by_check(box, VECTOR, check)) == ("ok", 2.0, "")
    assert outcome(by_check(box, SLY, check)) == ("wrong", 0.0, "")


@pytest.mark.parametrize(
    ("answer", "solution"),
    [
        (VECTOR, "def Vector(x):\n    return x"),  # the author has no class there
        (VECTOR, "class Vector(int): pass"),  # the author's class has no such operator
    ],
)
def test_only_what_the_author_s_solution_writes_is_asked(
    box: Box, answer: str, solution: str
) -> None:
    mark = by_check(box, answer, "assert Vector(4) == 4", solution)

    assert outcome(mark) == ("wrong", 0.0, "beside_data")


@pytest.mark.parametrize("made", ["Vector(4)", "(Vector(5) - 1)", "Vector(-4).doi()"])
def test_what_the_solution_s_methods_make_is_asked_as_well(box: Box, made: str) -> None:
    assert outcome(by_check(box, VECTOR, f"assert ({made} - 1).x == 3")) == ("ok", 2.0, "")


@pytest.mark.parametrize("kind", ["TypeError", "Exception"])
def test_what_is_declined_is_no_error_that_a_check_waits_for(box: Box, kind: str) -> None:
    check = f"try:\n    size + 'a'\nexcept {kind}:\n    pass"

    assert outcome(by_check(box, VECTOR, check)) == ("ok", 2.0, "")
    assert outcome(by_check(box, SLY, check)) == ("wrong", 0.0, "beside_data")


def test_what_an_assert_says_comes_before_what_was_declined(box: Box) -> None:
    mark = by_check(box, SLY, 'assert size == 3.3, "Chưa đúng cỡ."')

    assert (mark.reason, mark.feedback) == ("beside_data", "Chưa đúng cỡ.")


@pytest.mark.parametrize(
    ("check", "name"),
    [
        ("class Hop:\n    pass\nassert f(Hop()) is None", "Hop"),
        ("import unittest.mock\nf(unittest.mock.Mock())", "Mock"),
        ("f(open('a.bin', 'w'))", "TextIOWrapper"),
    ],
)
def test_what_cannot_travel_is_no_fault_of_the_learner_s(box: Box, check: str, name: str) -> None:
    mark = by_check(box, "def f(x): pass", check)

    assert (*outcome(mark), mark.feedback) == ("system", None, "not_given", name)


TESTS = (
    "import unittest\nclass K(unittest.TestCase):\n"
    "    def test(self): self.assertEqual(f(3), 4)\n{}"
)


@pytest.mark.parametrize(
    "end",
    [
        'unittest.main(argv=[""], exit=False)',
        'unittest.main(argv=[""])',
        "unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(K))",
    ],
)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(x): return x + 1", ("ok", 2.0, "")),
        ("def f(x): return x", ("wrong", 0.0, "")),
        ("import unittest\ndef f(x): raise unittest.SkipTest", ("wrong", 0.0, "")),
        ("def f(x): raise SystemExit(0)", ("wrong", 0.0, "")),
        ("def f(x): raise KeyboardInterrupt", ("wrong", 0.0, "")),
    ],
)
def test_unit_tests_in_a_check_count_when_all_of_them_ran_well(
    box: Box, end: str, source: str, expected: tuple[Any, ...]
) -> None:
    assert outcome(by_check(box, source, TESTS.format(end))) == expected


def test_unit_tests_that_find_nothing_to_run_give_nothing(box: Box) -> None:
    mark = by_check(box, "x = 1", "import unittest\nunittest.main(argv=[''], exit=False)")

    assert outcome(mark) == ("wrong", 0.0, "")


@pytest.mark.parametrize("kind", ["AssertionError", "Exception", "BaseException"])
def test_an_error_s_name_cannot_be_one_that_holds_back_asserts(box: Box, kind: str) -> None:
    check = "try:\n    f(1)\n    assert False\nexcept Loi:\n    pass"

    mark = by_check(box, f"Loi = {kind}\ndef f(x): pass", check)

    assert outcome(mark) == ("wrong", 0.0, "")


def test_what_a_check_asks_of_its_own_things_travels_in_its_callbacks(box: Box) -> None:
    check = "assert f(lambda x: (x is None, x.__class__.__name__)) == (False, 'int')"

    assert outcome(by_check(box, "def f(g): return g(1)", check)) == ("ok", 2.0, "")


@pytest.mark.parametrize("printed", ["[]", "5", '{"a": [1]}', "null"])
def test_what_is_said_to_be_printed_is_text_whatever_it_is(box: Box, printed: str) -> None:
    said = f'{{"value": 1, "printed": {printed}}}'
    redirected = "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()):"
    check = f"{redirected}\n    assert x == 2"

    assert outcome(by_check(box, FORGE.format(said), check)) == ("wrong", 0.0, "")


def test_a_flood_that_is_printed_ends_no_check(box: Box) -> None:
    source = "def f(x):\n    for _ in range(100):\n        print('x' * 10**6)\n    return x"

    assert outcome(by_check(box, source, "assert f(1) == 1")) == ("ok", 2.0, "")
