"""The trainer's pages: who sees them, what they say, how many queries they take."""

from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from courses.activities.models import Activity
from labs.assignments.models import Attempt
from labs.grading.models import HandMark, Marking, MarkingState
from labs.submissions.actions import give_points, start_regrade, take_back
from labs.submissions.models import Likeness, Regrade
from lms.accounts.models import User
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

pytestmark = pytest.mark.django_db

CHECKED = make.mark()
WAITS = make.mark("nhan-xet", "by_hand", None, 3)


@pytest.fixture
def attempt(lab: Activity) -> Attempt:
    made = handed_in(lab, "Lê Thị Hà")
    make.marked(made, CHECKED, WAITS)
    return made


def handed_in(lab: Activity, name: str, **given: Any) -> Attempt:
    return make.attempt(
        activity=lab, learner=learner_of(lab, name), content=make.sums_and_essay(), **given
    )


def page(client: Client, person: User, name: str, *args: Any, **query: str) -> str:
    client.force_login(person)
    response = client.get(reverse(f"submissions:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def order(text: str, *names: str) -> list[str]:
    return sorted((name for name in names if name in text), key=text.index)


@pytest.mark.parametrize(
    "name",
    ["lab", "figures", "attempt", "notebook", "file", "regrade", "likeness"],
)
def test_another_trainer_finds_nothing(
    client: Client, lab: Activity, attempt: Attempt, trainer: User, stranger: User, name: str
) -> None:
    other = handed_in(lab, "Trần Văn Bình")
    uuids = {
        "lab": lab.uuid,
        "figures": lab.uuid,
        "regrade": start_regrade(activity=lab, by=trainer).uuid,
        "likeness": Likeness.objects.create(first=attempt, second=other, share=0.9).uuid,
    }
    address = reverse(f"submissions:{name}", args=[uuids.get(name, attempt.uuid)])
    answers = []
    for person in (stranger, attempt.learner, trainer):
        client.force_login(person)
        answers.append(client.get(address).status_code)

    assert answers == [404, 404, 200]


@pytest.mark.parametrize("name", ["give", "take-back", "start-regrade", "cancel-regrade"])
def test_another_trainer_changes_nothing(
    client: Client, lab: Activity, attempt: Attempt, trainer: User, stranger: User, name: str
) -> None:
    regrade = Regrade.objects.create(activity=lab, requested_by=trainer)
    uuids = {"start-regrade": lab.uuid, "cancel-regrade": regrade.uuid}
    client.force_login(stranger)

    answer = client.post(
        reverse(f"submissions:{name}", args=[uuids.get(name, attempt.uuid)]),
        {"cell": "nhan-xet", "points": "3"},
    )

    assert answer.status_code == 404
    assert (HandMark.objects.count(), Marking.objects.count()) == (0, 1)


def test_unknown_submissions_are_not_found(client: Client, trainer: User) -> None:
    client.force_login(trainer)
    names = ["lab", "figures", "attempt", "notebook", "file", "regrade", "likeness"]

    found = {client.get(reverse(f"submissions:{one}", args=[uuid4()])).status_code for one in names}

    assert found == {404}


def test_the_labs_of_a_trainer_say_what_waits(
    client: Client, lab: Activity, attempt: Attempt, trainer: User, stranger: User
) -> None:
    text = page(client, trainer, "labs")

    assert "Cộng và nhận xét" in text
    assert "1 bài chờ anh/chị chấm" in text
    assert "Cộng và nhận xét" not in page(client, stranger, "labs")
    assert "Cộng và nhận xét" not in page(client, trainer, "labs", course="khac")
    assert "Cộng và nhận xét" not in page(client, trainer, "labs", course="\x00")


def test_people_are_listed_by_given_name_with_how_they_stand(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    learner_of(lab, "Phạm Thị Đào")
    make.marked(handed_in(lab, "Trần Văn Ân"), CHECKED, make.mark("nhan-xet", "blank", 0, 3))

    text = page(client, trainer, "lab", lab.uuid)

    names = ("Trần Văn Ân", "Phạm Thị Đào", "Lê Thị Hà")
    assert order(text, *names) == list(names)
    assert "2/5" in text
    assert text.count("Chờ anh/chị chấm") == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "dao"}, ["Phạm Thị Đào"]),
        ({"show": "to_mark"}, ["Lê Thị Hà"]),
        ({"show": "not_handed_in"}, ["Phạm Thị Đào"]),
        ({"show": "failed"}, ["Trần Văn Ân"]),
        ({"show": "passed"}, []),
        ({"show": "fault"}, []),
        ({"show": "alike"}, ["Trần Văn Ân", "Lê Thị Hà"]),
        ({"q": "ha", "show": "alike"}, ["Lê Thị Hà"]),
        ({"q": "\x00"}, []),
        ({"q": "h\x00a", "show": "alike"}, []),
        ({"show": "'; drop table"}, ["Trần Văn Ân", "Phạm Thị Đào", "Lê Thị Hà"]),
    ],
)
def test_the_list_is_narrowed(
    client: Client,
    lab: Activity,
    attempt: Attempt,
    trainer: User,
    query: dict[str, str],
    expected: list[str],
) -> None:
    learner_of(lab, "Phạm Thị Đào")
    other = handed_in(lab, "Trần Văn Ân")
    make.marked(other, CHECKED, make.mark("nhan-xet", "blank", 0, 3))
    Likeness.objects.create(first=attempt, second=other, share=0.75)

    text = page(client, trainer, "lab", lab.uuid, **query)

    assert order(text, "Trần Văn Ân", "Phạm Thị Đào", "Lê Thị Hà") == expected


