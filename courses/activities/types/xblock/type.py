"""A block of others as one more activity type; each kind of block is a subclass."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.types.xblock import allowed, runtime, web
from courses.activities.types.xblock.calls import Call
from courses.activities.types.xblock.runtime import Event
from courses.activities.types.xblock.usages import Usage
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb

TRUST = "server"


class BlockActivity(ActivityType):
    """An XBlock in its sandboxed page. Its own code runs here and works out the points."""

    block_type: ClassVar[str]
    moves = True

    def authored(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """What the author wrote, as the block's fields."""
        raise NotImplementedError

    def top(self, config: Mapping[str, Any]) -> float:
        """The points of a block that gives a share of them."""
        return 1

    def below(self, config: Mapping[str, Any]) -> State:
        """How it stands with fewer points than are needed."""
        return State.IN_PROGRESS

    def usage_of(self, activity: Activity) -> Usage:
        """The block in this activity at this version, to which its fields belong."""
        authored = {"display_name": activity.title, **self.authored(activity.config)}
        version = f"{activity.uuid}:{activity.version}"
        return Usage(
            block_type=self.block_type, activity=activity.uuid, version=version, authored=authored
        )

    def launch(self, activity: Activity, learner: User) -> Launch:
        """A frame with the block, or why there is none."""
        return Launch(
            template="courses/activities/types/xblock/activity.html",
            context={
                "activity": activity,
                "installed": allowed.is_installed(self.block_type),
                "published": activity.pk is not None,
                "config": activity.config,
                # A template would read `config.items` as the method.
                "things": activity.config.get("items"),
            },
        )

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Pass the message to the block; what it publishes becomes statements."""
        call = message if isinstance(message, Call) else None
        handled = runtime.handle(
            usage=self.usage_of(activity),
            person=learner,
            handler=message.kind,
            request=call.request if call else web.json_call(dict(message.data)),
            suffix=call.suffix if call else "",
        )
        if call:
            call.reply.response = handled.response
        top = self.top(activity.config)
        built = [_statement(activity, learner, message, one, top) for one in handled.events]
        return {one.id: one for one in built}.values()

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """Done when the block says so; with points, by the best of them."""
        scored = [one for one in statements if one.verb is Verb.SCORED]
        if scored:
            best = max(scored, key=lambda one: one.result["score"]["scaled"])
            return _scored(best, activity.config, self.below(activity.config))
        if any(one.verb is Verb.COMPLETED for one in statements):
            return Outcome(state=State.COMPLETED, rule_met=True)
        return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)


def _scored(best: Statement, config: Mapping[str, Any], below: State) -> Outcome:
    score, needed = best.result["score"], float(config.get("pass_percentage") or 0)
    passed = score["scaled"] * 100 + 1e-6 >= needed
    return Outcome(
        state=State.PASSED if passed else below,
        score=score["raw"],
        max_score=score["max"],
        rule_met=passed,
        trust=TRUST,
    )


def _statement(
    activity: Activity, learner: User, message: Message, event: Event, top: float
) -> Statement:
    """A published event as the server's own statement; nothing of the block's is forwarded.

    What is neither points nor completion says once that the learner has begun.
    """
    context = {"block_type": event.block_type, "trust": TRUST}
    if event.kind == "grade":
        result = _result(event.data, top)
        return statement(activity, learner, message, Verb.SCORED, result=result, context=context)
    done = event.kind == "completion" and event.data["completion"] >= 1
    key = f"{'done' if done else 'begun'}-{activity.version}"
    once = Message(kind="block", data={}, key=key)
    verb = Verb.COMPLETED if done else Verb.INTERACTED
    return statement(activity, learner, once, verb, context=context)


def _result(data: Mapping[str, Any], top: float) -> dict[str, Any]:
    share = data["value"] / data["max_value"]
    score = {"min": 0, "raw": round(share * top, 6), "max": top, "scaled": round(share, 6)}
    return {"score": score, "completion": share >= 1}
