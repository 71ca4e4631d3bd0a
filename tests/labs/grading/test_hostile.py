"""What a learner's session says back when it means harm: nothing crashes, swells or scores."""

import math
import resource
from dataclasses import replace
from typing import Any

import pytest

from labs.grading.box import Box
from tests.factories import labs as make
from tests.labs.grading.test_engine import graded, marks, one

FORGE = (
    "import sys, types\nm = types.ModuleType('answers')\nsaid = {!r}\n"
    "m.answer = lambda question: said\nsys.modules['answers'] = m"
)
SHOWN = (
    "from IPython import get_ipython\n"
    "type(get_ipython()).user_expressions = lambda self, asked: {{'a': {{'status': 'ok',"
    " 'metadata': {{}}, 'data': {{'text/plain': {}}}}}}}"
)
NOTHING = "### BEGIN SOLUTION\n1\n### END SOLUTION"


def by_check(box: Box, source: str, check: str, **options: Any) -> Any:
    """The one mark of this answer under this check."""
    master = make.notebook(make.answer(NOTHING), make.check(check))
    return graded(box, make.answer(source), master=master, **options).marks[0]


@pytest.mark.parametrize(
    "said",
    [
        '{"raised": 5}',
        '{"raised": []}',
        '{"raised": {}}',
        '{"raised": null}',
        '{"raised": ["MemoryError"]}',
        "{}",
        "[]",
        '{"verdict": "ok"}',
        '{"ready": true}',
    ],
)
def test_an_answer_of_a_wrong_shape_is_an_error_of_the_learner_s(box: Box, said: str) -> None:
    assert one(box, FORGE.format(said)) == ("error", 0.0)


@pytest.mark.parametrize("depth", [200, 450, 985, 100_000])
def test_an_answer_nested_deeply_is_no_crash(box: Box, depth: int) -> None:
    state, score = one(box, FORGE.format('{"value": ' + "[" * depth + "]" * depth + "}"))

    assert (state in {"error", "wrong"}, score) == (True, 0.0)


@pytest.mark.parametrize("part", ["float('nan')", "float('inf')", "-float('inf')", "-0.0"])
def test_a_part_that_is_no_number_gives_nothing(box: Box, part: str) -> None:
    mark = by_check(box, f"x = {part}", "ty_le = 2 * x\nty_le")

    assert (mark.state, mark.score, math.copysign(1, mark.score)) == ("wrong", 0.0, 1.0)


@pytest.mark.parametrize(
    "check",
    [
        "for got, want in zip(map(cong, [1, 2], [3, 4]), [4, 6]):\n    assert got == want",
        "assert all(map(lambda so: cong(so, 1) == so + 1, range(5)))",
    ],
)
def test_the_end_of_a_loop_cannot_be_raised_into_the_check(box: Box, check: str) -> None:
    mark = by_check(box, "def cong(a, b):\n    raise StopIteration", check)

    assert (mark.state, mark.score) == ("error", 0.0)


def test_words_of_the_learner_s_hold_nothing_that_cannot_be_kept(box: Box) -> None:
    source = "def cong(a, b):\n    raise ValueError('a\\x00\\ud800\\u202eb')"

    assert graded(box, make.answer(source), make.check()).marks[0].feedback == "a���b"


def test_an_author_s_sentence_with_the_learner_s_value_can_be_kept(box: Box) -> None:
    mark = by_check(box, "ten = 'a\\x00\\udfffb'", 'assert ten == "An", f"Sai: {ten}"')

    assert (mark.state, mark.feedback) == ("wrong", "Sai: a��b")


def test_half_a_character_in_the_source_is_no_crash(box: Box) -> None:
    report = graded(box, make.answer(make.SOLVED), make.plain("x = '\ud800'"), make.check())

    assert marks(report) == {"cham-cong": ("ok", 2.0)}