@pytest.mark.parametrize("people", [1, 3])
def test_the_lists_take_the_same_queries_however_long(
    client: Client,
    lab: Activity,
    trainer: User,
    people: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(people):
        make.marked(handed_in(lab, f"Trần Văn {number}"), CHECKED, WAITS)
    client.force_login(trainer)
    client.get(reverse("submissions:lab", args=[lab.uuid]))

    with django_assert_num_queries(12):
        client.get(reverse("submissions:lab", args=[lab.uuid]))
    with django_assert_num_queries(4):
        client.get(reverse("submissions:labs"))


@pytest.mark.parametrize("people", [1, 3])
def test_a_regrade_takes_the_same_queries_however_long(
    client: Client, lab: Activity, trainer: User, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        make.marked(handed_in(lab, f"Trần Văn {number}"), CHECKED, WAITS)
    regrade = start_regrade(activity=lab, by=trainer)
    client.force_login(trainer)
    client.get(reverse("submissions:regrade", args=[regrade.uuid]))

    with django_assert_num_queries(9):
        client.get(reverse("submissions:regrade", args=[regrade.uuid]))


def test_the_spreadsheet_holds_the_same_rows(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    attempt.learner.full_name = "=1+1 Hà"
    attempt.learner.save()
    make.marked(handed_in(lab, "Vũ Thị Yến"), CHECKED)
    client.force_login(trainer)

    answer = client.get(reverse("submissions:lab", args=[lab.uuid]), {"format": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0][2:6] == ["Tình trạng", "Điểm cao nhất", "Điểm tối đa", "Số lượt làm bài"]
    assert rows[0][:2] == ["Họ và tên", "Tên đăng nhập"]
    assert rows[1][0] == "'=1+1 Hà"
    assert [row[2:6] for row in rows[1:]] == [["Chờ chấm", None, None, 1], ["Đạt", 2, 2, 1]]


def test_the_spreadsheet_holds_the_points_of_each_part(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    """Those given by hand too, and those of the newest attempt."""
    give_points(attempt=attempt, cell="nhan-xet", points=1, comment="", by=trainer)
    give_points(attempt=attempt, cell="nhan-xet", points=2.5, comment="", by=trainer)
    other = handed_in(lab, "Vũ Thị Yến")
    make.marked(other, make.mark(state="partly", score=0.5), WAITS)
    learner_of(lab, "Trần Văn Ân")
    client.force_login(trainer)

    answer = client.get(reverse("submissions:lab", args=[lab.uuid]), {"format": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert [[row[0], *row[9:]] for row in rows] == [
        ["Họ và tên", "cham-cong (2)", "nhan-xet (3)"],
        ["Trần Văn Ân", None, None],
        ["Lê Thị Hà", 2, 2.5],
        ["Vũ Thị Yến", 0.5, None],
    ]


def test_the_archive_holds_the_newest_file_of_those_listed(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    learner = attempt.learner
    User.objects.filter(pk=learner.pk).update(username="../ha", full_name="Lê <b>Hà</b>/..")
    make.attempt(activity=lab, learner=learner, content=b"lan hai", number=2)
    handed_in(lab, "Vũ Thị Yến")
    client.force_login(trainer)

    answer = client.get(
        reverse("submissions:lab", args=[lab.uuid]), {"format": "zip", "show": "to_mark"}
    )

    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    assert held == {"le-bhab-ha-2.ipynb": b"lan hai"}


def test_an_archive_beyond_measure_is_refused(
    client: Client, lab: Activity, attempt: Attempt, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.submissions.archive.MOST_BYTES", 10)
    client.force_login(trainer)

    answer = client.get(reverse("submissions:lab", args=[lab.uuid]), {"format": "zip"})

    assert answer.status_code == 400
    assert "hơn 200 MB" in answer.content.decode()


def test_a_submission_is_shown_with_its_evidence(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    text = page(client, trainer, "attempt", attempt.uuid)

    for said in ("Lê Thị Hà", attempt.sha256, "Phép cộng (1)", "cham-cong", "2 trên 5 điểm"):
        assert said in text


def test_a_submission_names_the_five_that_are_most_alike(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    """However many there are, the marks stay in reach."""
    for number in range(7):
        other = handed_in(lab, f"Trần Văn {number}")
        Likeness.objects.create(first=attempt, second=other, share=0.9 - number / 100)

    text = page(client, trainer, "attempt", attempt.uuid)

    assert [text.count(f"lượt 1 của Trần Văn {number}<") for number in range(7)] == [1] * 5 + [
        0
    ] * 2
    assert "Và 2 bài khác ít giống hơn." in text
    assert text.count("không phải kết luận") == 1


def test_the_notebook_is_served_in_a_sandbox(
    client: Client, attempt: Attempt, trainer: User
) -> None:
    client.force_login(trainer)

    answer = client.get(reverse("submissions:notebook", args=[attempt.uuid]))

    policy = answer["Content-Security-Policy"]
    assert policy.split("; ")[:2] == ["sandbox", "default-src 'none'"]
    assert "script-src" not in policy
    assert "no-store" in answer["Cache-Control"]


def test_the_file_comes_as_it_was_handed_in_and_is_never_opened(
    client: Client, attempt: Attempt, trainer: User
) -> None:
    attempt.learner.username = 'a"b\n<x>'
    attempt.learner.save()
    client.force_login(trainer)

    answer = client.get(reverse("submissions:file", args=[attempt.uuid]))

    assert answer.content == make.sums_and_essay()
    assert answer["Content-Disposition"] == 'attachment; filename="a-b--x--1.ipynb"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_points_are_given_and_taken_back_on_the_page(
    client: Client, attempt: Attempt, trainer: User
) -> None:
    client.force_login(trainer)
    data = {"cell": "nhan-xet", "points": "2,5", "comment": "Khá rõ"}

    client.post(reverse("submissions:give", args=[attempt.uuid]), data)
    given = page(client, trainer, "attempt", attempt.uuid)
    client.post(reverse("submissions:take-back", args=[attempt.uuid]), data)

    assert "4,5 trên 5 điểm" in given
    assert given.count("Khá rõ") == 3
    assert Marking.objects.get().state == MarkingState.BY_HAND


def test_points_given_in_another_tab_are_not_overwritten_unseen(
    client: Client, attempt: Attempt, trainer: User, stranger: User
) -> None:
    give_points(attempt=attempt, cell="nhan-xet", points=2.5, comment="", by=stranger)
    client.force_login(trainer)
    data = {"cell": "nhan-xet", "points": "1", "comment": "Lời của tôi", "seen": ""}
    address = reverse("submissions:give", args=[attempt.uuid])

    answer = client.post(address, data)
    text = answer.content.decode()
    seen = HandMark.objects.get().uuid
    again = client.post(address, data | {"seen": str(seen)})

    assert answer.status_code == 409
    assert "Trong lúc đó Vũ Văn Khác đã cho 2,5 điểm." in text
    assert ("Lời của tôi" in text, f'name="seen" value="{seen}"' in text) == (True, True)
    assert again.status_code == 302
    assert list(HandMark.objects.order_by("id").values_list("points", flat=True)) == [2.5, 1.0]


def test_points_taken_back_in_another_tab_are_said_to_be(
    client: Client, attempt: Attempt, trainer: User
) -> None:
    held = give_points(attempt=attempt, cell="nhan-xet", points=2, comment="", by=trainer)
    take_back(attempt=attempt, cell="nhan-xet", by=trainer)
    client.force_login(trainer)
    data = {"cell": "nhan-xet", "points": "1", "comment": "", "seen": str(held.uuid)}

    answer = client.post(reverse("submissions:give", args=[attempt.uuid]), data)
    twice = client.post(reverse("submissions:take-back", args=[attempt.uuid]), data)

    assert "Trong lúc đó điểm đã được rút lại." in answer.content.decode()
    assert (answer.status_code, twice.status_code) == (409, 409)


def test_what_to_look_at_leads_to_the_attempt_that_it_is_about(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    other = handed_in(lab, "Trần Văn Ân")
    make.marked(other, make.mark(), make.mark("nhan-xet", "blank", 0, 3))
    hint = Likeness.objects.create(first=attempt, second=other, share=0.75)
    newest = make.attempt(activity=lab, learner=attempt.learner, content=b"{}", number=2)
    make.marked(newest, make.mark(), make.mark("nhan-xet", "blank", 0, 3))

    text = page(client, trainer, "lab", lab.uuid)

    assert [
        text.count(f'href="/labs/submissions/{one}/"')
        for one in (
            f"attempts/{attempt.uuid}",
            f"attempts/{newest.uuid}",
            f"likenesses/{hint.uuid}",
        )
    ] == [1, 1, 2]


def test_the_next_to_be_marked_is_one_click_away(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    """By given name from here on, and round to the beginning."""
    first, last = handed_in(lab, "Trần Văn Ân"), handed_in(lab, "Vũ Thị Yến")
    for one in (first, last):
        make.marked(one, CHECKED, WAITS)

    found = [page(client, trainer, "attempt", one.uuid) for one in (first, attempt, last)]
    give_points(attempt=first, cell="nhan-xet", points=1, comment="", by=trainer)
    give_points(attempt=last, cell="nhan-xet", points=1, comment="", by=trainer)
    alone = page(client, trainer, "attempt", attempt.uuid)

    for text, following in zip(found, (attempt, last, first), strict=True):
        assert f'href="/labs/submissions/attempts/{following.uuid}/"' in text
        assert "Bài chờ chấm tiếp theo (còn 2)" in text
    assert "Bài chờ chấm tiếp theo" not in alone


def test_a_lab_that_nobody_takes_does_not_speak_of_a_search(
    client: Client, lab: Activity, trainer: User
) -> None:
    text = page(client, trainer, "lab", lab.uuid)
    searched = page(client, trainer, "lab", lab.uuid, q="khong co ai")

    assert ("Chưa có ai học khóa này" in text, "Không tìm thấy ai" in text) == (True, False)
    assert "Chấm lại cả lớp" not in text
    assert "Không tìm thấy ai" in searched


def test_an_authors_odd_cell_ids_break_no_form(
    client: Client, lab: Activity, trainer: User
) -> None:
    made = handed_in(lab, "Lê Thị Hà")
    make.marked(made, make.mark('a %s "b" <c>%', "by_hand", None, 3))
    text = page(client, trainer, "attempt", made.uuid)

    client.post(
        reverse("submissions:give", args=[made.uuid]),
        {"cell": 'a %s "b" <c>%', "points": "1", "comment": ""},
    )

    assert "a %s &quot;b&quot; &lt;c&gt;%" in text
    assert HandMark.objects.get().points == 1


@pytest.mark.parametrize("points", ["3,5", "-1", "nhiều", "", "nan", "1e400"])
def test_points_that_make_no_sense_are_asked_for_again(
    client: Client, attempt: Attempt, trainer: User, points: str
) -> None:
    client.force_login(trainer)

    answer = client.post(
        reverse("submissions:give", args=[attempt.uuid]),
        {"cell": "nhan-xet", "points": points, "comment": "Giữ lại lời này"},
    )

    assert answer.status_code == 422
    assert "Giữ lại lời này" in answer.content.decode()
    assert HandMark.objects.count() == 0


def test_points_for_a_check_are_not_found(client: Client, attempt: Attempt, trainer: User) -> None:
    client.force_login(trainer)
    data = {"cell": "cham-cong", "points": "1"}

    assert client.post(reverse("submissions:give", args=[attempt.uuid]), data).status_code == 404


def test_figures_say_how_marks_are_spread_and_what_fails(
    client: Client, lab: Activity, trainer: User
) -> None:
    for number, score in enumerate((0, 0, 2)):
        state = "ok" if score else "wrong"
        made = handed_in(lab, f"Trần Văn {number}")
        make.marked(made, make.mark(state=state, score=score), make.mark("nhan-xet", "blank", 0, 3))

    text = page(client, trainer, "figures", lab.uuid)

    assert "3 người có điểm; một nửa lớp đạt từ 0% số điểm trở lên." in text
    assert "“nhan-xet”: 3 trên 3 người" in text
    assert "2 trên 3 người" in text
    assert text.count("<rect") == 2 * (10 + 2)


def test_a_regrade_is_begun_watched_and_stopped_on_the_page(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    client.force_login(trainer)

    answer = client.post(reverse("submissions:start-regrade", args=[lab.uuid]))
    regrade = Regrade.objects.get()
    watched = page(client, trainer, "regrade", regrade.uuid)
    client.post(reverse("submissions:cancel-regrade", args=[regrade.uuid]))
    stopped = page(client, trainer, "regrade", regrade.uuid)

    assert answer["Location"] == reverse("submissions:regrade", args=[regrade.uuid])
    assert "Đã chấm 0 trên 1 lượt nộp" in watched
    assert "every 2s" in watched
    assert "1 lượt nộp giữ kết quả cũ" in stopped
    assert "every 2s" not in stopped


def test_a_regrade_that_runs_is_watched_on_the_page_looked_at(
    client: Client, lab: Activity, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.submissions.views.regrades.PAGE", 1)
    for name in ("Trần Văn Ân", "Lê Thị Hà"):
        make.marked(handed_in(lab, name), CHECKED, WAITS)
    address = f"/labs/submissions/regrades/{start_regrade(activity=lab, by=trainer).uuid}/"
    client.force_login(trainer)

    text = client.get(address, {"page": 2}).content.decode()

    assert f'hx-get="{address}?page=2"' in text


def test_the_course_page_and_the_home_page_lead_to_what_waits(
    client: Client, lab: Activity, attempt: Attempt, trainer: User
) -> None:
    client.force_login(trainer)
    course = client.get(f"/khoa-hoc/{lab.course.slug}/").content.decode()
    home = client.get("/").content.decode()

    assert f"/labs/submissions/?course={lab.course.slug}" in course
    assert "bài nộp chờ chấm" in home
