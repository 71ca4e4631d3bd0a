"""The video as an activity type."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.queries import state_of
from courses.activities.types.video import actions
from courses.activities.types.video.block import VideoBlock
from courses.activities.types.video.queries import video_of
from courses.catalogue.blocks import ActivityBlock
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb

ONCE = Message(kind="watched", data={}, key="once")


class VideoType(ActivityType):
    """A video of our own."""

    slug = "video"
    label = _("Video")
    block: ClassVar[ActivityBlock] = VideoBlock()
    messages = frozenset({"watched", "read"})

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The video with its size, and where the learner stopped."""
        return Launch(
            template="courses/activities/video.html",
            context={
                "video": video_of(activity.config),
                "position": state_of(activity, learner).get("position", 0),
            },
        )

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """What was watched; or that the text was read instead, which counts as much."""
        done = statement(activity, learner, ONCE, Verb.COMPLETED, result={"completion": True})
        if message.kind == "read":
            return [done]
        spans, position, enough = actions.watch(
            activity=activity, learner=learner, data=message.data
        )
        seen = {"extensions": {"spans": [list(one) for one in spans], "position": position}}
        told = statement(activity, learner, message, Verb.EXPERIENCED, result=seen)
        return [told, done] if enough else [told]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """Completed by one `completed`."""
        if any(one.verb is Verb.COMPLETED for one in statements):
            return Outcome(state=State.COMPLETED, rule_met=True)
        return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)

    def rule(self, activity: Activity) -> str | Promise:
        """What completes it."""
        return format_lazy(
            _("Watch at least {share}% of the video, or read the text beside it."),
            share=activity.config.get("share") or 90,
        )
