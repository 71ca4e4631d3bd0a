"""The quiz over HTTP and by its rules."""

import json
from typing import Any

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.quiz.questions import in_order_of, mark, questions_of
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.queries import statements_of
from tests.factories.accounts import UserFactory
from tests.factories.activities import quiz_value, right_answers
from tests.factories.courses import activity, enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Activity:
    return activity("quiz", **quiz_value())


@pytest.fixture
def learner(quiz: Activity, client: Client) -> User:
    """A learner of the course, signed in, with an attempt begun."""
    person = UserFactory()
    enrolment(person, quiz.course)
    client.force_login(person)
    client.post(f"/learn/activities/{quiz.uuid}/start/")
    return person


def page_of(client: Client, quiz: Activity) -> str:
    return client.get(f"/learn/{quiz.course.slug}/{quiz.lesson.slug}/").content.decode()


def send(client: Client, quiz: Activity, kind: str, **data: Any) -> Any:
    told = {"attempt": str(Attempt.objects.latest("number").uuid)} | data
    return client.post(f"/learn/activities/{quiz.uuid}/{kind}/", told)


def test_page_hides_what_is_right(client: Client, quiz: Activity, learner: User) -> None:
    page = page_of(client, quiz)

    assert "Đúng A" in page
    assert "Phản hồi" not in page
    assert "Nhìn lên" not in page
    assert "Hà Nội" not in page
    assert "correct" not in page


def test_save_keeps_one_row_each(client: Client, quiz: Activity, learner: User) -> None:
    first = quiz.config["questions"][0]
    wrong = first["value"]["options"][1]["id"]

    send(client, quiz, "save", **{f"q-{first['id']}": wrong})
    send(client, quiz, "save", **right_answers(quiz))

    assert Answer.objects.count() == 4
    assert "checked" in page_of(client, quiz)
    assert "Đã lưu lúc" in page_of(client, quiz) or "Saved at" in page_of(client, quiz)


def test_save_late_copy_does_not_overwrite(client: Client, quiz: Activity, learner: User) -> None:
    field = next(name for name in right_answers(quiz) if "q-" in name)
    question = quiz.config["questions"][0]
    new, old = (question["value"]["options"][n]["id"] for n in (0, 1))

    send(client, quiz, "save", **{field: new, "typed_at": "2000"})
    send(client, quiz, "save", **{field: old, "typed_at": "1000"})

    assert Answer.objects.get(question=question["id"]).response == new


def test_submit_incomplete_keeps_answers(client: Client, quiz: Activity, learner: User) -> None:
    sent = right_answers(quiz)
    missing = min(sent)
    del sent[missing]

    answer = send(client, quiz, "submit", **sent)

    assert answer.status_code == 422
    assert f'id="{missing}-error"' in answer.content.decode()
    assert Answer.objects.count() == 3
    assert Attempt.objects.get().submitted_at is None


def test_submit_right(client: Client, quiz: Activity, learner: User) -> None:
    send(client, quiz, "submit", **right_answers(quiz))

    held = ActivityProgress.objects.get(learner=learner)
    assert (held.state, held.score, held.max_score, held.trust) == ("passed", 5, 5, "server")
    said = [one.verb.value for one in statements_of(learner.pk) if one.object_kind == "activity"]
    assert sorted(said) == ["answered"] * 4 + ["attempted", "passed", "scored"]
    assert "Phản hồi 0" in page_of(client, quiz)


def test_submit_twice_is_once(client: Client, quiz: Activity, learner: User) -> None:
    send(client, quiz, "submit", **right_answers(quiz))
    before = len(statements_of(learner.pk))
    first = quiz.config["questions"][0]

    send(client, quiz, "submit", **{f"q-{first['id']}": first["value"]["options"][1]["id"]})

    assert len(statements_of(learner.pk)) == before
    assert Attempt.objects.get().score == 5


