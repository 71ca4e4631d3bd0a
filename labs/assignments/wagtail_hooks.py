"""Labs in Wagtail's administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from labs.assignments.forms import LabForm
from labs.assignments.models import Lab


class LabViewSet(SnippetViewSet):
    """Labs for trainers."""

    model = Lab
    icon = "code"
    menu_label = _("Labs")
    list_display = ("title", "latest")
    search_fields = ("title",)
    panels = (FieldPanel("title"), FieldPanel("master"), FieldPanel("given"), FieldPanel("kept"))

    def get_form_class(self, for_update: bool = False) -> type[LabForm]:
        """Our own form."""
        return LabForm


register_snippet(LabViewSet)
