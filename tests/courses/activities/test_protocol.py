"""What every registered activity type must do, whoever wrote it."""

from dataclasses import replace

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string

from courses.activities import registry
from courses.activities.actions import publish_lesson, receive
from courses.activities.base import MOVE, ActivityType, Message, Outcome, State
from courses.activities.errors import ActivityUnknown
from courses.activities.models import Activity, ActivityVersion
from courses.catalogue.blocks import LessonBody
from courses.progress.models import ActivityProgress, CourseProgress
from courses.progress.queries import line_of
from lms.accounts.models import User
from lms.records.queries import count, statements_about
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.activities import SAMPLES
from tests.factories.courses import activity, enrolment

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("kind", registry.all_types(), ids=lambda one: one.slug)


def sample(kind: ActivityType) -> tuple[Activity, User]:
    made = activity(kind.slug, **SAMPLES[kind.slug].value())
    learner = UserFactory()
    enrolment(learner, made.course)
    return made, learner


def complete(made: Activity, learner: User) -> None:
    for message in SAMPLES[made.type].messages(made, learner):
        receive(activity=made, learner=learner, message=message)
    SAMPLES[made.type].afterwards(made, learner)


def test_every_type_has_sample() -> None:
    assert {one.slug for one in registry.all_types()} == set(SAMPLES)


@every_type
def test_type_describes_itself(kind: ActivityType) -> None:
    assert str(kind.label)
    assert kind.messages
    assert LessonBody().child_blocks[kind.slug] is kind.block


@every_type
def test_slug_taken(kind: ActivityType) -> None:
    with pytest.raises(ValueError, match=kind.slug):
        registry.register(kind)


@every_type
def test_publish_again_unchanged(kind: ActivityType) -> None:
    made, _learner = sample(kind)

    publish_lesson(lesson=made.lesson)

    made.refresh_from_db()
    assert (made.version, ActivityVersion.objects.filter(activity=made).count()) == (1, 1)


@every_type
def test_publish_changed_keeps_begun_version(kind: ActivityType) -> None:
    made, learner = sample(kind)
    first = next(SAMPLES[kind.slug].messages(made, learner))
    receive(activity=made, learner=learner, message=first)

    made.lesson.body.raw_data[0]["value"]["title"] = "Tên mới"
    made.lesson.body = list(made.lesson.body.raw_data)
    made.lesson.save_revision().publish()

    made.refresh_from_db()
    begun = made.participations.get(learner=learner)
    assert (made.version, made.title, begun.version.number) == (2, "Tên mới", 1)


@every_type
def test_launch_writes_nothing(kind: ActivityType, django_assert_max_num_queries) -> None:
    made, learner = sample(kind)
    before = count()

    with django_assert_max_num_queries(3):
        launch = kind.launch(made, learner)

    request = HttpRequest()
    request.user = learner
    context = {**launch.context, "activity": made, "line": line_of(made, learner)}
    assert render_to_string(launch.template, context, request=request).strip()
    assert count() == before
    assert not made.participations.exists()


@every_type
def test_judge_of_nothing(kind: ActivityType) -> None:
    made, _learner = sample(kind)

    outcome = kind.judge(made, [])

    assert (outcome.state, outcome.score, outcome.rule_met) == (State.NOT_STARTED, None, False)


@every_type
def test_complete_meets_rule_and_course(kind: ActivityType) -> None:
    made, learner = sample(kind)

    complete(made, learner)

    held = ActivityProgress.objects.get(learner=learner, activity=made)
    assert held.rule_met is True
    assert held.state in {State.COMPLETED, State.PASSED}
    assert CourseProgress.objects.get(learner=learner).satisfied_at is not None


@every_type
def test_complete_twice_counts_once(kind: ActivityType) -> None:
    made, learner = sample(kind)
    messages = []
    for message in SAMPLES[kind.slug].messages(made, learner):
        receive(activity=made, learner=learner, message=message)
        messages.append(message)
    stored, before = count(), ActivityProgress.objects.values().get(learner=learner)

    receive(activity=made, learner=learner, message=messages[-1])

    assert count() == stored
    assert ActivityProgress.objects.values().get(learner=learner) == before