def test_slow_code_under_many_questions_is_the_learner_s_own_time(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.grading.engine.CHECK_SECONDS", 3)
    source = "import time\ndef cong(a, b):\n    time.sleep(1.2)\n    return a + b"

    mark = by_check(box, source, "for so in range(20):\n    cong(so, 1)")

    assert (mark.state, mark.score) == ("timeout", 0.0)


ENDLESS = {
    "a fraction in words": ("{'t': 'Fraction', 'v': ['1e999999999']}", "wrong"),
    "a decimal that fills memory": ("{'t': 'Decimal', 'v': '1e99999999'}", "memory"),
    "numbers that collide": (
        "{'t': 'set', 'v': [n * (2**61 - 1) for n in range(200_000)]}",
        "timeout",
    ),
    "rows of nothing": (
        "{'t': 'array', 'dtype': 'float64', 'shape': [10**18, 0], 'v': {'t': 'list', 'v': []}}",
        "memory",
    ),
    "wide text": (
        "{'t': 'array', 'dtype': '<U9999', 'shape': [9], 'v': {'t': 'list', 'v': ['a'] * 9999}}",
        "memory",
    ),
    "a long line of errors": (
        "{'t': 'held', 'v': 1, 'lines': [[n, 'A'] for n in range(60_000)] + ['ValueError']}",
        "memory",
    ),
    "a number to count to": ("10**12", "timeout"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_value_that_is_dear_to_use_is_the_learner_s_own_fault_and_this_check_s_alone(
    box: Box, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine needs longer for the seconds of computing that end such a check.
    monkeypatch.setattr("labs.grading.engine.OWN_SECONDS", 200)
    patient = replace(box, limits=replace(box.limits, seconds=300))
    said, expected = ENDLESS[name]
    forged = FORGE.replace("{!r}", f"__import__('json').dumps({{'value': {said}}})")
    checks = make.check("for so in range(int(x)):\n    pass"), make.check("assert True", "sau")
    master = make.notebook(make.answer(NOTHING), *checks)

    report = graded(patient, make.answer(forged), master=master)

    assert marks(report) == {"cham-cong": (expected, 0.0), "sau": ("ok", 2.0)}


def test_an_examiner_that_ends_over_what_it_was_told_is_no_fault_of_ours(box: Box) -> None:
    mark = by_check(box, "x = 10**9", "10 ** (10 ** x)")

    assert (mark.state, mark.score) == ("timeout", 0.0)


DEAR = {
    "no string": SHOWN.format("'[' + '1,' * 7_000_000 + ']'"),
    "many lists": FORGE.replace("{!r}", "'{\"value\": [' + '[],' * 5_000_000 + '1]}'"),
    "an endless message": (
        "import os, socket, struct, threading, time\n"
        "def say():\n"
        "    for name in os.listdir('/proc/self/fd'):\n"
        "        try:\n"
        "            one = socket.socket(fileno=os.dup(int(name)))\n"
        "            if 'shell' in str(one.getsockname()) and one.getpeername() is not None:\n"
        "                one.setblocking(True)\n"
        "                while True:\n"
        "                    one.sendall(struct.pack('>BQ', 3, 1 << 20) + bytes(1 << 20))\n"
        "        except OSError:\n"
        "            pass\n"
        "threading.Thread(target=say, daemon=True).start()\ntime.sleep(2)"
    ),
}


@pytest.mark.parametrize("name", DEAR)
def test_what_is_dear_to_read_is_not_read(box: Box, name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    state, score = one(box, DEAR[name])

    swollen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (state in {"error", "memory"}, score) == (True, 0.0)
    assert swollen < 200 << 10


@pytest.mark.parametrize(
    ("authored", "check"),
    [
        ("he_so: float = 2.34", "assert he_so == 2.34"),
        ("bang = {'a': 1}\nbang['b'] = 2", "assert bang == {'a': 1, 'b': 2}"),
        ("so = 1\nso = so + 1\nso += 1", "assert so == 3"),
        ("tong = 0\nfor so in (1, 2):\n    tong += so", "assert so == 2 and tong == 3"),
        ("async def cho():\n    return 1", "assert cho.__name__ == 'cho'"),
        ("try:\n    import json as du_lieu\nexcept ImportError:\n    pass", "du_lieu.dumps(1)"),
    ],
)
def test_what_the_author_defines_in_any_way_is_not_the_learner_s_to_change(
    box: Box, authored: str, check: str
) -> None:
    master = make.notebook(
        make.fixed(authored), make.answer(NOTHING), make.check(f"{check}\nassert True")
    )
    source = "he_so = bang = so = tong = cho = du_lieu = 0"

    mark = graded(box, make.fixed(authored), make.answer(source), master=master).marks[0]

    assert (mark.state, mark.score) == ("ok", 2.0)


def test_the_verdict_of_a_check_that_was_given_up_is_not_the_next_one_s(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.grading.engine.CHECK_SECONDS", 1)
    monkeypatch.setattr("labs.grading.engine.OWN_SECONDS", 0.5)
    slow = "import time\ntry:\n    cong(1, 2)\nexcept Exception:\n    pass\ntime.sleep(3)"
    master = make.notebook(
        make.answer(NOTHING), make.check(slow, "a"), make.check("assert cong(1, 2) == 99", "b")
    )
    source = "def cong(a, b):\n    while True:\n        pass"

    report = graded(box, make.answer(source), master=master, cell_seconds=5)

    assert marks(report) == {"a": ("timeout", 0.0), "b": ("timeout", 0.0)}


def test_the_largest_honest_answers_are_read_without_swelling(box: Box) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    master = make.notebook(
        make.answer(NOTHING),
        make.check("assert len(lab.file('a.bin')) == 8 << 20", "file"),
        make.check("assert so[:2] == [0, 1] and len(so) == 190_000", "list"),
        make.check("assert len(chu) == 1_900_000", "text"),
    )
    source = (
        "open('a.bin', 'wb').write(bytes(range(256)) * 32768)\n"
        "so = list(range(190_000))\nchu = '[,\\\"{' * 475_000"
    )

    report = graded(box, make.answer(source), master=master)

    assert marks(report) == dict.fromkeys(("file", "list", "text"), ("ok", 2.0))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10


@pytest.mark.parametrize(
    "check",
    [
        "with A() as a:\n    assert a.x == 5",
        "with A() as a:\n    x = a.x\n    assert x == 5",
        "import unittest\nwith A() as a:\n    unittest.TestCase().assertEqual(a.x, 5)",
    ],
)
def test_an_error_that_is_held_back_skips_nothing_that_is_judged(box: Box, check: str) -> None:
    source = (
        "class A:\n    def __enter__(self):\n        return self\n"
        "    def __exit__(self, *error):\n        return True\n"
        "    def __getattr__(self, name):\n        raise ValueError"
    )

    mark = by_check(box, source, check)

    assert (mark.state, mark.score) == ("error", 0.0)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("import unittest\nunittest.TestCase().assertEqual(x, 98765)", ""),
        ("import numpy as np\nnp.testing.assert_equal(x, 98765)", ""),
        ('assert x == 98765, "Chưa đúng."', "Chưa đúng."),
    ],
)
def test_what_a_hidden_part_compares_with_is_not_in_the_words(
    box: Box, check: str, text: str
) -> None:
    hidden = f"### BEGIN HIDDEN TESTS\n{check}\n### END HIDDEN TESTS"

    mark = by_check(box, "x = 1", hidden)

    assert (mark.state, mark.feedback) == ("wrong", text)


def test_a_callback_takes_along_no_name_that_it_does_not_read(box: Box) -> None:
    source = "def ap_dung(f):\n    return repr(sorted(f.__globals__))"

    check = "dung, k = 98765, 2\nassert ap_dung(lambda r: r.dung + k) == \"['__builtins__', 'k']\""
    mark = by_check(box, source, check)

    assert (mark.state, mark.score) == ("ok", 2.0)


@pytest.mark.parametrize("part", ["np.float64(0.5)", "np.mean([x == 1, x == 0])"])
def test_a_part_may_be_a_number_of_numpy_s(box: Box, part: str) -> None:
    mark = by_check(box, "x = 1", f"import numpy as np\n{part}")

    assert (mark.state, mark.score) == ("partly", 0.5)


def test_a_method_that_a_stand_in_has_is_not_the_learner_s(box: Box) -> None:
    mark = by_check(box, "class A:\n    pass", "assert hasattr(A, '__len__')")

    assert (mark.state, mark.score) == ("wrong", 0.0)


def test_a_generator_without_an_end_ends_the_check(box: Box) -> None:
    source = "def f():\n    while True:\n        yield 1"

    mark = by_check(box, source, "assert sum(f()) == 5")

    assert (mark.state, mark.score) == ("memory", 0.0)
