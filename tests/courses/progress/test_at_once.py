"""Two statements about one learner at once: each is judged together with the other."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress, CourseProgress
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import record
from lms.records.replay import replay
from lms.records.statements import Statement
from lms.records.verbs import Verb
from tests.factories.accounts import UserFactory
from tests.factories.activities import quiz_value
from tests.factories.courses import activity, enrolment
from tests.interleaving import while_open

pytestmark = pytest.mark.django_db(transaction=True)
SCORE = {"score": {"raw": 5, "min": 0, "max": 5, "scaled": 1.0}}


@pytest.fixture
def quiz() -> Activity:
    return activity("quiz", **quiz_value())


@pytest.fixture
def learner(quiz: Activity) -> User:
    person = UserFactory()
    enrolment(person, quiz.course)
    return person


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the next statements are stored, in the order in which they are written."""
    coming: list[datetime] = []
    told = SimpleNamespace(now=lambda: coming.pop(0) if coming else clock.now())
    monkeypatch.setattr("lms.records.actions.clock", told)
    return coming


def say(quiz: Activity, learner: User, verb: Verb, **said: Any) -> None:
    about = {"actor_id": learner.pk, "object_kind": "activity", "object_id": quiz.uuid}
    record(Statement(verb=verb, **about, **said))


def pass_it(quiz: Activity, learner: User) -> None:
    say(quiz, learner, Verb.SCORED, result=SCORE)
    say(quiz, learner, Verb.PASSED, result=SCORE | {"success": True}, context={"attempt": "1"})


def begin_anew(quiz: Activity, learner: User) -> None:
    say(quiz, learner, Verb.ATTEMPTED, context={"attempt": "2"})


def stands(learner: User) -> tuple[Any, ...]:
    held = ActivityProgress.objects.get(learner=learner)
    return held.state, held.score, held.rule_met, held.met_at is not None


def test_a_mark_and_another_go_at_once_lose_neither(quiz: Activity, learner: User) -> None:
    while_open(lambda: pass_it(quiz, learner), lambda: begin_anew(quiz, learner))

    assert stands(learner) == ("passed", 5.0, True, True)
    assert replay(check=True) == []


def test_a_mark_stored_later_but_written_first_counts(
    quiz: Activity, learner: User, times: list[datetime]
) -> None:
    now = clock.now()
    times += [now + timedelta(seconds=1), now + timedelta(seconds=2), now + timedelta(seconds=3)]
    pass_it(quiz, learner)  # the third is that the course is met
    times += [now]

    begin_anew(quiz, learner)

    assert stands(learner) == ("passed", 5.0, True, True)
    assert replay(check=True) == []


def test_a_statement_stored_earlier_does_not_lead_back(
    quiz: Activity, learner: User, times: list[datetime]
) -> None:
    other, now = activity("text", quiz.lesson), clock.now()
    times += [now + timedelta(seconds=5), now]

    begin_anew(quiz, learner)
    say(other, learner, Verb.LAUNCHED)

    held = CourseProgress.objects.get(learner=learner)
    assert (held.activity_id, held.started_at) == (quiz.pk, now)
    assert held.last_at == now + timedelta(seconds=5)
    assert replay(check=True) == []
