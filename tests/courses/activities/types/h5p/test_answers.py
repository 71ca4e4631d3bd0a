"""Answers over the real endpoint: what is recorded, and what is refused, changing nothing."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.xblock.models import FieldRow
from courses.activities.types.xblock.people import pseudonym
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.models import StatementRow
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity, order_file, package

pytestmark = pytest.mark.django_db

RIGHT = "0[,]1[,]2"
SWAPPED = "1[,]0[,]2"


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def activity(learner: User) -> Activity:
    made = h5p_activity(pass_percentage=60)
    enrolment(learner, made.course)
    return made


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client


def tree(response: Any = RIGHT, raw: Any = 3, top: Any = 3, **more: Any) -> dict[str, Any]:
    result = {"response": response, "score": {"min": 0, "raw": raw, "max": top}}
    return {"statement": {"object": {}, "result": result}, "children": [], **more}


def send(client: Client, activity: Activity, handler: str, body: Any, key: str = "") -> Any:
    raw = body if isinstance(body, str) else json.dumps(body)
    return client.post(
        f"/xblock/{activity.uuid}/{handler}/",
        raw,
        content_type="application/json",
        headers={"Accept": "application/json", "Idempotency-Key": key or str(uuid4())},
    )


def answer(client: Client, activity: Activity, key: str = "", **parts: Any) -> Any:
    return send(client, activity, "answer", {"finished": True, "tree": tree(**parts)}, key)


def recorded() -> list[tuple[str, float]]:
    rows = StatementRow.objects.filter(object_kind="activity", verb__in=["answered", "scored"])
    return [(row.verb, row.result["score"]["raw"]) for row in rows]


def test_answer_is_marked_by_the_server_and_judged(signed_in, activity, learner):
    response = answer(signed_in, activity, response=RIGHT)

    assert response.json() == {"score": 3, "max_score": 3, "trust": "server"}
    held = ActivityProgress.objects.get(learner=learner, activity=activity)
    assert (held.state, held.score, held.max_score, held.trust) == ("passed", 3, 3, "server")


def test_the_frames_word_that_it_is_done_does_not_stand_for_the_points_asked(
    signed_in, activity, learner
):
    assert send(signed_in, activity, "seen", {"done": True}).status_code == 200

    held = ActivityProgress.objects.get(learner=learner, activity=activity)
    assert (held.state, held.rule_met) == ("in_progress", False)


def test_best_answer_counts_and_a_lower_one_takes_nothing_away(signed_in, activity, learner):
    answer(signed_in, activity, response=RIGHT, raw=3)
    answer(signed_in, activity, response=SWAPPED, raw=1)

    assert recorded() == [("scored", 3), ("scored", 1)]
    assert ActivityProgress.objects.get(learner=learner, activity=activity).score == 3


def test_answer_sent_twice_counts_once(signed_in, activity):
    first = answer(signed_in, activity, key="same")
    second = answer(signed_in, activity, key="same")

    assert (first.status_code, second.status_code) == (200, 200)
    assert recorded() == [("scored", 3)]


@pytest.mark.parametrize(
    "parts",
    [
        {"response": SWAPPED, "raw": 3},
        {"raw": 999, "top": 1},
        {"raw": 4},
        {"raw": 3, "top": 30},
        {"raw": -1},
        {"raw": "3"},
        {"raw": True},
        {"raw": None},
        {"response": None},
        {"response": 7},
        {"response": "0[,]0[,]0"},
        {"response": "0[,]1"},
        {"response": "0[,]1[,]2[,]3"},
        {"response": "0[,]1[,]²"},
        {"response": "x" * 30_000},
        {"actor": "mailto:somebody-else@learner.invalid"},
    ],
)
def test_forged_answer_is_refused_with_nothing_changed(signed_in, activity, parts):
    response = answer(signed_in, activity, **parts)

    assert response.status_code == 422
    assert response.json()["error"]
    assert recorded() == []
    assert FieldRow.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        '{"finished": true, "tree": {"statement": {"result": {"score": {"raw": NaN, "max": 1}}}}}',
        '{"finished": true, "tree": {"statement": {"result": {"score": {"raw": Infinity}}}}}',
        "not json",
        '{"finished": true}',
        '{"finished": true, "tree": []}',
        '{"finished": true, "tree": {"statement": {"result": []}}}',
        "[" * 5_000,
        "{}",
        "[]",
    ],
)
def test_malformed_answer_is_refused_without_an_error_of_the_server(signed_in, activity, body):
    response = send(signed_in, activity, "answer", body)

    assert response.status_code in {400, 422}
    assert recorded() == []


def test_refused_answer_is_logged_without_the_answer(signed_in, activity, caplog):
    with caplog.at_level(logging.WARNING, logger="courses.activities.types.h5p"):
        answer(signed_in, activity, response=SWAPPED, raw=3)

    assert [record.levelname for record in caplog.records if "refused" in record.message] == [
        "WARNING"
    ]
    assert SWAPPED not in caplog.text


def test_own_actor_is_accepted(signed_in, activity, learner):
    response = answer(signed_in, activity, actor=f"mailto:{pseudonym(learner)}@learner.invalid")

    assert response.status_code == 200


def test_answer_of_somebody_who_is_not_enrolled_is_not_found(client, activity):
    client.force_login(UserFactory())

    assert answer(client, activity).status_code == 404
    assert recorded() == []


def test_answer_without_a_session_leads_to_sign_in(client, activity):
    assert answer(client, activity).status_code == 302
    assert recorded() == []


def test_answer_without_a_csrf_token_is_refused(learner, activity):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    assert answer(client, activity).status_code == 403
    assert recorded() == []


@pytest.mark.parametrize(
    "handler", ["studio_submit", "result_handler", "user_interaction_data", "nothing"]
)
def test_handlers_of_the_stock_block_do_not_exist(signed_in, activity, handler):
    assert send(signed_in, activity, handler, {}).status_code == 404


def test_second_answer_is_refused_where_the_author_allows_one_try(signed_in, learner):
    once = h5p_activity(package(order_file(behaviour={"enableRetry": False})))
    enrolment(learner, once.course)

    first = answer(signed_in, once, key="a", response=SWAPPED, raw=1)
    again = answer(signed_in, once, key="a", response=SWAPPED, raw=1)
    second = answer(signed_in, once, key="b", response=RIGHT, raw=3)

    assert [first.status_code, again.status_code, second.status_code] == [200, 200, 409]
    assert recorded() == [("scored", 1)]


def test_state_is_kept_for_the_learner_and_is_no_statement(signed_in, activity, learner):
    state = {"kind": "state", "sub_id": "0", "value": '{"task":{"order":[1,0,2]}}'}

    response = send(signed_in, activity, "state", state)

    assert response.json() == {"saved": True}
    assert not StatementRow.objects.filter(object_id=activity.uuid).exists()
    row = FieldRow.objects.get(scope="user_state", person=learner)
    assert json.loads(row.data["interaction_data"]) == {"0": {"state": state["value"]}}


@pytest.mark.parametrize(
    ("value", "status"), [("x", 422), ("[" * 200_000, 422), ('"' + "x" * 300_000 + '"', 422)]
)
def test_state_that_cannot_be_kept_is_refused(signed_in, activity, value, status):
    response = send(signed_in, activity, "state", {"kind": "state", "sub_id": "0", "value": value})

    assert response.status_code == status
    assert FieldRow.objects.count() == 0


def test_state_of_many_parts_is_capped(signed_in, activity):
    value = json.dumps("x" * 200_000)

    statuses = [
        send(signed_in, activity, "state", {"kind": "state", "sub_id": name, "value": value})
        for name in ("0", "1")
    ]

    assert [one.status_code for one in statuses] == [200, 413]


def test_call_that_is_too_large_is_refused(signed_in, activity):
    assert send(signed_in, activity, "answer", "[" + "0," * 300_000 + "0]").status_code == 400
