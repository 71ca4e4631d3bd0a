"""Videos in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.activities.types.video.models import Video


class VideoViewSet(SnippetViewSet):
    """The library of videos, with a place of its own in the menu."""

    model = Video
    icon = "media"
    menu_label = _("Videos")
    add_to_admin_menu = True
    menu_order = 400
    list_display = ("title", "seconds", "size")
    search_fields = ("title",)


register_snippet(VideoViewSet)
