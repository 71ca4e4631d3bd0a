"""The one door: idempotent, atomic, upwards only."""

import dataclasses
import threading

import pytest
from django.db import connection

from lms.kit.replaying import replaying
from lms.records.actions import open_partitions, record, record_all
from lms.records.errors import (
    StatementBackwards,
    StatementConflict,
    StatementInvalid,
    StatementMissing,
    StatementUndeclared,
)
from lms.records.handlers import on, table
from lms.records.queries import count, statements_about, statements_of
from lms.records.statements import Statement, Stored
from lms.records.verbs import Verb
from tests.factories.accounts import UserFactory
from tests.factories.records import answered

pytestmark = pytest.mark.django_db


def test_record_stores_what_was_said() -> None:
    said = answered(UserFactory(), result={"response": "đúng"}, context={"n": 1})

    recorded = record(said)

    stored = statements_of(said.actor_id)
    assert recorded.new is True
    assert stored == [recorded.statement]
    assert stored[0].same_as(said)


def test_record_of_a_known_id_is_a_no_op() -> None:
    said = answered(UserFactory())
    heard: list[Stored] = []
    on(Verb.ANSWERED, order=1)(heard.append)

    first, again = record(said), record(said)

    assert (first.new, again.new) == (True, False)
    assert again.statement == first.statement
    assert len(heard) == count() == 1


def test_record_of_a_known_id_with_other_content_is_a_conflict() -> None:
    said = answered(UserFactory())
    record(said)

    with pytest.raises(StatementConflict):
        record(dataclasses.replace(said, result={"success": True}))

    assert [one.result for one in statements_of(said.actor_id)] == [{}]


def test_record_all_with_the_same_statement_twice_stores_one() -> None:
    said = answered(UserFactory())

    recorded = record_all([said, said])

    assert [one.new for one in recorded] == [True, False]
    assert count() == 1


def test_record_all_with_one_bad_statement_stores_none() -> None:
    person = UserFactory()

    with pytest.raises(StatementInvalid):
        record_all([answered(person), answered(person, result={"score": {"raw": float("nan")}})])

    assert count() == 0


def test_record_refuses_an_undeclared_kind() -> None:
    with pytest.raises(StatementUndeclared):
        record(answered(UserFactory(), object_kind="secret"))


def test_handlers_run_in_order_and_record_upwards() -> None:
    order: list[str] = []

    @on(Verb.ANSWERED, order=20)
    def second(stored: Stored) -> None:
        order.append("second")

    @on(Verb.ANSWERED, order=10)
    def first(stored: Stored) -> None:
        order.append("first")
        record(dataclasses.replace(_plain(stored), verb=Verb.PASSED, id=stored.object_id))

    said = answered(UserFactory())
    record(said)

    assert order == ["first", "second"]
    assert [one.verb for one in statements_of(said.actor_id)] == [Verb.ANSWERED, Verb.PASSED]
    assert [row.order for row in table()] == [10, 20]


def test_a_handler_that_records_downwards_undoes_everything() -> None:
    @on(Verb.ANSWERED, order=1)
    def same_level(stored: Stored) -> None:
        record(answered(UserFactory()))

    with pytest.raises(StatementBackwards):
        record(answered(UserFactory()))

    assert count() == 0


def test_during_a_replay_a_missing_consequence_is_an_error() -> None:
    person = UserFactory()

    with replaying(), pytest.raises(StatementMissing):
        record(answered(person))

    assert count() == 0


def test_statements_about_narrows_by_verb() -> None:
    said = answered(UserFactory())
    record(said)

    def about(*verbs: Verb) -> list[Stored]:
        return statements_about(
            actor_id=said.actor_id, object_kind="thing", object_id=said.object_id, verbs=verbs
        )

    assert [len(about()), len(about(Verb.ANSWERED)), len(about(Verb.PASSED))] == [1, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_the_same_id_from_eight_writers_is_stored_once() -> None:
    said = answered(UserFactory())
    news: list[bool] = []

    def write() -> None:
        try:
            news.append(record(said).new)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(news) == [False] * 7 + [True]
    assert count() == 1


def test_partitions_are_open_for_the_coming_months() -> None:
    assert len(open_partitions(months=12)) == 13


def _plain(stored: Stored) -> Statement:
    names = [field.name for field in dataclasses.fields(Statement)]
    return Statement(**{name: getattr(stored, name) for name in names})


def test_record_all_nothing() -> None:
    assert record_all([]) == []
