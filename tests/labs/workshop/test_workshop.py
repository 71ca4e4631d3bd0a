"""The workshop: trials, remarks, what is kept back, and who sees it."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from labs.assignments.errors import MasterInvalid
from labs.assignments.forms import LabForm
from labs.assignments.master import read_master
from labs.assignments.models import Attempt, Lab, LabVersion
from labs.grading.errors import GradingFault, SubmissionBroken
from labs.grading.models import Marking, MarkingState
from labs.workshop.actions import carry_out, try_notebook, try_solution
from labs.workshop.models import Trial
from labs.workshop.rules import remarks
from lms.accounts.models import User
from lms.outbox.models import Effect
from lms.records.queries import count
from tests.factories import labs as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SOLUTION = f"### BEGIN SOLUTION\n{make.SOLVED}\n### END SOLUTION"
SECRET = (
    '"""Khớp đáp án giữ kín"""\n'
    'dap_an = open("dap-an.txt").read()\n'
    'assert str(cong(1, 2)) == dap_an, "Chưa khớp."'
)


@pytest.fixture
def version() -> LabVersion:
    return make.lab_version()


def page(client: Client, person: User, name: str, uuid: Any) -> str:
    client.force_login(person)
    response = client.get(reverse(f"workshop:{name}", args=[uuid]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_authors_solution_gets_all_points(
    version: LabVersion, trainer: User, boxed: None
) -> None:
    trial = carry_out(trial=try_solution(version=version, by=trainer))

    assert (trial.state, trial.score, trial.is_full) == (MarkingState.DONE, 2.0, True)
    assert (Attempt.objects.count(), Marking.objects.count(), count()) == (0, 0, 0)


def test_a_solution_that_fails_its_own_check_is_told(trainer: User, boxed: None) -> None:
    wrong = make.lab_version(
        make.notebook(make.answer("### BEGIN SOLUTION\ncong = max\n### END SOLUTION"), make.check())
    )

    trial = carry_out(trial=try_solution(version=wrong, by=trainer))

    assert (trial.is_full, trial.marks[0]["state"]) == (False, "wrong")


def test_a_trial_tells_its_author_what_no_object_may_say(
    client: Client, trainer: User, boxed: None
) -> None:
    solution = "class A:\n    __eq__ = lambda self, o: True\ndef f(): return [A()][0]"
    answer = make.answer(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION")
    asks = make.lab_version(make.notebook(answer, make.check("assert f() == [1]")))

    carry_out(trial=try_solution(version=asks, by=trainer))

    shown = page(client, trainer, "lab", asks.lab.uuid)
    assert "hoặc tạo đối tượng ngay trong phần kiểm tra bằng cách gọi lớp." in shown


def test_a_notebook_is_tried_as_a_learner_would(
    version: LabVersion, trainer: User, boxed: None
) -> None:
    content = make.notebook(make.answer("def cong(a, b):\n    return 3"))

    trial = carry_out(
        trial=try_notebook(version=version, by=trainer, content=content, file_name="thu.ipynb")
    )

    assert (trial.score, trial.marks[0]["feedback"]) == (0.0, "Với số khác, kết quả chưa đúng.")


def test_files_for_the_checks_alone_never_reach_the_learners_kernel(
    trainer: User, boxed: None
) -> None:
    version = make.lab_version(make.notebook(make.answer(SOLUTION), make.check(SECRET)))
    version = _with_secret(version)
    steals = "def cong(a, b):\n    return open('dap-an.txt').read()"
    looks = (
        "import glob\nnoi = ['/given', '/work', '/tmp', '/home', '/inside', '/in', '.']\n"
        "thay = [tep for mot in noi for tep in glob.glob(mot + '/**/dap-an.txt', recursive=True)]\n"
        "def cong(a, b):\n    return open(thay[0]).read() if thay else 0"
    )

    found = [
        carry_out(
            trial=try_notebook(
                version=version, by=trainer, content=make.notebook(make.answer(one)), file_name="a"
            )
        )
        for one in (make.SOLVED, steals, looks)
    ]

    assert [(one.marks[0]["state"], one.score) for one in found] == [
        ("ok", 2.0), ("error", 0.0), ("wrong", 0.0),
    ]  # fmt: skip


def _with_secret(version: LabVersion) -> LabVersion:
    version.files.create(name="dap-an.txt", content=b"3", kept=True)
    return version


def test_a_fault_is_told_at_once(
    version: LabVersion, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise GradingFault("no kernel")

    monkeypatch.setattr("labs.workshop.actions.grade_notebook", fail)

    trial = carry_out(trial=try_solution(version=version, by=trainer))

    assert (trial.state, trial.report) == (MarkingState.FAULT, {"fault": "no kernel"})


def test_two_clicks_are_one_trial(version: LabVersion, trainer: User) -> None:
    first = try_solution(version=version, by=trainer)

    assert try_solution(version=version, by=trainer) == first
    assert Effect.objects.filter(kind="labs.try").count() == 1


def test_a_trial_is_carried_out_once(version: LabVersion, trainer: User, boxed: None) -> None:
    trial = carry_out(trial=try_solution(version=version, by=trainer))
    finished = trial.finished_at

    assert carry_out(trial=trial).finished_at == finished


def test_more_than_a_notebook_may_hold_is_refused(version: LabVersion, trainer: User) -> None:
    with pytest.raises(SubmissionBroken):
        try_notebook(version=version, by=trainer, content=b"x" * (11 << 20), file_name="a")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((make.answer(SOLUTION), make.check()), 0),
        ((make.answer("x = 1"), make.check()), 1),
        ((make.answer(SOLUTION), make.check("assert cong(1, 2) == 3", points=0)), 3),
        ((make.answer(SOLUTION), make.check('"""Tên"""\nlab.random.random()')), 0),
    ],
)
def test_remarks_name_what_to_mend(cells: tuple[dict[str, Any], ...], expected: int) -> None:
    assert len(remarks(read_master(make.notebook(*cells)))) == expected


def test_the_workshop_shows_checks_files_and_the_learners_version(
    client: Client, version: LabVersion, trainer: User
) -> None:
    _with_secret(version)
    version.files.create(name="so-lieu.csv", content=b"a")

    text = page(client, trainer, "lab", version.lab.uuid)
    preview = page(client, trainer, "preview", version.uuid)
    client.force_login(trainer)
    file = client.get(reverse("workshop:learner-file", args=[version.uuid])).content

    for said in ("randrange(1000)", "dap-an.txt", "so-lieu.csv", "chỉ dùng để chấm"):
        assert said in text
    assert "randrange" not in preview
    assert "return a + b" not in preview
    assert "raise NotImplementedError" in preview
    assert "randrange" not in json.dumps(json.loads(file))


def test_the_sample_is_a_lab_that_can_be_uploaded(client: Client, trainer: User) -> None:
    client.force_login(trainer)

    answer = client.get(reverse("workshop:sample"))

    assert read_master(answer.content).checked_score == 10
    assert answer["Content-Disposition"] == 'attachment; filename="thong-ke-ho-so.ipynb"'


def test_the_preview_is_in_a_sandbox(client: Client, version: LabVersion, trainer: User) -> None:
    client.force_login(trainer)

    answer = client.get(reverse("workshop:preview", args=[version.uuid]))

    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("name", ["lab", "trial", "preview", "learner-file"])
def test_learners_find_nothing(
    client: Client, version: LabVersion, trainer: User, name: str
) -> None:
    trial = try_solution(version=version, by=trainer)
    uuids = {"lab": version.lab.uuid, "trial": trial.uuid}
    client.force_login(UserFactory())

    address = reverse(f"workshop:{name}", args=[uuids.get(name, version.uuid)])

    assert client.get(address).status_code == 404


def test_what_is_no_notebook_is_refused_with_a_sentence(
    client: Client, version: LabVersion, trainer: User
) -> None:
    client.force_login(trainer)
    given = SimpleUploadedFile("a.ipynb", b"PK\x03\x04")

    answer = client.post(reverse("workshop:try-notebook", args=[version.uuid]), {"notebook": given})

    assert answer.status_code == 422
    assert "không phải là sổ tay Jupyter" in answer.content.decode()
    assert Trial.objects.count() == 0


@pytest.mark.parametrize("labs", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    client: Client, trainer: User, labs: int, django_assert_num_queries: Any
) -> None:
    for number in range(labs):
        try_solution(version=make.lab_version(title=f"Bài {number}"), by=trainer)
    client.force_login(trainer)
    client.get(reverse("workshop:labs"))

    with django_assert_num_queries(4):
        client.get(reverse("workshop:labs"))


def upload(lab: Lab | None = None, master: bytes = b"", **files: bytes) -> LabForm:
    """The author's form with these files, each named for its field."""
    given = {"master": SimpleUploadedFile("bai.ipynb", master or make.sums())}
    given |= {name: SimpleUploadedFile(f"{name}.txt", content) for name, content in files.items()}
    return FORM({"title": "Phép cộng"}, given, instance=lab)


