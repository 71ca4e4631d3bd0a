"""How trainers pick a package in a lesson."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.activities.types.h5p.models import Package


class PackageChooser(ChooserViewSet):
    """Packages that can be played, newest first."""

    model = Package
    icon = "media"
    choose_one_text = _("Choose interactive content")
    choose_another_text = _("Choose other content")
    edit_item_text = _("Show this content")
    per_page = 20
    register_widget = True

    def get_object_list(self) -> Any:
        """Only what is ready."""
        return Package.objects.ready()


package_chooser = PackageChooser("h5p_package_chooser", url_prefix="h5p/choose")
PackageChooserBlock = package_chooser.get_block_class(
    name="PackageChooserBlock", module_path="courses.activities.types.h5p.authoring.choosers"
)
