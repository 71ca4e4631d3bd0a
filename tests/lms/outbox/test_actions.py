"""Effects: once, retried, given up, never lost."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from lms.kit import clock
from lms.kit.replaying import replaying
from lms.organisation.models import RoleGrant
from lms.outbox import begun, registry
from lms.outbox.actions import MAX_TRIES, MOST_LOST, drain, enqueue, enqueue_all, retry_dead
from lms.outbox.models import Effect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(registry, "_handlers", {})
    seen: list[Any] = []
    registry.effect("note")(lambda payload: seen.append(payload["n"]))
    return seen


def test_an_effect_enqueued_twice_is_done_once(done: list[Any]) -> None:
    enqueue(kind="note", key="a", payload={"n": 1})
    enqueue(kind="note", key="a", payload={"n": 2})

    assert (drain(), drain()) == (1, 0)
    assert done == [1]


def test_many_effects_are_written_once_each_and_done_when_they_are_due(done: list[Any]) -> None:
    now = clock.now()
    given = [("a", {"n": 1}, now), ("b", {"n": 2}, now + timedelta(hours=1)), ("c", {"n": 3}, now)]

    enqueue_all(kind="note", effects=given)
    enqueue_all(kind="note", effects=given)

    assert (drain(), done) == (2, [1, 3])
    assert Effect.objects.waiting().count() == 1


def test_many_effects_are_not_written_during_a_replay(done: list[Any]) -> None:
    with replaying():
        enqueue_all(kind="note", effects=[("a", {"n": 1}, clock.now())])

    assert Effect.objects.count() == 0


def test_an_effect_of_a_rolled_back_transaction_does_not_exist(done: list[Any]) -> None:
    with transaction.atomic():
        enqueue(kind="note", key="a", payload={"n": 1})
        transaction.set_rollback(True)

    assert drain() == 0
    assert done == []


def test_an_effect_waits_until_it_is_due(done: list[Any]) -> None:
    enqueue(kind="note", key="a", payload={"n": 1}, due_at=clock.now() + timedelta(hours=1))

    assert drain() == 0
    assert Effect.objects.waiting().count() == 1


def test_nothing_is_enqueued_during_a_replay(done: list[Any]) -> None:
    with replaying():
        enqueue(kind="note", key="a", payload={"n": 1})

    assert Effect.objects.count() == 0


def test_a_failing_effect_is_tried_later_and_leaves_no_half_work(done: list[Any]) -> None:
    @registry.effect("broken")
    def broken(payload: dict[str, Any]) -> None:
        Effect.objects.create(kind="note", key="half", payload={}, due_at=clock.now())
        raise ValueError("no printer")

    enqueue(kind="broken", key="a", payload={})
    drain()

    effect = Effect.objects.get()
    assert (effect.tries, effect.done_at, effect.dead_at) == (1, None, None)
    assert effect.last_error.endswith("ValueError: no printer\n")
    assert effect.due_at > clock.now()


def test_an_effect_that_points_to_nothing_is_tried_later_and_holds_up_no_other(
    done: list[Any],
) -> None:
    @registry.effect("broken")
    def broken(payload: dict[str, Any]) -> None:
        RoleGrant.objects.create(person_id=10**9, role="centre_admin", starts_on=clock.today())

    enqueue(kind="broken", key="a", payload={})
    enqueue(kind="note", key="b", payload={"n": 1})

    assert (drain(), done) == (2, [1])
    assert "IntegrityError" in Effect.objects.waiting().get().last_error


def test_an_effect_is_given_up_after_the_last_try_and_can_be_revived(done: list[Any]) -> None:
    Effect.objects.create(kind="gone", key="a", due_at=clock.now(), tries=MAX_TRIES - 1)

    drain()

    assert Effect.objects.dead().count() == 1
    assert retry_dead() == 1
    assert Effect.objects.get().tries == 0


def test_an_effect_that_takes_its_workers_along_lets_others_go_first_and_is_given_up(
    done: list[Any],
) -> None:
    registry.effect("fatal")(_end_the_worker)
    enqueue(kind="fatal", key="a", payload={})
    enqueue(kind="note", key="b", payload={"n": 1})

    ended = [_drain_until_killed() for _ in range(MOST_LOST)]
    after = (_drain_until_killed(), list(done))
    for _ in range(MAX_TRIES):
        Effect.objects.waiting().update(due_at=clock.now())
        _drain_until_killed()

    assert (ended, after) == ([True] * MOST_LOST, (False, [1]))
    assert Effect.objects.dead().values_list("kind", "tries").get() == ("fatal", MAX_TRIES)
    assert (retry_dead(), Effect.objects.waiting().count()) == (1, 1)


def _drain_until_killed() -> bool:
    """Whether the worker ended before it was through."""
    try:
        drain()
    except KeyboardInterrupt:
        return True
    return False


def _end_the_worker(_payload: Any) -> None:
    """As a kill does: nothing of the transaction stays."""
    raise KeyboardInterrupt


def test_an_effect_whose_worker_was_killed_once_is_done_at_once(done: list[Any]) -> None:
    enqueue(kind="note", key="a", payload={"n": 1})
    begun.begin(Effect.objects.get().pk)

    assert (drain(), done) == (1, [1])


def test_two_takers_share_the_work_without_doing_any_twice(done: list[Any]) -> None:
    for n in range(40):
        enqueue(kind="note", key=str(n), payload={"n": n})
    taken: list[int] = []

    def take() -> None:
        try:
            taken.append(drain())
        finally:
            connection.close()

    takers = [threading.Thread(target=take) for _ in range(2)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert sum(taken) == 40
    assert sorted(done) == list(range(40))
