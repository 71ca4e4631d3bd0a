"""The block by which authors place a package in a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activities.types.h5p.authoring.choosers import PackageChooserBlock
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock


class H5PBlock(ActivityBlock):
    """One package, with the mark that passes it and the text for those who cannot use it."""

    package = PackageChooserBlock(label=_("Content"))
    pass_percentage = blocks.IntegerBlock(
        label=_("Pass mark (%)"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Leave empty where answering is enough."),
    )
    text_alternative = SafeRichTextBlock(
        label=_("Text alternative"),
        features=SHORT_FEATURES,
        required=False,
        help_text=_("For learners who cannot use the interactive content."),
    )

    class Meta:
        icon = "media"
        label = _("Interactive content (H5P)")
        group = _("Activities")
