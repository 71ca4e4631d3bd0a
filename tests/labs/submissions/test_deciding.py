"""Lower results: let them count or keep the earlier ones, undo it, and who sees what was done."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.activities.models import Activity
from labs.assignments.models import Attempt
from labs.grading.models import Marking, MarkingState
from labs.submissions.actions import accept_lower, give_points, keep_earlier, start_regrade, undo
from labs.submissions.errors import NothingToUndo
from labs.submissions.models import Decision, Regrade
from labs.submissions.parts import history
from labs.submissions.queries import items_of, regrades_of
from lms.accounts.models import User
from lms.records.replay import replay
from tests.factories import labs as make
from tests.labs.submissions.conftest import carry_out_all, learner_of, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def regrade(
    sums: Activity, attempts: list[Attempt], trainer: User, grader: Callable[..., None]
) -> Regrade:
    """The first of three came out higher, the second and third lower."""
    grader(2, 0, 0.5)
    made = start_regrade(activity=sums, by=trainer)
    carry_out_all()
    return made


def marking_states() -> list[str]:
    return list(Marking.objects.filter(number=2).order_by("id").values_list("state", flat=True))


def test_the_earlier_result_is_kept_for_good(regrade: Regrade, trainer: User) -> None:
    kept = keep_earlier(regrade=regrade, by=trainer, items=regrade.items.held())
    again = keep_earlier(regrade=regrade, by=trainer, items=regrade.items.held())

    assert (kept, again) == (2, 0)
    assert states() == [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)]
    assert marking_states() == ["done", "set_aside", "set_aside"]
    assert [one.held for one in regrades_of(regrade.activity)] == [0]
    assert replay(check=True) == []


@pytest.mark.parametrize("decide", [accept_lower, keep_earlier])
def test_a_decision_is_undone_and_taken_anew(
    regrade: Regrade, trainer: User, decide: Callable[..., int]
) -> None:
    item = regrade.items.held().order_by("id").first()
    decide(regrade=regrade, by=trainer, items=[item])

    undo(item=item, by=trainer)
    undone = (states(), marking_states())
    accept_lower(regrade=regrade, by=trainer, items=[item])

    assert undone == (
        [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)],
        ["done", "held", "held"],
    )
    assert states() == [("passed", 2.0), ("failed", 0.0), ("failed", 1.0)]
    assert list(Decision.objects.order_by("id").values_list("undone_by", "accepts")) == [
        (trainer.pk, decide is accept_lower),
        (None, True),
    ]
    assert replay(check=True) == []


def test_undoing_counts_the_points_given_meanwhile(sums: Activity, trainer: User) -> None:
    """The earlier marking is added up anew, not taken as it was."""
    learner = learner_of(sums, "Lê An")
    made = make.attempt(activity=sums, learner=learner, content=make.sums_and_essay())
    essay = make.mark("nhan-xet", "by_hand", None, 3)
    make.marked(made, make.mark(), essay)
    give_points(attempt=made, cell="nhan-xet", points=1, comment="", by=trainer)
    regrade = start_regrade(activity=sums, by=trainer)
    item = regrade.items.get()
    Marking.objects.filter(pk=item.marking_id).update(
        state=MarkingState.HELD, report={"marks": [make.mark(score=0, state="wrong"), essay]}
    )
    accept_lower(regrade=regrade, by=trainer, items=[item])
    give_points(attempt=made, cell="nhan-xet", points=3, comment="", by=trainer)

    undo(item=item, by=trainer)

    assert states() == [("passed", 5.0)]
    assert replay(check=True) == []


def test_everything_decided_is_undone_at_once(
    client: Client, regrade: Regrade, trainer: User
) -> None:
    """Somebody who let a whole class's lower results count by mistake is not kept busy."""
    page = reverse("submissions:regrade", args=[regrade.uuid])
    client.force_login(trainer)
    client.post(f"{page}accept/")
    accepted = (states(), client.get(page).content.decode())

    client.post(f"{page}undo/")
    text = client.get(page).content.decode()

    assert accepted[0] == [("passed", 2.0), ("failed", 0.0), ("failed", 0.5)]
    assert ("Hoàn tác cả 2 quyết định" in accepted[1], "Hoàn tác cả" in text) == (True, False)
    assert "2 kết quả thấp hơn lại được giữ lại" in text
    assert states() == [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)]
    assert replay(check=True) == []


