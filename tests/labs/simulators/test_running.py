"""Runs: one row a step, nothing twice, nothing forged, the old go kept beside the new one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.activities.actions import receive
from courses.activities.base import Message, State
from courses.activities.models import Activity
from courses.progress.queries import line_of
from labs.simulators.actions import steps
from labs.simulators.actions.results import again, hand_in
from labs.simulators.actions.seating import begin, go_alone, leave
from labs.simulators.actions.steps import take_step
from labs.simulators.engine import Refused, Taken
from labs.simulators.errors import (
    GoesUsedUp,
    PartnerPresent,
    RunOver,
    SeatUnknown,
    StepUnknown,
    TooManySteps,
)
from labs.simulators.models import Run, Sitting, Step
from labs.simulators.queries import Room
from labs.simulators.trace import digest, replay, steps_of
from lms.accounts.models import User
from lms.kit import clock
from lms.records.queries import statements_about
from lms.records.replay import replay as replay_records
from lms.records.verbs import Verb
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def partner() -> User:
    return UserFactory()


def placed(*people: User, content: dict | None = None, **value) -> Activity:
    made = make.simulator(make.published(content), **value)
    for person in people:
        enrolment(person, made.course)
    return made


def trace(run: Run) -> list[tuple[int, str, int]]:
    rows = Step.objects.filter(run=run)
    return [(one.number, one.sitting.seat, one.data["by"]) for one in rows]


def test_steps_are_numbered_rows(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)

    make.add(sitting, 1)
    make.add(sitting, 2)

    assert trace(sitting.run) == [(1, "mot", 1), (2, "mot", 2)]


def test_step_sent_twice_counts_once(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)

    first = make.add(sitting, 1, key="k")
    second = make.add(sitting, 1, key="k")

    assert (first, second, Step.objects.count()) == (1, 1, 1)


def test_step_that_the_engine_refuses_leaves_no_row(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)

    with pytest.raises(Refused, match="Quá lớn"):
        make.add(sitting, 10)

    assert Step.objects.count() == 0


def test_step_that_is_not_offered_is_refused(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)
    make.add(sitting, 3)

    with pytest.raises(Refused):
        make.add(sitting, 1)

    with pytest.raises(Refused):
        take_step(sitting=sitting, kind="win", data={}, key="x")


def test_two_rows_with_one_number_cannot_be(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)
    make.add(sitting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(run=sitting.run, sitting=sitting, number=1, kind="add", key="other")


def test_begin_again_finds_the_open_go(learner: User) -> None:
    made = placed(learner)

    first, second = make.sit(made, learner), make.sit(made, learner)

    assert (first.pk, Sitting.objects.count()) == (second.pk, 1)


def test_begin_with_one_key_is_one_sitting(learner: User) -> None:
    made = placed(learner)
    first = begin(activity=made, learner=learner, seat="", key="k")
    leave(sitting=first)

    assert begin(activity=made, learner=learner, seat="", key="k").pk == first.pk


def test_restart_keeps_the_old_go(learner: User) -> None:
    made = placed(learner)
    old = make.sit(made, learner)
    make.add(old)

    leave(sitting=old)
    new = make.sit(made, learner)

    old.refresh_from_db()
    assert (old.left, old.score, new.number) == (True, None, 2)
    assert (trace(old.run), trace(new.run)) == ([(1, "mot", 1)], [])
    assert old.run.seed != new.run.seed


def test_hand_in_grades_and_freezes_the_trace(learner: User) -> None:
    made = placed(learner)
    sitting = make.sit(made, learner)
    make.add(sitting, 2)
    make.add(sitting, 2)

    run = hand_in(sitting=sitting)

    sitting.refresh_from_db()
    steps = [Taken(seat="mot", kind="add", data={"by": 2})] * 2
    assert (sitting.score, sitting.max_score) == (90.0, 100.0)
    assert run.sha256 == digest(run.version, run.seed, steps)
    assert [(one["rule"], one["step"]) for one in run.findings] == [("over", 2)]
    with pytest.raises(RunOver):
        make.add(sitting)


def test_hand_in_twice_changes_nothing(learner: User) -> None:
    sitting = make.finished(make.sit(placed(learner), learner))
    before = Run.objects.values().get()

    hand_in(sitting=sitting)

    assert Run.objects.values().get() == before


def test_score_is_recorded_with_its_evidence(learner: User) -> None:
    made = placed(learner)
    sitting = make.sit(made, learner)
    make.add(sitting, 3)
    message = Message(kind="hand-in", data={"run": sitting.run.uuid}, key="h")

    receive(activity=made, learner=learner, message=message)
    receive(activity=made, learner=learner, message=message)

    said = statements_about(actor_id=learner.pk, object_kind="activity", object_id=made.uuid)
    scored = [one for one in said if one.verb is Verb.SCORED]
    run = Run.objects.get()
    assert len(scored) == 1
    assert scored[0].result == {"score": {"raw": 100.0, "min": 0.0, "max": 100.0, "scaled": 1.0}}
    assert scored[0].context == {
        "run": str(run.uuid),
        "attempt": 1,
        "seat": "mot",
        "scenario_version": str(run.version.uuid),
        "sha256": run.sha256,
        "seed": str(run.seed),
        "kept": 0,
    }
    assert line_of(made, learner).state == State.PASSED
    assert replay_records(check=True) == []


def test_below_the_pass_mark_is_not_passed_yet(learner: User) -> None:
    made = placed(learner, pass_percent=95)
    sitting = make.sit(made, learner)
    make.add(sitting, 4)

    message = Message(kind="hand-in", data={"run": sitting.run.uuid}, key="h")
    receive(activity=made, learner=learner, message=message)

    line = line_of(made, learner)
    assert (line.state, line.score, line.rule_met) == (State.FAILED, 90.0, False)


def test_run_of_another_activity_is_not_handed_in(learner: User) -> None:
    made, other = placed(learner), placed(learner)
    sitting = make.sit(made, learner)
    message = Message(kind="hand-in", data={"run": sitting.run.uuid}, key="h")

    with pytest.raises(StepUnknown):
        receive(activity=other, learner=learner, message=message)

    assert Run.objects.get().closed_at is None


def test_goes_are_limited(learner: User) -> None:
    made = placed(learner, attempts=1)
    make.finished(make.sit(made, learner))

    with pytest.raises(GoesUsedUp):
        make.sit(made, learner)


def test_again_stands_before_the_step_that_went_wrong(learner: User) -> None:
    made = placed(learner)
    old = make.sit(made, learner)
    make.add(old, 2)
    make.add(old, 2)
    hand_in(sitting=old)

    new = again(sitting=old, person=learner, number=2, key="again", activity=made)

    assert (trace(new.run), new.run.kept, new.run.again_of_id) == ([(1, "mot", 2)], 1, old.run_id)
    assert (new.run.seed, new.run.version_id) == (old.run.seed, old.run.version_id)
    make.add(new, 1)
    assert hand_in(sitting=new).findings == []
    assert trace(old.run) == [(1, "mot", 2), (2, "mot", 2)]


def test_again_pressed_twice_is_one_go(learner: User) -> None:
    made = placed(learner)
    old = make.finished(make.sit(made, learner))

    first = again(sitting=old, person=learner, number=1, key="again", activity=made)

    assert again(sitting=old, person=learner, number=1, key="again", activity=made).pk == first.pk
    assert Run.objects.count() == 2


def test_again_from_a_step_that_never_was(learner: User) -> None:
    made = placed(learner)
    old = make.finished(make.sit(made, learner))

    for number in (0, 3):
        with pytest.raises(StepUnknown):
            again(sitting=old, person=learner, number=number, key="again", activity=made)


def test_again_past_the_last_step_goes_on_where_it_was_handed_in(learner: User) -> None:
    made = placed(learner)
    old = make.sit(made, learner)
    make.add(old, 2)
    hand_in(sitting=old)

    new = again(sitting=old, person=learner, number=2, key="again", activity=made)

    make.add(new, 1)
    hand_in(sitting=new)
    new.refresh_from_db()
    assert (new.score, new.run.kept, trace(old.run)) == (100.0, 1, [(1, "mot", 2)])


def test_again_is_a_go_of_those_allowed(learner: User) -> None:
    made = placed(learner, attempts=1)
    old = make.finished(make.sit(made, learner))

    with pytest.raises(GoesUsedUp):
        again(sitting=old, person=learner, number=1, key="again", activity=made)


def test_again_may_be_forbidden_by_the_author(learner: User) -> None:
    made = placed(learner, redo=False)
    old = make.finished(make.sit(made, learner))
    message = Message(kind="again", data={"run": old.run.uuid, "step": "1"}, key="a")

    with pytest.raises(StepUnknown):
        receive(activity=made, learner=learner, message=message)


def test_again_gives_no_go_beyond_those_allowed(learner: User) -> None:
    made = placed(learner, attempts=1)
    old = make.finished(make.sit(made, learner))

    with pytest.raises(GoesUsedUp):
        again(sitting=old, person=learner, number=1, key="again", activity=made)

    assert not Room(old).may_redo


def test_an_open_go_has_no_way_back(learner: User) -> None:
    made = placed(learner)
    old = make.sit(made, learner)
    make.add(old, 2)

    with pytest.raises(StepUnknown):
        again(sitting=old, person=learner, number=1, key="again", activity=made)

    assert trace(old.run) == [(1, "mot", 2)]


def test_whoever_left_a_pair_takes_nothing_of_what_the_partner_did_then(
    learner: User, partner: User
) -> None:
    made = placed(learner, partner, content=make.PAIR)
    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")
    make.add(mine, 1)
    leave(sitting=mine)
    make.add(theirs)
    mine.refresh_from_db()

    with pytest.raises(StepUnknown):
        again(sitting=mine, person=learner, number=2, key="again", activity=made)


def test_a_go_does_not_grow_without_end(learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_STEPS", 1)
    sitting = make.sit(placed(learner), learner)
    make.add(sitting, 1)

    with pytest.raises(TooManySteps):
        make.add(sitting, 1)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("hand-in", {}),
        ("hand-in", {"run": "x"}),
        ("again", {}),
        ("again", {"run": "x", "step": "1"}),
        ("again", {"step": "x"}),
    ],
)
def test_message_of_a_wrong_shape_is_refused(
    learner: User, kind: str, data: dict[str, str]
) -> None:
    made = placed(learner)

    with pytest.raises(StepUnknown):
        receive(activity=made, learner=learner, message=Message(kind=kind, data=data, key="a"))


def test_pair_shares_one_run(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)

    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")

    make.add(mine)
    make.add(theirs)
    assert mine.run_id == theirs.run_id
    assert trace(mine.run) == [(1, "mot", 1), (2, "hai", 1)]


def test_partner_out_of_turn_is_refused(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)
    make.sit(made, learner, "mot")
    theirs = make.sit(made, partner, "hai")

    with pytest.raises(Refused):
        make.add(theirs)


def test_same_desk_twice_makes_two_runs(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)

    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "mot")

    assert mine.run_id != theirs.run_id


def test_pair_is_scored_each_for_their_own(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)
    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")
    make.add(mine, 3)
    make.add(theirs, 3)

    message = Message(kind="hand-in", data={"run": mine.run.uuid}, key="h")
    receive(activity=made, learner=learner, message=message)

    scores = dict(Sitting.objects.values_list("seat", "score"))
    assert scores == {"mot": 100.0, "hai": 90.0}
    assert [line_of(made, one).score for one in (learner, partner)] == [100.0, 90.0]


def test_unknown_desk(learner: User) -> None:
    with pytest.raises(SeatUnknown):
        make.sit(placed(learner, content=make.PAIR), learner, "ba")


def test_system_takes_the_free_desk_and_plays(learner: User) -> None:
    made = placed(learner, content=make.PAIR)
    mine = make.sit(made, learner, "mot")
    make.add(mine)

    go_alone(sitting=mine)
    make.add(mine)

    assert trace(mine.run) == [(1, "mot", 1), (2, "hai", 1), (3, "mot", 1), (4, "hai", 1)]
    assert Sitting.objects.get(seat="hai").person_id is None


def test_system_begins_where_it_is_its_turn(learner: User) -> None:
    mine = make.sit(placed(learner, content=make.PAIR), learner, "hai")

    go_alone(sitting=mine)

    assert trace(mine.run) == [(1, "mot", 1)]


def test_partner_is_not_sent_away(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)
    mine = make.sit(made, learner, "mot")
    make.sit(made, partner, "hai")

    with pytest.raises(PartnerPresent):
        go_alone(sitting=mine)


def test_partner_who_is_gone_for_long_is_replaced(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)
    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")
    make.add(mine)
    Sitting.objects.filter(pk=theirs.pk).update(created_at=clock.now() - timedelta(minutes=11))

    go_alone(sitting=mine)

    theirs.refresh_from_db()
    assert (theirs.left, trace(mine.run)[-1]) == (True, (2, "hai", 1))


def test_partner_who_leaves_frees_the_desk(learner: User, partner: User) -> None:
    made, third = placed(learner, partner, content=make.PAIR), UserFactory()
    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")

    leave(sitting=theirs)

    assert make.sit(made, third, "hai").run_id == mine.run_id
    assert Run.objects.get().closed_at is None


def test_again_in_a_pair_has_the_system_as_partner(learner: User, partner: User) -> None:
    made = placed(learner, partner, content=make.PAIR)
    mine, theirs = make.sit(made, learner, "mot"), make.sit(made, partner, "hai")
    make.add(mine, 2)
    make.add(theirs)
    make.add(mine, 2)
    hand_in(sitting=mine)

    new = again(sitting=mine, person=learner, number=3, key="again", activity=made)

    assert trace(new.run) == [(1, "mot", 2), (2, "hai", 1)]
    assert Sitting.objects.get(run=new.run, seat="hai").person_id is None


def test_state_is_always_replayed_from_the_seed(learner: User) -> None:
    sitting = make.sit(placed(learner), learner)
    make.add(sitting, 2)
    engine, run = make.Tally(), sitting.run

    first = replay(engine, run.version.content, run.seed, steps_of(run))

    assert (
        first == replay(engine, run.version.content, run.seed, steps_of(run)) == (3, 2, 0, ("mot",))
    )
