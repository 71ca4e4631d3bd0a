"""H5P as one more activity type."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.types.h5p.block import H5PBlock
from courses.activities.types.h5p.marking import markers
from courses.activities.types.h5p.marking.marks import Trust
from courses.activities.types.h5p.models import Package
from courses.activities.types.h5p.playing.block import BLOCK_TYPE, HANDLERS
from courses.activities.types.xblock import runtime, web
from courses.activities.types.xblock.calls import Call
from courses.activities.types.xblock.people import pseudonym
from courses.activities.types.xblock.runtime import Event
from courses.activities.types.xblock.usages import Usage
from courses.catalogue.blocks import ActivityBlock
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


def usage_of(activity: UUID, package: Package) -> Usage:
    """The block that plays a package in an activity; its state belongs to this pair."""
    return Usage(
        block_type=BLOCK_TYPE,
        activity=activity,
        version=package.sha256,
        authored={
            "package_uuid": str(package.uuid),
            "display_name": package.title,
            "has_score": True,
        },
    )


class H5P(ActivityType):
    """Interactive content in a sandbox, marked by the server where it can be."""

    slug = "h5p"
    label = _("Interactive content (H5P)")
    block: ClassVar[ActivityBlock] = H5PBlock()
    messages = HANDLERS
    moves = True

    def config(self, value: Any) -> dict[str, Any]:
        """The package by its public id, what it needs to be judged, and the author's options."""
        package = value["package"]
        return {
            "package": str(package.uuid),
            "library": package.library,
            "pass_percentage": value["pass_percentage"],
            "text_alternative": str(value["text_alternative"] or ""),
        }

    def launch(self, activity: Activity, learner: User) -> Launch:
        """A frame with the player, or the sentence that says why it cannot be played."""
        package = Package.objects.filter(uuid=activity.config["package"]).first()
        return Launch(
            template="courses/activities/types/h5p/activity.html",
            context={
                "activity": activity,
                "package": package,
                "playable": package is not None and package.is_playable,
                "owner": pseudonym(learner),
                "heights": json.dumps(package.heights if package else {}),
                "text_alternative": activity.config.get("text_alternative", ""),
            },
        )

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Pass the message to the block; what it publishes becomes statements."""
        package = Package.objects.get(uuid=activity.config["package"])
        data = {**message.data, "key": message.key}
        handled = runtime.handle(
            usage=usage_of(activity.uuid, package),
            person=learner,
            handler=message.kind,
            request=web.json_call(data),
        )
        if isinstance(message, Call):
            message.reply.response = handled.response
        built = (_statement(activity, learner, message, package, one) for one in handled.events)
        return [one for one in built if one is not None]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """The best finished answer; of equal ones the server's own marking counts."""
        scored = [one for one in statements if one.verb is Verb.SCORED]
        if scored:
            return _scored(max(scored, key=_rank), activity.config)
        done = any(one.verb is Verb.COMPLETED for one in statements)
        if done and not _asks_for_points(activity.config):
            return Outcome(state=State.COMPLETED, rule_met=True)
        return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)

    def rule(self, activity: Activity) -> str | Promise:
        """What completes it."""
        if not markers.is_scored(_library(activity.config)):
            return _("Work through the content once.")
        mark = activity.config.get("pass_percentage")
        if not mark:
            return _("Answer and press “Check”.")
        return format_lazy(_("Answer and reach at least {mark}% of the points."), mark=mark)


def _library(config: Mapping[str, Any]) -> str:
    return str(config.get("library", "")).partition(" ")[0]


def _asks_for_points(config: Mapping[str, Any]) -> bool:
    """Whether points decide: then the frame's word that it is done is not enough."""
    return bool(config.get("pass_percentage")) and markers.is_scored(_library(config))


def _rank(one: Statement) -> tuple[float, bool]:
    return one.result["score"]["scaled"], one.context.get("trust") == Trust.SERVER


def _scored(best: Statement, config: Mapping[str, Any]) -> Outcome:
    score = best.result["score"]
    needed = (config.get("pass_percentage") or 0) / 100
    passed = score["scaled"] + 1e-9 >= needed
    state = State.COMPLETED if not needed else State.PASSED if passed else State.FAILED
    return Outcome(
        state=state,
        score=score["raw"],
        max_score=score["max"],
        rule_met=passed,
        trust=str(best.context.get("trust", Trust.CLIENT)),
    )


def _statement(
    activity: Activity, learner: User, message: Message, package: Package, event: Event
) -> Statement | None:
    """One published event as the server's own statement; nothing of the frame's is forwarded."""
    context = {"package": package.sha256, "library": package.library}
    if event.kind == "completion":
        done = event.data["completion"] >= 1
        key = f"{'done' if done else 'begun'}-{package.sha256[:12]}"
        once = Message(kind=message.kind, data={}, key=key)
        verb = Verb.COMPLETED if done else Verb.INTERACTED
        return statement(activity, learner, once, verb, context={**context, "trust": "client"})
    if event.kind != "grade":
        return None
    verb = Verb.SCORED if event.data["finished"] else Verb.ANSWERED
    context["trust"] = event.data["trust"]
    return statement(activity, learner, message, verb, result=_result(event.data), context=context)


def _result(data: Mapping[str, Any]) -> dict[str, Any]:
    scaled = round(data["value"] / data["max_value"], 6)
    return {
        "score": {"min": 0, "raw": data["value"], "max": data["max_value"], "scaled": scaled},
        "completion": bool(data["finished"]),
        "response": "[;]".join(data["responses"])[:10_000],
    }
