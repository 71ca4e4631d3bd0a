"""Files that a check opens by name: whose they are."""

from pathlib import Path

import pytest

from labs.assignments.master import read_master
from labs.grading.box import Box
from labs.grading.engine import grade
from tests.factories import labs as make
from tests.labs.grading.test_operators import by_check, outcome

NOTHING = "### BEGIN SOLUTION\n1\n### END SOLUTION"


def test_a_file_that_is_not_there_is_told_by_its_name(box: Box) -> None:
    mark = by_check(box, "x = 1", 'open("bao-cao.csv")')

    assert (*outcome(mark), mark.feedback) == ("wrong", 0.0, "file", "bao-cao.csv")


@pytest.mark.parametrize("name", ["so-lieu.csv", "dap-an.txt", "./dap-an.txt"])
def test_what_lay_there_from_the_start_is_the_author_s(box: Box, tmp_path: Path, name: str) -> None:
    for one in ("so-lieu.csv", "dap-an.txt"):
        (tmp_path / one).write_text("dung")
    check = make.check(f'assert open("{name}").read() == "dung"')
    master = read_master(make.notebook(make.answer(NOTHING), check))
    answer = make.answer(f'open("{name}", "w").write("sai")')

    mark = grade(master, make.notebook(answer), box=box, kept=tmp_path).marks[0]

    assert outcome(mark) == ("ok", 2.0, "")


def test_what_the_author_s_solution_wrote_is_not_found_in_the_learner_s_place(box: Box) -> None:
    solution = 'open("kq.txt", "w").write("42")\nopen("kq.bin", "w").write("42")\nx = 1'
    answer = make.answer(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION")
    checks = [
        make.check("### AUTOTEST x\nassert True", "a"),
        make.check('assert open("kq.txt").read() == "42"', "b"),
        make.check('assert open("kq.bin").read() == "42"', "c"),
    ]
    master = read_master(make.notebook(answer, *checks))

    report = grade(master, make.notebook(make.answer("x = 1")), box=box)

    assert [outcome(mark) for mark in report.marks] == [
        ("ok", 2.0, ""),
        ("wrong", 0.0, "file"),
        ("wrong", 0.0, "file"),
    ]


def test_what_would_run_when_it_is_read_is_not_fetched(box: Box) -> None:
    source = (
        "import pickle\nclass A:\n"
        "    def __reduce__(self): return eval, ('[1].__class__([2])',)\n"
        "pickle.dump(A(), open('kq.pkl', 'wb'))"
    )
    check = "import pickle\nassert pickle.load(open('kq.pkl', 'rb')) == [2]"

    assert outcome(by_check(box, source, check)) == ("wrong", 0.0, "file")


@pytest.mark.parametrize("name", ["/etc/passwd.txt", "../in.txt", "a/../../in.txt"])
def test_a_name_that_leads_out_is_not_asked_of_the_learner(box: Box, name: str) -> None:
    source = "import os\nopen('/tmp/in.txt', 'w').write('1')"

    assert outcome(by_check(box, source, f'open("{name}")')) == ("wrong", 0.0, "file")


def test_a_link_of_the_learner_s_leads_nowhere_here(box: Box) -> None:
    source = "import os\nos.symlink('/etc/hostname', 'kq.txt')"

    assert outcome(by_check(box, source, 'open("kq.txt")')) == ("wrong", 0.0, "file")