def test_attempts_are_limited(client: Client, quiz: Activity, learner: User) -> None:
    wrong = {
        f"q-{one['id']}": "sai"
        if one["type"] == "short"
        else "false"
        if one["type"] == "true_false"
        else one["value"]["options"][1]["id"]
        for one in quiz.config["questions"]
    }
    send(client, quiz, "submit", **wrong)
    assert ActivityProgress.objects.get(learner=learner).state == "failed"
    client.post(f"/learn/activities/{quiz.uuid}/start/")
    assert ActivityProgress.objects.get(learner=learner).state == "in_progress"
    send(client, quiz, "submit", **wrong)

    refused = client.post(f"/learn/activities/{quiz.uuid}/start/")

    assert (refused.status_code, Attempt.objects.count()) == (409, 2)
    assert ActivityProgress.objects.get(learner=learner).score == 0


def test_the_next_attempt_follows_those_whose_term_is_over(
    client: Client, quiz: Activity, learner: User
) -> None:
    send(client, quiz, "submit", **right_answers(quiz))
    client.post(f"/learn/activities/{quiz.uuid}/start/")
    Attempt.objects.filter(number=1).delete()
    send(client, quiz, "submit", **right_answers(quiz))

    client.post(f"/learn/activities/{quiz.uuid}/start/")

    assert list(Attempt.objects.order_by("number").values_list("number", flat=True)) == [2, 3]


def test_foreign_attempt_is_not_taken(client: Client, quiz: Activity, learner: User) -> None:
    stranger = UserFactory()
    enrolment(stranger, quiz.course)
    client.force_login(stranger)

    answer = send(client, quiz, "submit", **right_answers(quiz))

    assert (answer.status_code, Answer.objects.count()) == (409, 0)


def test_save_impossible_option(client: Client, quiz: Activity, learner: User) -> None:
    first = quiz.config["questions"][0]

    answer = send(client, quiz, "save", **{f"q-{first['id']}": "0" * 36})

    assert (answer.status_code, Answer.objects.count()) == (422, 0)


def test_save_json_tells_time(client: Client, quiz: Activity, learner: User) -> None:
    data = {"attempt": str(Attempt.objects.get().uuid), "key": "k"} | right_answers(quiz)

    answer = client.post(
        f"/learn/activities/{quiz.uuid}/save/", json.dumps(data), content_type="application/json"
    )

    assert answer.json()["state"] == "in_progress"
    assert Answer.objects.count() == 4


@pytest.mark.parametrize("body", [" ", "[]", "{", '"a"'])
def test_save_json_broken(client: Client, quiz: Activity, learner: User, body: str) -> None:
    address = f"/learn/activities/{quiz.uuid}/save/"

    answer = client.post(address, body, content_type="application/json")

    assert (answer.status_code, Answer.objects.count()) == (422, 0)


def test_signed_out_script_is_told(client: Client, quiz: Activity, learner: User) -> None:
    client.logout()
    address = f"/learn/activities/{quiz.uuid}/save/"

    answer = client.post(address, "{}", content_type="application/json")

    assert answer.status_code == 401


def test_order_depends_on_seed_alone(quiz: Activity) -> None:
    orders = {seed: [one.id for one in in_order_of(quiz.config, seed)] for seed in range(12)}

    assert [one.id for one in in_order_of(quiz.config, 3)] == orders[3]
    assert len({tuple(order) for order in orders.values()}) > 1


@pytest.mark.parametrize(
    ("given", "correct"),
    [("Hà Nội", True), ("ha noi", True), ("  HÀ  NỘI. ", True), ("Huế", False), ("", False)],
)
def test_mark_short(quiz: Activity, given: str, correct: bool) -> None:
    question = questions_of(quiz.config)[3]

    assert mark(question, given).correct is correct


@pytest.mark.parametrize(("chosen", "points"), [((0, 2), 2), ((0,), 0), ((0, 1, 2), 0), ((), 0)])
def test_mark_multiple_all_or_nothing(
    quiz: Activity, chosen: tuple[int, ...], points: float
) -> None:
    question = questions_of(quiz.config)[1]

    assert mark(question, [question.options[n].id for n in chosen]).points == points