@every_type
def test_judge_is_pure(kind: ActivityType) -> None:
    made, learner = sample(kind)
    complete(made, learner)
    said = statements_about(actor_id=learner.pk, object_kind="activity", object_id=made.uuid)

    first, second = kind.judge(made, said), kind.judge(made, said)

    assert isinstance(first, Outcome)
    assert first == second
    assert first.trust in {"server", "client"}


@every_type
def test_replay_finds_no_difference(kind: ActivityType) -> None:
    made, learner = sample(kind)
    complete(made, learner)

    assert replay(check=True) == []


@every_type
def test_unknown_message(kind: ActivityType) -> None:
    made, learner = sample(kind)

    with pytest.raises(ActivityUnknown):
        receive(activity=made, learner=learner, message=Message(kind="x", data={}, key="k"))


@every_type
def test_stranger_is_not_heard(kind: ActivityType) -> None:
    made, learner = sample(kind)
    stranger = UserFactory()
    before = count()

    with pytest.raises(ActivityUnknown):
        receive(
            activity=made,
            learner=stranger,
            message=next(SAMPLES[kind.slug].messages(made, learner)),
        )

    assert count() == before


@every_type
def test_retired_activity_leaves_course(kind: ActivityType) -> None:
    made, learner = sample(kind)
    complete(made, learner)

    made.lesson.body = []
    made.lesson.save_revision().publish()

    made.refresh_from_db()
    assert made.retired_at is not None
    assert ActivityProgress.objects.filter(activity=made).count() == 1
    assert replay(check=True) == []


@every_type
def test_rule_is_a_sentence(kind: ActivityType) -> None:
    made, _learner = sample(kind)

    assert str(kind.rule(made)).endswith(".")


def change(made: Activity) -> None:
    made.lesson.body.raw_data[0]["value"]["title"] = "Tên mới"
    made.lesson.body = list(made.lesson.body.raw_data)
    made.lesson.save_revision().publish()
    made.refresh_from_db()


def move(made: Activity, learner: User) -> None:
    receive(activity=made, learner=learner, message=Message(kind=MOVE, data={}, key="m"))


@every_type
def test_move_to_newer_version_by_choice(kind: ActivityType) -> None:
    made, learner = sample(kind)
    first = next(SAMPLES[kind.slug].messages(made, learner))
    receive(activity=made, learner=learner, message=first)
    before = Activity.objects.get(pk=made.pk)
    change(made)

    if not kind.moves:
        with pytest.raises(ActivityUnknown):
            move(made, learner)
        return
    move(made, learner)
    move(made, learner)
    move(before, learner)  # a request that was on its way while the author published

    assert made.participations.get(learner=learner).version.number == 2
    for message in SAMPLES[made.type].messages(made, learner):
        again = replace(message, key=f"again-{message.key}")
        receive(activity=made, learner=learner, message=again)
    assert ActivityProgress.objects.get(learner=learner, activity=made).rule_met is True
    assert replay(check=True) == []


@every_type
def test_newer_version_is_offered_to_those_who_began_and_to_nobody_else(kind, client) -> None:
    made, learner = sample(kind)
    newcomer = UserFactory()
    enrolment(newcomer, made.course)
    first = next(SAMPLES[kind.slug].messages(made, learner))
    receive(activity=made, learner=learner, message=first)
    address = f"/learn/{made.course.slug}/{made.lesson.slug}/"
    button = f'action="/learn/activities/{made.uuid}/move/"'

    def offered(person: User) -> bool:
        client.force_login(person)
        return button in client.get(address).content.decode()

    before = offered(learner)
    change(made)
    after = (offered(learner), offered(newcomer))
    client.force_login(learner)
    client.post(f"/learn/activities/{made.uuid}/move/")

    assert (before, after, offered(learner)) == (False, (kind.moves, False), False)
