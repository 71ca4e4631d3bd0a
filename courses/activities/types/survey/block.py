"""What an author fills in for a survey."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock


class RatingBlock(blocks.StructBlock):
    """A sentence to agree with, from 1 to 5."""

    text = blocks.CharBlock(label=_("Question"), max_length=500)

    class Meta:
        icon = "order"
        label = _("From 1 to 5")


class ChoiceBlock(blocks.StructBlock):
    """One of several options."""

    text = blocks.CharBlock(label=_("Question"), max_length=500)
    options = blocks.ListBlock(
        blocks.CharBlock(max_length=250), label=_("Options"), min_num=2, max_num=12
    )

    class Meta:
        icon = "radio-full"
        label = _("One of several")


class CommentBlock(blocks.StructBlock):
    """Free words; may be left empty."""

    text = blocks.CharBlock(label=_("Question"), max_length=500)

    class Meta:
        icon = "comment"
        label = _("In your own words")


class SurveyQuestionsBlock(blocks.StreamBlock):
    """The questions of a survey."""

    rating = RatingBlock()
    choice = ChoiceBlock()
    comment = CommentBlock()


class SurveyBlock(ActivityBlock):
    """A survey."""

    introduction = SafeRichTextBlock(
        label=_("Introduction"), features=SHORT_FEATURES, required=False
    )
    questions = SurveyQuestionsBlock(label=_("Questions"), min_num=1)

    class Meta:
        icon = "form"
        label = _("Survey")
        group = _("Activities")
