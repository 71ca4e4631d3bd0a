"""Labs on files in Wagtail's administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from labs.files.forms import FileLabForm
from labs.files.models import FileLab


class FileLabViewSet(SnippetViewSet):
    """Labs on files for trainers."""

    model = FileLab
    icon = "table"
    menu_label = _("Labs on files")
    list_display = ("title", "kind", Column("latest", label=_("Newest version")))
    search_fields = ("title",)
    panels = tuple(
        FieldPanel(name) for name in ("title", "kind", "start_file", "inputs", "checks", "solution")
    )

    def get_form_class(self, for_update: bool = False) -> type[FileLabForm]:
        """Our own form."""
        return FileLabForm


register_snippet(FileLabViewSet)
