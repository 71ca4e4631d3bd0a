"""The blocks of a lesson. Activity types add theirs when the site starts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from courses.catalogue.richtext import FEATURES, SHORT_FEATURES, SafeRichTextBlock


class PictureBlock(blocks.StructBlock):
    """An image with the words that stand for it; a lesson without them cannot be saved."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("Alternative text"), max_length=250)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "courses/catalogue/blocks/picture.html"


class LessonTableBlock(TableBlock):
    """A table of plain cells with its caption."""

    def get_table_options(self, table_options: Any = None) -> Any:
        """The editor's menus come in English: it has no Vietnamese, and complains when asked."""
        return super().get_table_options(table_options) | {"language": "en-US"}

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/catalogue/blocks/table.html"


class WarningBlock(blocks.StructBlock):
    """What must not be overlooked."""

    text = SafeRichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Note well")
        template = "courses/catalogue/blocks/warning.html"


class StepBlock(blocks.StructBlock):
    """One step, with a picture of the screen where that helps."""

    text = SafeRichTextBlock(label=_("What to do"), features=SHORT_FEATURES)
    picture = PictureBlock(label=_("Image"), required=False)

    def clean(self, value: Any) -> Any:
        """The picture may be left out as a whole; given, it needs its words."""
        if not value["picture"]["image"]:
            text = self.child_blocks["text"].clean(value["text"])
            return self._to_struct_value([("text", text), ("picture", value["picture"])])
        return super().clean(value)


class StepsBlock(blocks.StructBlock):
    """Steps in order."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=250)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "courses/catalogue/blocks/steps.html"


class JobAidBlock(blocks.StructBlock):
    """A card to keep at hand: a title and its lines, printed by itself."""

    title = blocks.CharBlock(label=_("Title"), max_length=250)
    lines = blocks.ListBlock(blocks.CharBlock(max_length=500), label=_("Lines"), min_num=1)

    class Meta:
        icon = "clipboard-list"
        label = _("Job aid")
        template = "courses/catalogue/blocks/job_aid.html"


class ActivityBlock(blocks.StructBlock):
    """The base of every activity's block: a title, and whether the course asks for it."""

    title = blocks.CharBlock(label=_("Title"), max_length=250)
    required = blocks.BooleanBlock(
        label=_("Needed to complete the course"), required=False, default=True
    )


class LessonBody(blocks.StreamBlock):
    """All blocks of a lesson.

    Every instance shares the class's blocks, so that an activity block registered after the
    first instance was made is known to it too.
    """

    rich_text = SafeRichTextBlock(label=_("Text"), features=FEATURES, icon="pilcrow")
    image = PictureBlock()
    table = LessonTableBlock()
    warning = WarningBlock()
    steps = StepsBlock()
    job_aid = JobAidBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child_blocks = type(self).base_blocks


class LessonBodyField(StreamField):
    """A stream of lesson blocks whose migration does not name them: types come and go."""

    def __init__(self, block_types: Any = LessonBody, **kwargs: Any) -> None:
        super().__init__(LessonBody, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [], kwargs


def register_activity_block(slug: str, block: ActivityBlock) -> None:
    """Let authors place this activity in lessons; a second block of the same slug is an error."""
    if slug in LessonBody.base_blocks:
        raise ValueError(f"Two lesson blocks named {slug!r}.")
    block.set_name(slug)
    LessonBody.base_blocks[slug] = block
