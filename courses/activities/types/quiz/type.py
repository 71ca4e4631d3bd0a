"""The quiz as an activity type."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.types.quiz import actions, shown
from courses.activities.types.quiz.block import QuizBlock
from courses.activities.types.quiz.models import Answer, Attempt
from courses.activities.types.quiz.queries import answers_of, attempts_of
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import safe_html
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


class Quiz(ActivityType):
    """Questions marked on the server."""

    slug = "quiz"
    label = _("Quiz")
    block: ClassVar[ActivityBlock] = QuizBlock()
    messages = frozenset({"start", "save", "submit"})

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The open attempt's form, or the last result and whether another attempt is left."""
        attempts = attempts_of(activity, learner)
        limit = activity.config.get("attempts") or 0
        context: dict[str, Any] = {
            "introduction": safe_html(activity.config.get("introduction") or ""),
            "count": len(activity.config.get("questions", ())),
            "pass_mark": activity.config.get("pass_mark") or 50,
            "limit": limit,
            "attempts": attempts,
            "left": max(0, limit - len(attempts)) if limit else None,
        }
        if attempts:
            context |= _last(activity, attempts[-1])
        return Launch(template="courses/activities/quiz.html", context=context)

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Start, save or hand in."""
        if message.kind == "start":
            attempt = actions.start(activity=activity, learner=learner)
            return [_said(activity, learner, attempt, Verb.ATTEMPTED)]
        attempt = actions.attempt_named(activity=activity, learner=learner, data=message.data)
        if message.kind == "save" or attempt.submitted_at is None:
            actions.save(attempt=attempt, config=activity.config, data=message.data)
        if message.kind == "save":
            return []
        actions.submit(attempt=attempt, config=activity.config)
        return _handed_in(activity, learner, attempt)

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """The best attempt counts; an open attempt is in progress until one is passed."""
        best = max(
            (one.result["score"] for one in statements if one.verb is Verb.SCORED),
            key=lambda score: score["raw"],
            default=None,
        )
        passed = any(one.verb is Verb.PASSED for one in statements)
        return Outcome(
            state=_state(statements, passed=passed),
            score=best["raw"] if best else None,
            max_score=best["max"] if best else None,
            rule_met=passed,
            trust="server",
        )

    def rule(self, activity: Activity) -> str | Promise:
        """What passes it."""
        mark = activity.config.get("pass_mark") or 50
        return format_lazy(_("Score at least {mark}%."), mark=mark)


def _last(activity: Activity, attempt: Attempt) -> dict[str, Any]:
    answers = answers_of(attempt)
    if attempt.submitted_at is None:
        saved = Answer.objects.filter(attempt=attempt).order_by("-saved_at")
        return {
            "attempt": attempt,
            "questions": shown.form(activity.config, attempt, answers),
            "saved_at": saved.values_list("saved_at", flat=True).first() if answers else None,
        }
    return {"handed_in": attempt, "results": shown.result(activity.config, attempt, answers)}


def _state(statements: Sequence[Statement], *, passed: bool) -> State:
    if passed:
        return State.PASSED
    if not statements:
        return State.NOT_STARTED
    begun = {one.context["attempt"] for one in statements if one.verb is Verb.ATTEMPTED}
    failed = {one.context["attempt"] for one in statements if one.verb is Verb.FAILED}
    return State.FAILED if begun == failed else State.IN_PROGRESS


def _handed_in(activity: Activity, learner: User, attempt: Attempt) -> list[Statement]:
    """An answer each, the score, and whether it was enough."""
    rows = Answer.objects.filter(attempt=attempt).order_by("question")
    answered = [
        _said(
            activity,
            learner,
            attempt,
            Verb.ANSWERED,
            part=row.question,
            result={"response": _flat(row.response), "success": bool(row.correct)},
        )
        for row in rows
    ]
    score = {
        "raw": attempt.score,
        "min": 0,
        "max": attempt.max_score,
        "scaled": round((attempt.score or 0) / (attempt.max_score or 1), 4),
    }
    verdict = Verb.PASSED if attempt.passed else Verb.FAILED
    end = {"score": score, "success": bool(attempt.passed), "completion": True}
    return [
        *answered,
        _said(activity, learner, attempt, Verb.SCORED, result={"score": score}),
        _said(activity, learner, attempt, verdict, result=end),
    ]


def _said(
    activity: Activity,
    learner: User,
    attempt: Attempt,
    verb: Verb,
    *,
    part: str = "",
    result: dict[str, Any] | None = None,
) -> Statement:
    about = {"attempt": str(attempt.uuid), "number": attempt.number}
    if part:
        about |= {"question": part}
    once = Message(kind="attempt", data={}, key=str(attempt.uuid))
    return statement(activity, learner, once, verb, part=part, result=result, context=about)


def _flat(response: Any) -> str:
    return response if isinstance(response, str) else "[,]".join(response)
