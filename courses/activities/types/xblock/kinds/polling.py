"""Polls: one question or several, with the answers of all learners counted together."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activities.types.xblock.allowed import allow
from courses.activities.types.xblock.kinds.offered import OfferedBlock
from courses.activities.types.xblock.kinds.words import POLL
from courses.activities.types.xblock.type import BlockActivity
from courses.catalogue.blocks import ActivityBlock

HANDLERS = frozenset(("vote",))
READS = frozenset(("get_results", "student_voted"))

for _type in ("poll", "survey"):
    # Their scripts compile templates in the browser.
    allow(_type, handlers=HANDLERS, reads=READS, evaluates=True, words=POLL)


class PollBlock(OfferedBlock):
    """One question."""

    block_type = "poll"

    question = blocks.TextBlock(label=_("Question"), max_length=1000, rows=2)
    answers = blocks.ListBlock(
        blocks.CharBlock(max_length=250), label=_("Answers"), min_num=2, max_num=12
    )
    feedback = blocks.TextBlock(
        label=_("Shown after answering"), required=False, max_length=1000, rows=2
    )
    hides_results = blocks.BooleanBlock(
        label=_("Learners do not see how others answered"), required=False
    )

    class Meta:
        icon = "help"
        label = _("Poll")
        group = _("Activities")


class SurveyBlock(OfferedBlock):
    """Several questions with the same answers."""

    block_type = "survey"

    questions = blocks.ListBlock(
        blocks.CharBlock(max_length=500), label=_("Questions"), min_num=1, max_num=20
    )
    answers = blocks.ListBlock(
        blocks.CharBlock(max_length=100),
        label=_("Answers, the same for every question"),
        min_num=2,
        max_num=7,
    )
    feedback = blocks.TextBlock(
        label=_("Shown after answering"), required=False, max_length=1000, rows=2
    )
    hides_results = blocks.BooleanBlock(
        label=_("Learners do not see how others answered"), required=False
    )

    class Meta:
        icon = "table"
        label = _("Poll with several questions")
        group = _("Activities")


class _Voting(BlockActivity):
    """What both kinds share."""

    messages = HANDLERS

    def rule(self, activity: Any) -> str | Promise:
        """What completes it."""
        return _("Answer and press “Submit”.")


class Poll(_Voting):
    """One question to everybody."""

    slug = "poll"
    label = _("Poll")
    block: ClassVar[ActivityBlock] = PollBlock()
    block_type = "poll"

    def authored(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the block."""
        answers = [[key, _labelled(text)] for key, text in _keyed("a", config["answers"])]
        return {"question": config["question"], "answers": answers, **_common(config)}


class GridPoll(_Voting):
    """Several questions to everybody."""

    slug = "poll_grid"
    label = _("Poll with several questions")
    block: ClassVar[ActivityBlock] = SurveyBlock()
    block_type = "survey"

    def authored(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the block."""
        questions = [[key, _labelled(text)] for key, text in _keyed("q", config["questions"])]
        answers = [[key, text] for key, text in _keyed("a", config["answers"])]
        return {"questions": questions, "answers": answers, **_common(config)}


def _common(config: Mapping[str, Any]) -> dict[str, Any]:
    """A vote is given once: who has seen the results does not vote again."""
    hides = bool(config.get("hides_results"))
    return {
        "feedback": config.get("feedback") or "",
        "private_results": hides,
        "max_submissions": 1,
        "block_name": "",
    }


def _keyed(prefix: str, children: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The texts of a list block under keys that stay the same within a version."""
    texts = [str(one["value"]) for one in children]
    return [(f"{prefix}{number}", text) for number, text in enumerate(texts, 1)]


def _labelled(text: str) -> dict[str, Any]:
    return {"label": text, "img": None, "img_alt": None}
