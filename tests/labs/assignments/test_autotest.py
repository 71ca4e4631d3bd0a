"""AUTOTEST lines: what becomes of them for the grader and for learners."""

import json

from labs.assignments.autotest import expanded
from labs.assignments.master import check_source, read_master
from tests.factories import labs as make

CHECK = (
    '"""Bình phương"""\n'
    "for so in (1, 2):\n"
    "    ### AUTOTEST f(so); f(so + 1)\n"
    "### HASHED AUTOTEST f(3)\n"
    "### BEGIN HIDDEN TESTS\n"
    '### AUTOTEST f("bí mật")\n'
    "### END HIDDEN TESTS"
)


def test_each_expression_is_compared_and_a_hidden_one_never_told() -> None:
    master = read_master(make.notebook(make.check(CHECK)))

    assert check_source(master.cells[0]).splitlines()[1:] == [
        "for so in (1, 2):",
        "    lab.same('f(so)', told=True); lab.same('f(so + 1)', told=True)",
        "lab.same('f(3)', told=True)",
        """lab.same("f('bí mật')", told=False)""",
    ]


def test_learners_read_what_is_looked_at_and_nothing_hidden() -> None:
    version = json.loads(read_master(make.notebook(make.check(CHECK))).learner_version())

    assert version["cells"][0]["source"].splitlines()[1:] == [
        "for so in (1, 2):",
        "    # Sẽ được chấm: f(so); f(so + 1)",
        "# Sẽ được chấm: f(3)",
    ]


def test_a_check_without_such_lines_stays_as_it_is() -> None:
    assert expanded(make.CHECK) == make.CHECK
