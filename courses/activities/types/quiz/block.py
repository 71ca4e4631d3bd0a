"""What an author fills in for a quiz."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock


class OptionBlock(blocks.StructBlock):
    """One option, and what a learner who chose it should know."""

    text = blocks.CharBlock(label=_("Option"), max_length=500)
    correct = blocks.BooleanBlock(label=_("Correct"), required=False)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False, max_length=500)


class QuestionBlock(blocks.StructBlock):
    """What all questions have."""

    text = SafeRichTextBlock(label=_("Question"), features=SHORT_FEATURES)
    points = blocks.IntegerBlock(label=_("Points"), default=1, min_value=1, max_value=100)


class SingleBlock(QuestionBlock):
    """Exactly one option is right."""

    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2, max_num=10)

    class Meta:
        icon = "radio-full"
        label = _("One answer")

    def clean(self, value: Any) -> Any:
        """Exactly one option is marked."""
        cleaned = super().clean(value)
        if sum(option["correct"] for option in cleaned["options"]) != 1:
            raise _refused("options", _("Mark exactly one option as correct."))
        return cleaned


class MultipleBlock(QuestionBlock):
    """One option or several are right; all of them, and no other, must be chosen."""

    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2, max_num=10)

    class Meta:
        icon = "list-ul"
        label = _("Several answers")

    def clean(self, value: Any) -> Any:
        """At least one option is marked."""
        cleaned = super().clean(value)
        if not any(option["correct"] for option in cleaned["options"]):
            raise _refused("options", _("Mark at least one option as correct."))
        return cleaned


class TrueFalseBlock(QuestionBlock):
    """A sentence that is true or false."""

    is_true = blocks.BooleanBlock(label=_("The sentence is true"), required=False)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False, max_length=500)

    class Meta:
        icon = "check"
        label = _("True or false")


class ShortBlock(QuestionBlock):
    """A word or a figure; accents and case do not matter."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=200), label=_("Accepted answers"), min_num=1
    )
    feedback = blocks.CharBlock(label=_("Feedback"), required=False, max_length=500)

    class Meta:
        icon = "edit"
        label = _("Short answer")


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a quiz."""

    single = SingleBlock()
    multiple = MultipleBlock()
    true_false = TrueFalseBlock()
    short = ShortBlock()


class QuizBlock(ActivityBlock):
    """A quiz with its rules."""

    introduction = SafeRichTextBlock(
        label=_("Introduction"), features=SHORT_FEATURES, required=False
    )
    questions = QuestionsBlock(label=_("Questions"), min_num=1)
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=50, min_value=1, max_value=100
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts"), default=3, min_value=0, max_value=20, help_text=_("0: no limit")
    )
    shuffle = blocks.BooleanBlock(label=_("Shuffle for each attempt"), required=False, default=True)
    is_final = blocks.BooleanBlock(label=_("Final test of the course"), required=False)

    class Meta:
        icon = "help"
        label = _("Quiz")
        group = _("Activities")

    def clean(self, value: Any) -> Any:
        """A final test is always asked for."""
        cleaned = super().clean(value)
        if cleaned["is_final"] and not cleaned["required"]:
            raise _refused("required", _("A final test is needed to complete the course."))
        return cleaned


def _refused(name: str, sentence: Any) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={name: ValidationError(sentence)})
