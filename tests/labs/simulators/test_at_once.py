"""Two who act at once in one exercise: nobody sits twice, alone by mistake, or having left."""

from datetime import timedelta
from typing import Any

import pytest

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from labs.simulators.actions import scenarios
from labs.simulators.actions.results import again, hand_in
from labs.simulators.actions.seating import go_alone, leave
from labs.simulators.errors import RunOver
from labs.simulators.models import Run, Sitting, Step
from lms.accounts.models import User
from lms.kit import clock
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.interleaving import while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> list[User]:
    return [UserFactory() for _ in range(3)]


@pytest.fixture
def exercise(people: list[User]) -> Activity:
    """Work for two."""
    made = make.simulator(make.published(make.PAIR))
    for person in people:
        enrolment(person, made.course)
    return made


@pytest.fixture
def pair(exercise: Activity, people: list[User]) -> list[Sitting]:
    return [make.sit(exercise, people[0], "mot"), make.sit(exercise, people[1], "hai")]


def forget(sitting: Sitting) -> None:
    """Let the person have done nothing for long."""
    Sitting.objects.filter(pk=sitting.pk).update(created_at=clock.now() - timedelta(minutes=11))


def test_who_was_put_out_meanwhile_takes_no_step_and_hands_nothing_in(pair: list[Sitting]) -> None:
    mine, theirs = pair
    make.add(mine)
    forget(theirs)
    go_alone(sitting=mine)

    with pytest.raises(RunOver):
        make.add(theirs)
    with pytest.raises(RunOver):
        hand_in(sitting=theirs)

    assert list(Step.objects.values_list("number", "sitting__person")) == [
        (1, mine.person_id),
        (2, None),
    ]
    assert Run.objects.get().closed_at is None


def test_who_left_puts_nobody_out(pair: list[Sitting]) -> None:
    mine, theirs = pair
    forget(mine)
    leave(sitting=theirs)

    with pytest.raises(RunOver):
        go_alone(sitting=theirs)

    mine.refresh_from_db()
    assert (mine.left, Sitting.objects.filter(person=None).count()) == (False, 0)


def test_the_system_adds_nothing_to_a_run_that_is_over(
    exercise: Activity, people: list[User]
) -> None:
    mine = make.sit(exercise, people[0], "mot")
    make.add(mine)
    run = hand_in(sitting=mine)

    with pytest.raises(RunOver):
        go_alone(sitting=mine)

    assert (Step.objects.count(), Run.objects.get().sha256) == (1, run.sha256)


def test_of_two_who_leave_at_once_the_second_closes_the_run(pair: list[Sitting]) -> None:
    while_open(lambda: leave(sitting=pair[0]), lambda: leave(sitting=pair[1]))

    assert Run.objects.get().closed_at is not None


def test_who_leaves_while_the_run_is_handed_in_has_no_score_in_it(pair: list[Sitting]) -> None:
    while_open(lambda: leave(sitting=pair[1]), lambda: hand_in(sitting=pair[0]))

    rows = Sitting.objects.order_by("seat").values_list("seat", "left", "score")
    assert list(rows) == [("hai", True, None), ("mot", False, 0.0)]


def test_two_partners_who_begin_at_once_sit_together(
    exercise: Activity, people: list[User]
) -> None:
    while_open(
        lambda: make.sit(exercise, people[0], "mot"),
        lambda: make.sit(exercise, people[1], "hai"),
    )

    assert Run.objects.count() == 1


def test_a_partner_joins_though_a_step_is_taken_just_then(
    exercise: Activity, people: list[User]
) -> None:
    mine = make.sit(exercise, people[0], "mot")

    theirs = while_open(lambda: make.add(mine), lambda: make.sit(exercise, people[1], "hai"))

    assert theirs.run_id == mine.run_id


def test_a_desk_that_the_system_takes_just_then_is_not_taken_twice(
    exercise: Activity, people: list[User]
) -> None:
    mine = make.sit(exercise, people[0], "mot")

    theirs = while_open(
        lambda: go_alone(sitting=mine), lambda: make.sit(exercise, people[1], "hai")
    )

    assert theirs.run_id != mine.run_id


def test_nobody_sits_down_in_a_run_that_is_just_left(
    exercise: Activity, people: list[User]
) -> None:
    mine = make.sit(exercise, people[0], "mot")

    theirs = while_open(lambda: leave(sitting=mine), lambda: make.sit(exercise, people[1], "hai"))

    assert theirs.run_id != mine.run_id
    assert Run.objects.get(pk=theirs.run_id).closed_at is None


def test_nobody_waits_beside_somebody_who_was_disabled(
    exercise: Activity, people: list[User]
) -> None:
    gone = make.sit(exercise, people[0], "mot")
    User.objects.filter(pk=people[0].pk).update(is_active=False)

    second = make.sit(exercise, people[1], "hai")
    third = make.sit(exercise, people[2], "mot")

    assert second.run_id != gone.run_id
    assert third.run_id == second.run_id


def test_a_rehearsal_begun_twice_at_once_is_one(people: list[User]) -> None:
    version = make.version()

    def begin() -> Sitting:
        return scenarios.rehearse(version=version, person=people[0], seat="", key="same")

    second = while_open(begin, begin)

    assert list(Sitting.objects.all()) == [second]


def test_a_step_rehearsed_anew_twice_at_once_is_one_go(people: list[User]) -> None:
    tried = make.finished(
        scenarios.rehearse(version=make.version(), person=people[0], seat="", key="a")
    )

    def once_more() -> Sitting:
        return again(sitting=tried, person=people[0], number=1, key="again", activity=None)

    second = while_open(once_more, once_more)

    assert list(Sitting.objects.filter(key="again")) == [second]


@pytest.mark.parametrize("first", [0, 1])
def test_a_pair_is_recorded_in_one_order_whoever_hands_in(
    exercise: Activity, people: list[User], pair: list[Sitting], first: int
) -> None:
    message: Any = Message(kind="hand-in", data={"run": pair[0].run.uuid}, key="h")

    told = receive(activity=exercise, learner=people[first], message=message)

    said = [(one.statement.actor_id, one.statement.verb.value) for one in told]
    expected = [(people[0].pk, "scored"), (people[1].pk, "scored")]
    expected.insert(first, (people[first].pk, "submitted"))
    assert said == expected
