"""The lab as one more type of activity."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.registry import register
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock, safe_html
from labs.assignments.actions import collect
from labs.assignments.errors import MasterInvalid
from labs.assignments.models import LabVersion
from labs.assignments.queries import attempts_of
from labs.grading.actions import request_marking
from labs.grading.models import Marking
from labs.grading.queries import hand_marks_of, latest_markings, settled_before
from labs.grading.readiness import problem
from labs.grading.words import Line, line_of
from labs.submissions.actions import request_comparison
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


class LabBlock(ActivityBlock):
    """A lab: what to do, and what is enough."""

    intro = SafeRichTextBlock(label=_("Task"), features=SHORT_FEATURES, required=False)
    lab = SnippetChooserBlock("labs.Lab", label=_("Lab"))
    pass_percent = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=60, min_value=0, max_value=100
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts allowed (0: any number)"), default=0, min_value=0, max_value=100
    )
    terminal = blocks.BooleanBlock(
        label=_("Learners may open a terminal in their practice room"), required=False
    )

    class Meta:
        icon = "code"
        label = _("Lab")
        group = _("Activities")


class LabActivity(ActivityType):
    """A notebook in the learner's own practice room, handed in and graded."""

    slug = "lab"
    label = _("Lab")
    block: ClassVar[ActivityBlock] = LabBlock()
    messages = frozenset({"open", "hand-in"})

    def config(self, value: Any) -> dict[str, Any]:
        """The lab's newest version, so that a later upload touches nobody who has begun."""
        version = value["lab"].latest if value["lab"] else None
        if version is None:
            raise MasterInvalid
        return fixed(value, version) | {"terminal": bool(value["terminal"])}

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The way into the practice room, and the attempts so far."""
        attempts = attempts_of(activity, learner)
        markings = latest_markings(attempts)
        latest = markings.get(attempts[0].pk) if attempts else None
        allowed = int(activity.config.get("attempts") or 0)
        left = allowed - len(attempts) if allowed else None
        missing = problem()
        context = {
            "intro": safe_html(activity.config.get("intro", "")),
            "attempts": [(one, markings.get(one.pk)) for one in attempts],
            "marking": latest,
            "lines": _lines(latest) if latest else [],
            "earlier": settled_before(latest) if latest else [],
            "left": left,
            "problem": missing,
            "prepare": bool(learner.pk and not missing and left != 0)
            and not any(one.is_full for one in markings.values()),
        }
        return Launch(template="labs/activity/lab.html", context=context)

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Opening is told; handing in takes a snapshot and queues it for the grader."""
        if message.kind == "open":
            return [statement(activity, learner, message, Verb.LAUNCHED)]
        attempt = collect(activity=activity, learner=learner, key=message.key)
        request_marking(attempt=attempt)
        request_comparison(attempt=attempt)
        evidence = {"attempt": attempt.number, "sha256": attempt.sha256}
        return [statement(activity, learner, message, Verb.SUBMITTED, context=evidence)]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """The best attempt counts, each by its newest marking."""
        best = max(_scores(statements).values(), default=None)
        if best is None:
            return Outcome(state=_before_marks(statements))
        score, most = best
        needed = float(activity.config.get("pass_percent", 0)) / 100
        passed = score >= needed - 1e-9
        state = State.PASSED if passed else _after_failing(statements)
        return Outcome(
            state=state,
            score=round(score * most, 4),
            max_score=most,
            rule_met=passed,
            trust="server",
        )

    def rule(self, activity: Activity) -> str | Promise:
        """What is enough."""
        percent = activity.config.get("pass_percent", 0)
        return _("Hand in your notebook and reach %(percent)s%% of the points.") % {
            "percent": percent
        }


def fixed(value: Any, version: LabVersion) -> dict[str, Any]:
    """What a lab of any kind keeps of its block."""
    return {
        "intro": str(value["intro"] or ""),
        "version": str(version.uuid),
        "pass_percent": value["pass_percent"],
        "attempts": value["attempts"],
    }


def _lines(marking: Marking) -> list[Line]:
    given = hand_marks_of(marking.attempt) if marking.graded_by.is_by_hand else {}
    return [line_of(mark, given.get(mark["cell"])) for mark in marking.marks]


def _scores(statements: Sequence[Statement]) -> dict[Any, tuple[float, float]]:
    """(share, most) of each marked attempt; what has nothing to check counts in full.

    An attempt of which a person has cells to mark is not marked yet.
    """
    found: dict[Any, tuple[float, float]] = {}
    for one in statements:
        if one.verb is Verb.SCORED and one.context.get("pending"):
            found.pop(one.context.get("attempt"), None)
        elif one.verb is Verb.SCORED:
            score = one.result.get("score", {})
            share = float(score.get("scaled", 1.0))
            found[one.context.get("attempt")] = (share, float(score.get("max", 1.0)))
    return found


def _before_marks(statements: Sequence[Statement]) -> State:
    if _waiting(statements):
        return State.WAITING
    return State.IN_PROGRESS if statements else State.NOT_STARTED


def _after_failing(statements: Sequence[Statement]) -> State:
    return State.WAITING if _waiting(statements) else State.FAILED


def _waiting(statements: Sequence[Statement]) -> bool:
    """Whether an attempt was handed in that is not marked, or not wholly."""
    handed_in = {
        one.context.get("attempt")
        for one in statements
        if one.verb is Verb.SUBMITTED or one.context.get("pending")
    }
    return bool(handed_in - set(_scores(statements)))


register(LabActivity())
