"""What an author fills in for a video."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.catalogue.blocks import ActivityBlock


class VideoBlock(ActivityBlock):
    """A video and how much of it is to be watched."""

    video = SnippetChooserBlock("courses.Video", label=_("Video"))
    share = blocks.IntegerBlock(
        label=_("Share to be watched (%)"), default=90, min_value=10, max_value=100
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Activities")
