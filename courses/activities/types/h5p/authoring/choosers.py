"""How trainers pick a package in a lesson, write one there, and change the one they picked."""

from functools import cached_property
from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.chooser import BaseChooserAdapter

from courses.activities.types.h5p.authoring.semantics import OFFERED, name_of, offered
from courses.activities.types.h5p.models import Package
from courses.activities.types.h5p.permissions import may_use


def forms() -> list[tuple[str, str]]:
    """The address of each form, and what its type is called."""
    return [(reverse("h5p_write", args=[one.machine_name]), name_of(one)) for one in offered()]


class PackageWidget(BaseChooser):
    """Wagtail's chooser, with a place to write new content without leaving the lesson."""

    template_name = "courses/activities/types/h5p/package_chooser.html"

    def get_context(self, name: str, value_data: Any, attrs: Any) -> dict[str, Any]:
        """The types that can be written, beside what every chooser shows."""
        context: dict[str, Any] = super().get_context(name, value_data, attrs)
        return context | {"kinds": forms()}


class PackageWidgetAdapter(BaseChooserAdapter):
    """The same in the editor of a lesson, where blocks come and go."""

    @cached_property
    def media(self) -> Media:
        """The chooser's own scripts, and ours."""
        scripts: list[Any] = [Script("courses/h5p-compose.js", type="module")]
        own = Media(js=scripts, css={"all": ["courses/h5p-compose.css"]})
        held: Media = super().media
        return held + own


class PackageChooser(ChooserViewSet):
    """Packages that can be played, newest first."""

    model = Package
    icon = "media"
    choose_one_text = _("Choose interactive content")
    choose_another_text = _("Choose other content")
    edit_item_text = _("Change this content")
    per_page = 20
    register_widget = True
    base_widget_class = PackageWidget
    widget_telepath_adapter_class = PackageWidgetAdapter

    def get_object_list(self) -> Any:
        """Only what is ready."""
        return Package.objects.ready()


class PackageFinder(ModelAdminURLFinder):
    """Where a content is changed: in its form, or on its page where there is none."""

    def get_edit_url(self, instance: Package) -> str | None:
        """For trainers and the centre."""
        if self.user is not None and not may_use(self.user):
            return None
        is_ours = instance.main.machine_name in OFFERED
        return reverse("h5p_edit" if is_ours else "h5p_package", args=[instance.uuid])


register_admin_url_finder(Package, PackageFinder)
package_chooser = PackageChooser("h5p_package_chooser", url_prefix="h5p/choose")
PackageChooserBlock = package_chooser.get_block_class(
    name="PackageChooserBlock", module_path="courses.activities.types.h5p.authoring.choosers"
)
