"""The survey as an activity type."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.activities.types.survey import actions
from courses.activities.types.survey.block import SurveyBlock
from courses.activities.types.survey.questions import questions_of
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import safe_html
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


class Survey(ActivityType):
    """Questions without right answers. The statement says that it was handed in, nothing more."""

    slug = "survey"
    label = _("Survey")
    block: ClassVar[ActivityBlock] = SurveyBlock()
    messages = frozenset({"submit"})

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The form."""
        return Launch(
            template="courses/activities/survey.html",
            context={
                "introduction": safe_html(activity.config.get("introduction") or ""),
                "questions": questions_of(activity.config),
            },
        )

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Hand in, once; a second time changes nothing."""
        actions.submit(activity=activity, learner=learner, data=message.data)
        once = Message(kind="submit", data={}, key="once")
        return [statement(activity, learner, once, Verb.COMPLETED, result={"completion": True})]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """Completed by one `completed`."""
        if any(one.verb is Verb.COMPLETED for one in statements):
            return Outcome(state=State.COMPLETED, rule_met=True)
        return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)

    def rule(self, activity: Activity) -> str | Promise:
        """What completes it."""
        return _("Hand the survey in. Nobody sees who answered what.")
