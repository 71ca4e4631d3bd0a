"""Forged answers over HTTP, to a running server, beside one honest answer of the same learner."""

import http.client
import json
import logging
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.xblock.models import FieldRow
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.models import StatementRow
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "t" * 32
SCORE = {"min": 0, "raw": 1, "max": 3}


def tree(result: Any, **more: Any) -> dict[str, Any]:
    return {"statement": {"object": {}, "result": result}, "children": [], **more}


def result(response: Any = "1[,]0[,]2", **score: Any) -> dict[str, Any]:
    return {"response": response, "score": SCORE | score}


HONEST = tree(result())
FORGED = {
    "more points than the response earns": tree(result(raw=3)),
    "over the maximum": tree(result(raw=9)),
    "another maximum": tree(result(raw=1, max=1)),
    "negative": tree(result(raw=-1)),
    "no response": tree({"score": SCORE}),
    "a response that cannot be": tree(result("7[,]8[,]9")),
    "text for points": tree(result(raw="3")),
    "somebody else's": tree(result(), actor="mailto:another@learner.invalid"),
    "no statement": {"children": []},
}
POINTS = '{"finished": true, "tree": {"statement": {"result": {"score": {"raw": %s}}}}}'
BROKEN = {
    "not a number": POINTS % "NaN",
    "endless": POINTS % "Infinity",
    "too large to be held": POINTS % "1e999",
    "no JSON": "raw=3&max=3",
}


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def activity(learner: User) -> Activity:
    made = h5p_activity()
    enrolment(learner, made.course)
    return made


class Wire:
    """One learner's connection to the running server."""

    def __init__(self, address: str, person: User) -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        self._cookies = "; ".join(
            f"{name}={value}" for name, value in zip(names, (session, TOKEN), strict=True)
        )
        self._host = urlsplit(address).netloc

    def send(self, activity: Activity, body: str, *, key: str = "one", token: str = TOKEN) -> int:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Cookie": self._cookies, "X-CSRFToken": token, "Idempotency-Key": key}
        connection = http.client.HTTPConnection(self._host, timeout=20)
        connection.request("POST", f"/xblock/{activity.uuid}/answer/", body.encode(), headers)
        status = connection.getresponse().status
        connection.close()
        return status


def body(sent: Any) -> str:
    return json.dumps({"finished": True, "tree": sent})


def kept() -> tuple[Any, ...]:
    """Everything that an answer could change."""
    return (
        list(StatementRow.objects.order_by("id").values_list("id", "result")),
        list(FieldRow.objects.order_by("id").values_list("scope", "person", "data")),
        list(ActivityProgress.objects.values_list("learner", "state", "score", "trust")),
    )


@pytest.mark.parametrize("name", [*FORGED, *BROKEN])
def test_forged_answer_is_refused_logged_and_changes_nothing(
    live_server, learner: User, activity: Activity, caplog, name: str
):
    wire = Wire(live_server.url, learner)
    assert wire.send(activity, body(HONEST)) == 200
    before = kept()

    with caplog.at_level(logging.WARNING):
        sent = BROKEN[name] if name in BROKEN else body(FORGED[name])
        status = wire.send(activity, sent, key="two")

    assert status == (400 if name in BROKEN else 422)
    assert kept() == before
    assert before[2] == [(learner.pk, "completed", 1, "server")]
    logged = [one for one in caplog.records if str(activity.uuid) in one.getMessage()]
    assert logged


def test_replayed_answer_counts_once(live_server, learner: User, activity: Activity):
    wire = Wire(live_server.url, learner)
    wire.send(activity, body(HONEST))
    before = kept()

    statuses = [wire.send(activity, body(HONEST)) for _n in range(3)]

    assert statuses == [200, 200, 200]
    assert kept()[0] == before[0]
    assert kept()[2] == before[2]


def test_replay_of_anothers_answer_counts_for_nobody_who_does_not_take_the_course(
    live_server, learner: User, activity: Activity
):
    Wire(live_server.url, learner).send(activity, body(HONEST))
    before = kept()

    assert Wire(live_server.url, UserFactory()).send(activity, body(HONEST)) == 404
    assert kept() == before


def test_answer_without_the_token_of_the_page_is_refused(
    live_server, learner: User, activity: Activity
):
    before = kept()

    assert Wire(live_server.url, learner).send(activity, body(HONEST), token="x" * 32) == 403
    assert kept() == before
