"""What was answered stays: through `kill -9` in the middle, double clicks and two at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from labs.simulators.actions.results import hand_in
from labs.simulators.actions.steps import take_step
from labs.simulators.engine import Refused
from labs.simulators.models import Run, Sitting, Step
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.labs.killing import told_until_killed

pytestmark = pytest.mark.django_db(transaction=True)
CLICKER = """
import sys, django
django.setup()
import tests.factories.simulators
from labs.simulators.actions.steps import take_step
from labs.simulators.models import Sitting
sitting = Sitting.objects.get(uuid=sys.argv[1])
for number in range(10**6):
    step = take_step(sitting=sitting, kind="add", data={"by": 1}, key=f"k{number}")
    print(step.number, flush=True)
"""


def seated(content: dict | None = None, *seats: str) -> list[Sitting]:
    made = make.simulator(make.published(content))
    sittings = []
    for seat in seats or ("mot",):
        person = UserFactory()
        enrolment(person, made.course)
        sittings.append(make.sit(made, person, seat))
    return sittings


def test_killed_in_the_middle_of_steps(service_environment) -> None:
    sitting = seated({"goal": 10**9})[0]
    told = told_until_killed(CLICKER, sitting.uuid, after=25, environment=service_environment)

    kept = list(Step.objects.values_list("number", flat=True))
    assert kept == list(range(1, len(kept) + 1))
    assert set(told) <= set(kept)
    assert len(kept) - len(told) <= 1
    assert make.add(sitting) == len(kept) + 1
    hand_in(sitting=sitting)
    assert Run.objects.get().closed_at is not None


def at_once(*calls) -> list:
    """All calls in threads that start together; an exception is a result too."""
    gate = threading.Barrier(len(calls))

    def one(call):
        gate.wait()
        try:
            return call()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_double_click_is_one_step() -> None:
    sitting = seated()[0]
    data = {"by": 1}

    def click() -> int:
        return take_step(sitting=sitting, kind="add", data=data, key="same").number

    assert at_once(*[click] * 6) == [1] * 6
    assert Step.objects.count() == 1


def test_partners_at_once_follow_one_another() -> None:
    one, two = seated({"goal": 10**9, "seats": ["mot", "hai"]}, "mot", "hai")

    def work(sitting: Sitting) -> int:
        taken, limit = 0, time.monotonic() + 20
        while taken < 10 and time.monotonic() < limit:
            try:
                make.add(sitting)
                taken += 1
            except Refused:
                time.sleep(0.005)
        return taken

    assert at_once(lambda: work(one), lambda: work(two)) == [10, 10]
    rows = list(Step.objects.values_list("number", "sitting__seat"))
    assert rows == [(n, "mot" if n % 2 else "hai") for n in range(1, 21)]


def test_two_who_begin_at_once_share_no_seat() -> None:
    made = make.simulator(make.published(make.PAIR))
    people = [UserFactory() for _ in range(4)]
    for person in people:
        enrolment(person, made.course)
    first = make.sit(made, people[0], "mot")

    calls = [lambda person=person: make.sit(made, person, "hai") for person in people[1:]]
    sittings = at_once(*calls)

    together = [one for one in sittings if one.run_id == first.run_id]
    assert len(together) == 1
    assert len({one.run_id for one in sittings}) == 3
