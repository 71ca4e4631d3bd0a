"""The protocol that every type of activity follows; it knows no type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.activities.models import Activity
from courses.catalogue.blocks import ActivityBlock
from lms.accounts.models import User
from lms.kit.ids import derived
from lms.records.statements import Statement
from lms.records.verbs import Verb

MOVE = "move"


class State(TextChoices):
    """How an activity stands for a learner; never a number for "not done"."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("state", "In progress")
    WAITING = "waiting", _("Waiting to be marked")
    COMPLETED = "completed", pgettext_lazy("state", "Completed")
    PASSED = "passed", pgettext_lazy("state", "Passed")
    FAILED = "failed", _("Not passed yet")


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What to show: a template, and what it needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What came back: its kind, its data, and a key under which it counts once."""

    kind: str
    data: Mapping[str, Any]
    key: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What statements add up to. `trust` is `server` where the server worked out the score."""

    state: State = State.NOT_STARTED
    score: float | None = None
    max_score: float | None = None
    rule_met: bool = False
    trust: str = "client"


class ActivityType:
    """The base of the types. `slug`, `label` and `block` say what it is; the rest what it does."""

    slug: ClassVar[str]
    label: ClassVar[str | Promise]
    block: ClassVar[ActivityBlock]
    messages: ClassVar[frozenset[str]]
    # Whether learners who began an older version may move to the newest: what they have is kept
    # as statements, and work in progress belongs to a version.
    moves: ClassVar[bool] = False

    def config(self, value: Any) -> dict[str, Any]:
        """The author's block as the plain data that a version keeps."""
        return dict(self.block.get_prep_value(value))

    def launch(self, activity: Activity, learner: User) -> Launch:
        """What to show; reads only."""
        raise NotImplementedError

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """What the learner's message says, as statements; may write the type's own rows."""
        raise NotImplementedError

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """Pure: what the statements, oldest first, add up to."""
        raise NotImplementedError

    def rule(self, activity: Activity) -> str | Promise:
        """The sentence that says when this activity is complete."""
        raise NotImplementedError


def statement(
    activity: Activity,
    learner: User,
    message: Message,
    verb: Verb,
    *,
    part: str = "",
    result: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
) -> Statement:
    """A statement whose id the message's key determines: sent twice, it counts once.

    `part` tells apart several statements of one verb in one message.
    """
    return Statement(
        id=derived(verb, activity.uuid, learner.pk, message.kind, message.key, part),
        actor_id=learner.pk,
        verb=verb,
        object_kind="activity",
        object_id=activity.uuid,
        result=result or {},
        context={"version": activity.version, **(context or {})},
    )