def test_what_was_not_decided_cannot_be_undone(regrade: Regrade, trainer: User) -> None:
    with pytest.raises(NothingToUndo):
        undo(item=regrade.items.held().first(), by=trainer)


def test_a_later_marking_overtakes_what_is_held_back(
    regrade: Regrade, trainer: User, grader: Callable[..., None]
) -> None:
    grader(2, 1, 0)

    later = start_regrade(activity=regrade.activity, by=trainer)
    carry_out_all()

    assert marking_states() == ["done", "set_aside", "set_aside"]
    assert [one.held for one in regrades_of(regrade.activity)] == [1, 0]
    assert keep_earlier(regrade=later, by=trainer, items=later.items.held()) == 1


def test_a_decision_that_a_later_marking_overtook_stays(
    regrade: Regrade, trainer: User, grader: Callable[..., None]
) -> None:
    item = regrade.items.held().order_by("id").first()
    accept_lower(regrade=regrade, by=trainer, items=[item])
    grader(2, 1, 1)
    start_regrade(activity=regrade.activity, by=trainer)
    carry_out_all()

    with pytest.raises(NothingToUndo):
        undo(item=item, by=trainer)

    assert states() == [("passed", 2.0), ("failed", 1.0), ("failed", 1.0)]


def test_a_file_that_is_no_notebook_any_more_gives_no_points(
    sums: Activity, attempts: list[Attempt], trainer: User
) -> None:
    regrade = start_regrade(activity=sums, by=trainer, only=attempts[0])
    item = regrade.items.get()
    Marking.objects.filter(pk=item.marking_id).update(state=MarkingState.HELD, report={})

    accept_lower(regrade=regrade, by=trainer, items=[item])

    found = Marking.objects.get(pk=item.marking_id)
    assert (found.state, found.score, found.max_score) == (MarkingState.BROKEN, 0.0, 2.0)
    assert states()[0] == ("failed", 0.0)


def test_the_history_of_a_submission_names_who_decided(
    regrade: Regrade, attempts: list[Attempt], trainer: User, stranger: User
) -> None:
    item = regrade.items.get(marking__attempt=attempts[1])
    accept_lower(regrade=regrade, by=trainer, items=[item])
    undo(item=item, by=stranger)
    keep_earlier(regrade=regrade, by=trainer, items=[item])

    said = [one.words for one in history(attempts[1])]

    assert said == [
        "Đỗ Thị Giảng giữ kết quả cũ; lần chấm 2 không được tính",
        "Vũ Văn Khác hoàn tác quyết định về lần chấm 2",
        "Đỗ Thị Giảng chấp nhận kết quả thấp hơn của lần chấm 2",
        "Lần chấm 2: Thấp hơn, không tính, 0/2 – Đỗ Thị Giảng yêu cầu chấm lại",
        "Lần chấm 1: Đã chấm, 1/2",
        "Đã nộp",
    ]


def test_the_page_decides_on_one_or_all_and_undoes(
    client: Client, regrade: Regrade, trainer: User
) -> None:
    client.force_login(trainer)
    page = reverse("submissions:regrade", args=[regrade.uuid])
    first, second = regrade.items.held().order_by("id")
    asked = client.get(page).content.decode()

    client.post(reverse("submissions:keep-earlier", args=[regrade.uuid]), {"item": first.uuid})
    client.post(reverse("submissions:accept-lower", args=[regrade.uuid]))
    decided = client.get(page).content.decode()
    client.post(reverse("submissions:undo-decision", args=[regrade.uuid]), {"item": second.uuid})
    undone = client.get(page).content.decode()

    assert asked.count("Thấp hơn, đang giữ lại") == 2
    assert [text in decided for text in ("Thấp hơn, không tính", "Thấp hơn, đã chấp nhận")] == [
        True,
        True,
    ]
    assert (decided.count("Hoàn tác"), "Giữ tất cả kết quả cũ" in decided) == (3, False)
    assert "Đã chấp nhận 1 kết quả thấp hơn." in decided
    assert (undone.count("Thấp hơn, đang giữ lại"), "Giữ tất cả kết quả cũ" in undone) == (1, True)


