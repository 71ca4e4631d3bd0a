"""What is past its term goes, what must stay stays, and a replay finds no difference."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser

from certificates.achievements.models import Award
from certificates.credentials.models import Credential
from courses.activities.actions import receive
from courses.activities.models import Activity, Participation
from courses.activities.types.quiz.models import Answer, Attempt
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from labs.assignments.models import Attempt as LabAttempt
from lms.accounts.models import User
from lms.accounts.personal_data import Erase, holdings, register
from lms.accounts.roles import Role
from lms.accounts.sessions import Session
from lms.kit import clock
from lms.organisation.models import Assignment
from lms.outbox.models import Effect
from lms.outbox.registry import handler_of
from lms.records import retention
from lms.records.kinds import declared
from lms.records.models import RetentionRun, StatementId, StatementRow
from lms.records.queries import count
from lms.records.replay import replay
from lms.records.tasks import retain
from lms.records.verbs import Verb
from tests.accessibility import LOOKS, faults, open_as
from tests.factories.accounts import UserFactory
from tests.factories.activities import SAMPLES
from tests.factories.certificates import AchievementRuleFactory, issued_credential
from tests.factories.courses import activity, enrolment
from tests.factories.labs import attempt, lab_activity, sums
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db


def age(months: int, **only: Any) -> None:
    """Let everything that was said, or what `only` names, have been said so many months ago."""
    ids = list(StatementRow.objects.filter(**only).values_list("id", flat=True))
    with connection.cursor() as cursor:
        for table in ("lms_statement", "lms_statementid"):
            cursor.execute(
                f"UPDATE {table} SET stored = stored - make_interval(months => %s)"
                " WHERE id = ANY(%s)",
                [months, ids],
            )
    replay(check=False)


def learned(slug: str = "text", person: User | None = None) -> tuple[User, Activity]:
    """Somebody who has done an activity, and with it its course."""
    sample, learner = SAMPLES[slug], person or UserFactory()
    made = activity(slug, **sample.value())
    enrolment(learner, made.course)
    for message in sample.messages(made, learner):
        receive(activity=made, learner=learner, message=message)
    return learner, made


def said() -> list[tuple[str, str]]:
    rows = StatementRow.objects.order_by("verb", "object_kind")
    return list(rows.values_list("verb", "object_kind"))


def test_nothing_is_due_today() -> None:
    learned("quiz")

    assert retention.due() == {}
    assert retention.apply().counts == {}


def test_old_steps_go_and_results_stay() -> None:
    learner, _quiz = learned("quiz")
    before = count()
    age(40)
    due = retention.due()

    run = retention.apply()

    assert due == run.counts != {}
    assert {name.partition(" ")[0] for name in due} <= {"launched", "attempted", "submitted"}
    assert count() == before - run.total == StatementId.objects.count()
    assert CourseProgress.objects.get(learner=learner).satisfied_at is not None
    assert replay(check=True) == []


def test_after_all_terms_but_the_papers_the_credential_is_still_verified(client: Client) -> None:
    rule = AchievementRuleFactory()
    credential = issued_credential(UserFactory(), course=rule.course)
    assert Award.objects.count() == 1
    age(601)

    run = retention.apply()

    for effect in Effect.objects.filter(kind="organisation.posts"):
        handler_of(effect.kind)(effect.payload)
    assert sorted(name.partition(" ")[0] for name in run.counts) == ["earned", "satisfied"]
    assert said() == [("issued", "credential")]
    assert not Award.objects.exists()
    kept = Credential.objects.get(pk=credential.pk)
    assert (kept.number, kept.content) == (credential.number, credential.content)
    assert client.get(f"/verify/{credential.code}/").status_code == 200
    assert replay(check=True) == []


def test_others_and_younger_ones_are_not_touched() -> None:
    old, _text = learned()
    young, _other = learned()
    age(121, actor_id=old.pk)
    kept = set(StatementRow.objects.filter(actor_id=young.pk).values_list("id", flat=True))

    retention.apply()

    assert set(StatementRow.objects.filter(actor_id=young.pk).values_list("id", flat=True)) == kept
    assert ActivityProgress.objects.filter(learner=young).count() == 1
    assert not ActivityProgress.objects.filter(learner=old).exists()
    assert CourseProgress.objects.get(learner=old).satisfied_at is not None
    assert Enrolment.objects.filter(learner=old).count() == 1


def test_a_second_run_finds_nothing() -> None:
    learned("quiz")
    age(121)

    first, second = retention.apply(), retention.apply()

    assert (first.total > 0, second.counts) == (True, {})
    assert RetentionRun.objects.count() == 2


def test_people_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PEOPLE_A_BATCH", 1)
    monkeypatch.setattr(retention, "ROWS_A_BATCH", 1)
    for _each in range(3):
        learned()
    age(121)

    run = retention.apply()

    assert run.counts["completed activity"] == 3
    assert replay(check=True) == []


def test_what_was_let_go_may_be_said_again() -> None:
    learner, made = learned()
    age(121)
    retention.apply()
    for message in SAMPLES["text"].messages(made, learner):
        receive(activity=made, learner=learner, message=message)

    assert ActivityProgress.objects.get(learner=learner).rule_met is True
    assert replay(check=True) == []


def test_the_learner_is_worked_out_from_what_is_left_only_when_both_commit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learned()
    age(121)
    before = said()

    def broken(_people: list[int]) -> None:
        raise OSError("out of disk")

    monkeypatch.setattr(retention, "replay_people", broken)
    with pytest.raises(OSError, match="out of disk"):
        retention.apply()

    assert said() == before
    assert not RetentionRun.objects.exists()


def backdate(model: Any, field: str, months: int) -> None:
    model.objects.update(**{field: clock.now() - timedelta(days=31 * months)})


def test_answers_go_and_the_attempt_with_its_marks_stays() -> None:
    learned("quiz")
    backdate(Answer, "saved_at", 37)

    run = retention.apply()

    assert run.counts == {"courses.Answer:attempt__learner": 4}
    assert Attempt.objects.get().score is not None


def test_where_one_stopped_is_emptied_and_the_version_stays() -> None:
    learner, made = learned("video")
    backdate(Participation, "saved_at", 37)
    assert Participation.objects.exclude(state={}).exists()

    run = retention.apply()

    held = Participation.objects.get(learner=learner)
    assert run.counts == {"courses.Participation:learner": 1}
    assert (held.state, held.version.number) == ({}, made.version)


def test_a_notebook_is_emptied_and_its_attempt_stays() -> None:
    taken = attempt(activity=lab_activity(), learner=UserFactory(), content=sums())
    backdate(LabAttempt, "created_at", 121)

    runs = [retention.apply().counts for _twice in range(2)]

    assert runs == [{"labs.Attempt:learner": 1}, {}]
    assert bytes(LabAttempt.objects.get(pk=taken.pk).content) == b""


def test_who_sent_somebody_is_taken_off() -> None:
    sender = UserFactory()
    taken = enrolment(UserFactory(), activity("text").course, enrolled_by=sender)
    backdate(Enrolment, "created_at", 121)

    run = retention.apply()

    assert run.counts == {"courses.Enrolment:enrolled_by": 1}
    taken.refresh_from_db()
    assert taken.enrolled_by is None


def test_sessions_of_long_ago_go() -> None:
    client = Client()
    client.force_login(UserFactory())
    backdate(Session, "expire_date", 25)

    assert retention.apply().counts == {"lms.Session:person": 1}


def test_posts_and_accounts_have_no_term_that_a_run_keeps_to() -> None:
    dated = {one.model for one in holdings() if one.dated}

    assert dated.isdisjoint({User, Assignment, Credential, StatementRow, Award, ActivityProgress})


def test_a_term_that_does_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="a term that does nothing"):
        register(
            User, "username", export=("pk",), erase=Erase.KEEP, purpose="x", keep_months=1,
            dated="created_at",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, "2024-02-28"), (3, "2023-12-28"), (12, "2023-03-28"), (1200, "1924-03-28")],
)
def test_a_term_is_counted_back_in_months(months: int, day: str) -> None:
    now = datetime(2024, 3, 31, 8, tzinfo=UTC)

    assert f"{retention.cutoff(months, now):%Y-%m-%d}" == day


def test_the_task_says_how_many_went() -> None:
    learned()
    age(121)

    assert (retain() > 0, retain()) == (True, 0)


def test_the_command_counts_and_changes_nothing_unless_told(capsys: Any) -> None:
    learned()
    age(121)
    before = said()

    call_command("retention")
    counted = capsys.readouterr().out
    kept = said()
    call_command("retention", apply=True)
    applied = capsys.readouterr().out

    assert (kept, said()) == (before, [("satisfied", "course")])
    assert re.search(r"^ +1  completed activity$", counted, re.MULTILINE)
    assert "Nothing was changed; add --apply to let it go." in counted
    assert applied.splitlines() == counted.splitlines()[:-1]


def test_two_runs_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "apply", lambda: None)

    with pytest.raises(CommandError, match="Another run is at it"):
        call_command("retention", apply=True)


@pytest.mark.parametrize("runs", [1, 3])
def test_the_page_tells_terms_and_runs_and_no_names(
    client: Client, runs: int, django_assert_num_queries: Any
) -> None:
    learner, _text = learned()
    age(121)
    for _each in range(runs):
        retention.apply()
    client.force_login(RoleGrantFactory(role=Role.AUDITOR).person)
    client.get("/records/retention/")

    with django_assert_num_queries(4):
        page = client.get("/records/retention/")

    shown = page.content.decode()
    assert len(page.context["page"].object_list) == runs
    assert len(page.context["terms"]) >= len(list(declared()))
    purpose = next(one.purpose for one in declared() if one.verb is Verb.COMPLETED)
    assert (str(purpose), 1) in page.context["runs"][-1][1]
    assert "&lt;" not in shown
    assert learner.full_name not in shown


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_has_no_faults(
    live_server: Any, browser: Browser, width: int, scheme: str
) -> None:
    learned("quiz")
    age(121)
    retention.apply()
    auditor = RoleGrantFactory(role=Role.AUDITOR).person

    page = open_as(
        browser, f"{live_server.url}/records/retention/", auditor, width=width, scheme=scheme
    )

    assert faults(page) == []
