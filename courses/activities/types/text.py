"""A text to read: done when the reader says so, or reaches its end."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.activities.base import ActivityType, Launch, Message, Outcome, State, statement
from courses.activities.models import Activity
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import FEATURES, SafeRichTextBlock, safe_html
from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


class TextBlock(ActivityBlock):
    """A text; left empty, what is to be read is the lesson above it."""

    body = SafeRichTextBlock(label=_("Text"), features=FEATURES, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Reading")
        group = _("Activities")


class Text(ActivityType):
    """Reading."""

    slug = "text"
    label = _("Reading")
    block: ClassVar[ActivityBlock] = TextBlock()
    messages = frozenset({"read"})

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The cleaned text."""
        html = safe_html(activity.config.get("body", ""))
        return Launch(template="courses/activities/text.html", context={"html": html})

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Read once is read: the key of the message does not matter."""
        once = Message(kind="read", data={}, key="once")
        return [statement(activity, learner, once, Verb.COMPLETED, result={"completion": True})]

    def judge(self, activity: Activity, statements: Sequence[Statement]) -> Outcome:
        """Completed by one `completed`."""
        if any(one.verb is Verb.COMPLETED for one in statements):
            return Outcome(state=State.COMPLETED, rule_met=True)
        return Outcome(state=State.IN_PROGRESS if statements else State.NOT_STARTED)

    def rule(self, activity: Activity) -> str | Promise:
        """What completes it."""
        return _("Read to the end, or press “I have read this”.")