class FORM(LabForm):
    """The form as the administration makes it."""

    class Meta(LabForm.Meta):
        model = Lab


def files_of(lab: Lab) -> dict[str, tuple[bytes, bool]]:
    assert lab.latest is not None
    rows = lab.latest.files.order_by("name")
    return {one.name: (bytes(one.content), one.kept) for one in rows}


def test_files_of_the_version_before_stay_until_others_are_given() -> None:
    first = upload(given=b"a", kept=b"k")
    assert first.is_valid(), first.errors
    lab = first.save()
    held = files_of(lab)
    second = upload(lab, make.notebook(make.answer("x"), make.check()), kept=b"k2")
    assert second.is_valid(), second.errors
    second.save()

    assert held == {"given.txt": (b"a", False), "kept.txt": (b"k", True)}
    assert files_of(lab) == {"given.txt": (b"a", False), "kept.txt": (b"k2", True)}


def test_a_file_is_either_given_or_kept() -> None:
    from labs.assignments.actions import upload as bring_in

    lab = Lab.objects.create(title="A")
    same = {"a.csv": b"1"}

    with pytest.raises(MasterInvalid):
        bring_in(lab=lab, file_name="a.ipynb", content=make.sums(), files=same, kept=same)


def test_keeping_a_file_back_is_another_version() -> None:
    from labs.assignments.actions import upload as bring_in

    lab = Lab.objects.create(title="A")
    given = {"lab": lab, "file_name": "a.ipynb", "content": make.sums()}

    first = bring_in(**given, files={"a.csv": b"1"})
    second = bring_in(**given, kept={"a.csv": b"1"})
    again = bring_in(**given, kept={"a.csv": b"1"})

    assert (first.number, second.number, again) == (1, 2, second)
