"""The simulator as one more type of activity."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.registry import register
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock, safe_html
from labs.simulators.actions.results import again, hand_in, results
from labs.simulators.actions.seating import begin
from labs.simulators.choosing import ScenarioChooserBlock
from labs.simulators.errors import ScenarioNotReady, StepUnknown
from labs.simulators.forms import is_number
from labs.simulators.models import Sitting
from labs.simulators.queries import goes_left, seats_of, sitting_or_404, sittings_of, version_of
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


class SimulatorBlock(ActivityBlock):
    """A scenario: what it is about, and what is enough."""

    intro = SafeRichTextBlock(label=_("Task"), features=SHORT_FEATURES, required=False)
    scenario = ScenarioChooserBlock(label=_("Scenario"))
    pass_percent = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=80, min_value=1, max_value=100
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts allowed (0: any number)"), default=0, min_value=0, max_value=100
    )
    redo = blocks.BooleanBlock(
        label=_("Learners may take a single step anew"), required=False, default=True
    )

    class Meta:
        icon = "desktop"
        label = _("Practice system")
        group = _("Activities")

    def clean(self, value: Any) -> Any:
        """A scenario that nobody has proved cannot be given."""
        cleaned = super().clean(value)
        if cleaned["scenario"].published is None:
            refused = ValidationError(_("Publish this scenario before you place it in a lesson."))
            raise StructBlockValidationError(block_errors={"scenario": refused})
        return cleaned


class SimulatorActivity(ActivityType):
    """A practice twin of a working system, graded on the trace of steps."""

    slug = "simulator"
    label = _("Practice system")
    block: ClassVar[ActivityBlock] = SimulatorBlock()
    messages = frozenset({"begin", "hand-in", "again"})

    def config(self, value: Any) -> dict[str, Any]:
        """The newest published version, so that a later one touches nobody who has begun."""
        version = value["scenario"].published if value["scenario"] else None
        if version is None:
            raise ScenarioNotReady
        return {
            "intro": str(value["intro"] or ""),
            "version": str(version.uuid),
            "pass_percent": value["pass_percent"],
            "attempts": value["attempts"],
            "redo": bool(value["redo"]),
        }

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The way into the room, and the goes so far."""
        sittings, version = sittings_of(activity, learner), version_of(activity)
        graded = [one for one in sittings if one.score is not None]
        context = {
            "intro": safe_html(activity.config.get("intro", "")),
            "open": next((one for one in sittings if one.closed_at is None), None),
            "graded": graded,
            "seats": seats_of(version),
            "left": goes_left(activity, learner),
        }
        return Launch(template="labs/simulators/launch.html", context=context)

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Beginning is told; handing in grades the trace at once, for all who sat in the run."""
        if message.kind == "hand-in":
            run = hand_in(sitting=_own(learner, activity, message))
            said = {"run": str(run.uuid), "sha256": run.sha256}
            once = Message(kind="hand-in", data={}, key=str(run.uuid))
            told = statement(activity, learner, once, Verb.SUBMITTED, context=said)
            said_of = [told, *results(run, activity)]
            # One order of people for all: partners who hand in two runs at once wait in line.
            return sorted(said_of, key=lambda one: one.actor_id)
        if message.kind == "again":
            sitting = _again(activity, learner, message)
        else:
            seat = str(message.data.get("seat", ""))
            sitting = begin(activity=activity, learner=learner, seat=seat, key=message.key)
        about = {"run": str(sitting.run.uuid), "attempt": sitting.number}
        once = Message(kind="begin", data={}, key=str(sitting.uuid))
        return [statement(activity, learner, once, Verb.ATTEMPTED, context=about)]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """The best run counts."""
        scores = [one.result["score"] for one in statements if one.verb is Verb.SCORED]
        if not scores:
            return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)
        best = max(scores, key=lambda score: float(score["scaled"]))
        needed = float(activity.config.get("pass_percent", 0)) / 100
        passed = float(best["scaled"]) >= needed - 1e-9
        return Outcome(
            state=State.PASSED if passed else State.FAILED,
            score=float(best["raw"]),
            max_score=float(best["max"]),
            rule_met=passed,
            trust="server",
        )

    def rule(self, activity: Activity) -> str | Promise:
        """What is enough."""
        percent = activity.config.get("pass_percent", 0)
        return _("Finish the work in the practice system with %(percent)s%% or more.") % {
            "percent": percent
        }


def _own(learner: User, activity: Activity, message: Message) -> Sitting:
    """The run that the message names, if it is this learner's in this activity."""
    try:
        run = UUID(str(message.data.get("run")))
    except ValueError as error:
        raise StepUnknown from error
    sitting = sitting_or_404(learner, run)
    if sitting.activity_id != activity.pk:
        raise StepUnknown
    return sitting


def _again(activity: Activity, learner: User, message: Message) -> Sitting:
    step = str(message.data.get("step"))
    if not activity.config.get("redo", True) or not is_number(step):
        raise StepUnknown
    return again(
        sitting=_own(learner, activity, message),
        person=learner,
        number=int(step),
        key=message.key,
        activity=activity,
    )


register(SimulatorActivity())
