"""Publish what authors wrote, and receive what learners do."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from courses.activities import registry
from courses.activities.base import MOVE, Message, statement
from courses.activities.errors import ActivityRetired, ActivityUnknown, MessageInvalid
from courses.activities.gate import require_open
from courses.activities.models import Activity, ActivityVersion, Participation
from courses.catalogue.models import LessonPage
from courses.catalogue.queries import course_of
from courses.enrolment.queries import is_enrolled
from lms.accounts.models import User
from lms.kit import clock
from lms.records.actions import Recorded, record_all
from lms.records.verbs import Verb


@transaction.atomic
def publish_lesson(*, lesson: LessonPage) -> list[Activity]:
    """Copy the activity blocks of a published lesson to rows; what is no longer there retires."""
    _part_from_original(lesson)
    blocks = [block for block in lesson.body if registry.is_registered(block.block_type)]
    course_id = course_of(lesson).pk
    kept = [
        _publish_block(lesson=lesson, course_id=course_id, block=block, position=position)
        for position, block in enumerate(blocks)
    ]
    gone = Activity.objects.live().filter(lesson=lesson).exclude(pk__in=[one.pk for one in kept])
    gone.update(retired_at=clock.now())
    return kept


def retire_lesson(*, lesson: LessonPage) -> int:
    """A lesson is no longer published: its activities stay in the record, out of the course."""
    return int(Activity.objects.live().filter(lesson=lesson).update(retired_at=clock.now()))


def receive(*, activity: Activity, learner: User, message: Message) -> list[Recorded]:
    """The one entry for everything a learner sends: statements are recorded, all or none.

    The participation row is locked, so messages of one learner about one activity queue up.
    When the type refuses part of the input (`MessageInvalid`), what it saved before stays saved.
    """
    kind = registry.get(activity.type)
    known = kind.messages | {MOVE} if kind.moves else kind.messages
    if message.kind not in known or not is_enrolled(learner, activity.course_id):
        raise ActivityUnknown
    if message.kind == MOVE:
        return _move(activity, learner)
    with transaction.atomic():
        begun = activity.at(_begin(activity, learner).version)
        try:
            statements = list(kind.receive(begun, learner, message))
        except MessageInvalid as error:
            refusal = error
        else:
            return record_all(statements)
    raise refusal


def keep_state(*, activity: Activity, learner: User, state: dict[str, Any]) -> None:
    """Keep where the learner stopped; what is not named stays."""
    held = Participation.objects.select_for_update().get(
        learner_id=learner.pk, activity_id=activity.pk
    )
    held.state = {**held.state, **state}
    held.save(update_fields=["state", "saved_at"])


@transaction.atomic
def _move(activity: Activity, learner: User) -> list[Recorded]:
    """Bind a learner to the newest version, by which what they achieved is judged from now on."""
    held = _begin(activity, learner)
    if activity.retired_at is not None:
        raise ActivityRetired
    if held.version.number >= activity.version:
        return []
    held.version = ActivityVersion.objects.get(activity=activity, number=activity.version)
    held.state = {}
    held.save(update_fields=["version", "state", "saved_at"])
    message = Message(kind=MOVE, data={}, key=str(activity.version))
    return record_all([statement(activity, learner, message, Verb.INTERACTED)])


def _begin(activity: Activity, learner: User) -> Participation:
    """The learner's participation, locked; the first message binds them to the newest version."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related("version")
    held = rows.filter(learner=learner, activity=activity).first()
    if held is not None:
        return held
    if activity.retired_at is not None:
        raise ActivityRetired
    require_open(activity=activity, learner=learner)
    version = ActivityVersion.objects.get(activity=activity, number=activity.version)
    Participation.objects.bulk_create(
        [Participation(learner=learner, activity=activity, version=version)], ignore_conflicts=True
    )
    return rows.get(learner=learner, activity=activity)


def _part_from_original(lesson: LessonPage) -> None:
    """A lesson copied from another brings the ids of its blocks along: give it ids of its own."""
    raw = list(lesson.body.raw_data)
    ids = [block["id"] for block in raw if registry.is_registered(block["type"])]
    taken = Activity.objects.filter(uuid__in=ids).exclude(lesson=lesson)
    theirs = {str(uuid) for uuid in taken.values_list("uuid", flat=True)}
    if not theirs:
        return
    body: Any = [{**one, "id": str(uuid4())} if one["id"] in theirs else one for one in raw]
    lesson.body = body
    lesson.save(update_fields=["body"])
    lesson.save_revision(clean=False, changed=False)


def _publish_block(*, lesson: LessonPage, course_id: int, block: Any, position: int) -> Activity:
    kind = registry.get(block.block_type)
    said = {"title": block.value["title"], "config": kind.config(block.value)}
    place = {
        "lesson": lesson,
        "course_id": course_id,
        "type": kind.slug,
        "position": position,
        "required": bool(block.value["required"]),
        "retired_at": None,
    }
    activity, new = Activity.objects.select_for_update().get_or_create(
        uuid=UUID(block.id), defaults=said | place
    )
    changed = {"title": activity.title, "config": activity.config} != said
    if not new:
        _update(activity, **said, **place, version=activity.version + changed)
    if new or changed:
        ActivityVersion.objects.create(activity=activity, number=activity.version, **said)
    return activity


def _update(activity: Activity, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.save()
