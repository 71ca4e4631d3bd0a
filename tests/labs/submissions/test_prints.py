"""Fingerprints: what stays the same, what differs, what says too little."""

import pytest

from courses.activities.models import Activity
from labs.assignments.master import read_master
from labs.assignments.notebook import Cell
from labs.submissions.actions import compare
from labs.submissions.likenesses import beside
from labs.submissions.models import Fingerprint, Likeness
from labs.submissions.prints import cell_prints, prints_of, share_of
from lms.accounts.personal_data import Erase, holdings
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

LONG = '''
def dem_ho_so(ho_so, linh_vuc):
    """Đếm hồ sơ quá hạn theo lĩnh vực."""
    ket_qua = {}
    for mot in ho_so:
        if mot["linh_vuc"] != linh_vuc:
            continue
        if mot["ngay_tra"] > mot["ngay_hen"]:
            xa = mot["xa"].strip().lower()
            ket_qua[xa] = ket_qua.get(xa, 0) + 1
    return sorted(ket_qua.items(), key=lambda cap: (-cap[1], cap[0]))[:10]
'''
RENAMED = LONG.replace("ket_qua", "dem").replace("mot[", "h[").replace("mot in", "h in").replace(
    "    ket", "    # một lời bình\n    ket"
)  # fmt: skip
OTHER = """
import csv
from collections import Counter, defaultdict

class Bang:
    def __init__(self, ten):
        with open(ten, encoding="utf-8") as tep:
            self.dong = list(csv.DictReader(tep))

    def thong_ke(self):
        nhom = defaultdict(Counter)
        while self.dong:
            hang = self.dong.pop()
            nhom[hang["thang"]].update([hang["xa"]])
        return {thang: dem.most_common(3) for thang, dem in nhom.items() if len(dem) > 2}
"""
TEXT = (
    "Bộ phận Một cửa tiếp nhận hồ sơ, kiểm tra thành phần, số hóa và chuyển xử lý trong ngày;"
    " khi thiếu giấy tờ thì yêu cầu bổ sung một lần bằng văn bản, nêu rõ lý do và thời hạn."
)


def code(source: str) -> Cell:
    return Cell(kind="code", source=source)


def share(one: str, other: str) -> float:
    return share_of(prints_of([code(one)]), prints_of([code(other)]))


def test_names_comments_and_spaces_do_not_matter() -> None:
    assert share(LONG, RENAMED) == 1.0
    assert share(LONG, LONG.replace(" = ", "=").replace("\n", "\n\n")) == 1.0


def test_other_work_shares_little() -> None:
    assert share(LONG, OTHER) < 0.1


def test_a_part_copied_into_more_is_found() -> None:
    assert share(LONG, OTHER + LONG) > 0.9


def test_what_is_short_says_nothing() -> None:
    assert share("def cong(a, b):\n    return a + b", "def cong(x, y):\n    return x + y") == 0.0


@pytest.mark.parametrize("source", ["", "def (", "'''", "%%bash\nls -l", "\x00", "(" * 5000])
def test_what_is_no_python_breaks_nothing(source: str) -> None:
    assert share_of(prints_of([code(source)]), prints_of([code(LONG)])) == 0.0


def test_text_is_compared_by_its_words() -> None:
    one, other = (Cell(kind="markdown", source=text) for text in (TEXT, TEXT.upper()))

    assert prints_of([one]) == prints_of([other]) != set()


def test_a_print_knows_its_lines() -> None:
    lines = {line for one in cell_prints(code(LONG)) for line in range(one.first, one.last + 1)}

    assert lines <= set(range(1, LONG.count("\n") + 1))
    assert len(lines) > 8


def hand_in(lab: Activity, name: str, source: str, number: int = 1):
    content = make.notebook(make.answer(source), make.plain("1 + 1"))
    learner = learner_of(lab, name)
    return make.attempt(activity=lab, learner=learner, content=content, number=number)


@pytest.mark.django_db
def test_two_people_with_the_same_work_bring_one_hint(lab: Activity) -> None:
    first, second, third = (
        hand_in(lab, name, source)
        for name, source in (("Lê An", LONG), ("Trần Bình", RENAMED), ("Phạm Cúc", OTHER))
    )

    for one in (first, second, third, second):
        compare(attempt=one)

    found = Likeness.objects.get()
    assert (found.first, found.second, found.share) == (first, second, 1.0)
    left, right = beside(found)
    assert [line.text for cell in left.cells for line in cell if line.shared]
    assert left.attempt == first
    assert [(side.shared, side.lines) for side in (left, right)] == [(10, 11), (10, 11)]
    assert not any(line.shared for line in right.cells[-1])


@pytest.mark.django_db
def test_what_either_version_gave_is_not_set_off(lab: Activity) -> None:
    first = hand_in(lab, "Lê An", LONG + OTHER)
    second = hand_in(lab, "Trần Bình", LONG + OTHER)
    second.version = make.lab_version(
        make.notebook(make.fixed(OTHER), make.answer("x"), make.check())
    )
    second.save()

    sides = beside(Likeness.objects.create(first=first, second=second, share=0.9))

    shared = [line.text for side in sides for cell in side.cells for line in cell if line.shared]
    assert "        self.dong = list(csv.DictReader(tep))" not in shared
    assert shared.count("    for mot in ho_so:") == 2


@pytest.mark.django_db
def test_one_persons_attempts_are_not_held_against_each_other(lab: Activity) -> None:
    first = hand_in(lab, "Lê An", LONG)
    second = make.attempt(
        activity=lab, learner=first.learner, content=bytes(first.content), number=2
    )

    for one in (first, second):
        compare(attempt=one)

    assert Likeness.objects.count() == 0
    assert Fingerprint.objects.count() == 2


@pytest.mark.django_db
def test_what_the_lab_gave_and_the_authors_solution_do_not_count() -> None:
    solution = make.answer(f"### BEGIN SOLUTION\n{LONG}\n### END SOLUTION")
    version = make.lab_version(make.notebook(make.fixed(OTHER), solution, make.check()))
    lab = make.lab_activity(version)
    attempts = [
        make.attempt(
            activity=lab,
            learner=learner_of(lab, name),
            content=make.notebook(make.fixed(OTHER), make.answer(LONG)),
        )
        for name in ("Lê An", "Trần Bình")
    ]

    for one in attempts:
        compare(attempt=one)

    assert Likeness.objects.count() == 0
    assert read_master(bytes(version.master)).max_score == 2


@pytest.mark.django_db
def test_a_broken_file_is_like_nothing(lab: Activity) -> None:
    learner = learner_of(lab, "Lê An")
    broken = make.attempt(activity=lab, learner=learner, content=b"PK\x03")

    assert compare(attempt=broken) == []


@pytest.mark.django_db
def test_handing_in_has_a_worker_compare(lab: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    from courses.activities.actions import receive
    from courses.activities.base import Message

    monkeypatch.setattr("labs.hub.actions.is_running", lambda **_: True)
    monkeypatch.setattr("labs.hub.actions.fetch", lambda **_: make.sums())
    learner = learner_of(lab, "Lê An")
    receive(activity=lab, learner=learner, message=Message(kind="hand-in", data={}, key="k"))
    Effect.objects.exclude(kind="labs.compare").delete()

    drain()

    assert Fingerprint.objects.count() == 1


@pytest.mark.django_db
def test_the_hint_is_registered_with_a_purpose_and_goes_with_the_person() -> None:
    held = [one for one in holdings() if one.model in (Likeness, Fingerprint)]

    assert {(one.erase, one.keep_months) for one in held} == {(Erase.DELETE, 24)}
    assert len(held) == 3