def test_a_result_held_back_is_shown_beside_what_counts_now(
    client: Client, lab: Activity, trainer: User
) -> None:
    """Points given since then lie in both."""
    learner = learner_of(lab, "Lê An")
    made = make.attempt(activity=lab, learner=learner, content=make.sums_and_essay())
    essay = make.mark("nhan-xet", "by_hand", None, 3)
    make.marked(made, make.mark(), essay)
    regrade = start_regrade(activity=lab, by=trainer)
    Marking.objects.filter(regrade_item__regrade=regrade).update(
        state=MarkingState.HELD, report={"marks": [make.mark(score=0, state="wrong"), essay]}
    )
    give_points(attempt=made, cell="nhan-xet", points=3, comment="", by=trainer)
    client.force_login(trainer)

    text = client.get(reverse("submissions:regrade", args=[regrade.uuid])).content.decode()

    assert ('data-label="Trước đó">5/5<' in text, 'data-label="Về sau">3/5<' in text) == (
        True,
        True,
    )


def test_what_is_to_be_decided_comes_first_and_stays_there(
    regrade: Regrade, attempts: list[Attempt], trainer: User
) -> None:
    """Whatever else came out lower: nobody looks for the next line, nor for the last decision."""
    first = regrade.items.get(marking__attempt=attempts[0])
    Marking.objects.filter(pk=first.marking_id).update(score=-9)
    before = [item.marking.attempt for item in items_of(regrade)]
    keep_earlier(regrade=regrade, by=trainer, items=regrade.items.filter(marking__score=0))

    after = [item.marking.attempt for item in items_of(regrade)]

    assert before == after == [attempts[1], attempts[2], attempts[0]]


@pytest.mark.parametrize(
    ("query", "expected"), [("?page=2", "?page=2"), ("?page=x%0a", ""), ("", "")]
)
def test_a_decision_leads_back_to_where_it_was_taken(
    client: Client, regrade: Regrade, trainer: User, query: str, expected: str
) -> None:
    client.force_login(trainer)
    item = regrade.items.held().order_by("id").first()
    page = reverse("submissions:regrade", args=[regrade.uuid])

    kept = client.post(f"{page}keep/{query}", {"item": item.uuid})
    undone = client.post(f"{page}undo/{query}", {"item": item.uuid})
    everything = client.post(f"{page}accept/{query}")

    assert kept["Location"] == undone["Location"] == f"{page}{expected}#of-{item.uuid}"
    assert everything["Location"] == f"{page}{expected}"


@pytest.mark.parametrize("name", ["accept-lower", "keep-earlier", "undo-decision"])
def test_another_trainer_decides_nothing(
    client: Client, regrade: Regrade, stranger: User, name: str
) -> None:
    client.force_login(stranger)
    item = regrade.items.held().order_by("id").first()

    answer = client.post(reverse(f"submissions:{name}", args=[regrade.uuid]), {"item": item.uuid})

    assert (answer.status_code, Decision.objects.count()) == (404, 0)


@pytest.mark.parametrize("said", ["khong-co", "00000000-0000-0000-0000-000000000000"])
def test_an_item_that_is_not_there_is_not_undone(
    client: Client, regrade: Regrade, trainer: User, said: str
) -> None:
    client.force_login(trainer)

    answer = client.post(reverse("submissions:undo-decision", args=[regrade.uuid]), {"item": said})

    assert answer.status_code == 404


def test_the_lab_and_the_list_of_labs_say_that_a_decision_waits(
    client: Client, regrade: Regrade, trainer: User
) -> None:
    client.force_login(trainer)

    home = client.get("/").content.decode()
    labs = client.get(reverse("submissions:labs")).content.decode()
    lab = client.get(reverse("submissions:lab", args=[regrade.activity.uuid])).content.decode()
    keep_earlier(regrade=regrade, by=trainer, items=regrade.items.held())
    after = client.get(reverse("submissions:labs")).content.decode()
    quiet = client.get("/").content.decode()

    assert "2 kết quả thấp hơn chờ quyết định" in labs
    assert "có 2 kết quả thấp hơn chờ anh/chị quyết định" in lab
    assert "chờ quyết định" not in after
    duty = "kết quả chấm lại thấp hơn chờ anh/chị quyết định"
    assert (duty in home, duty in quiet) == (True, False)
