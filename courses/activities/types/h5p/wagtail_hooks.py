"""H5P in the administration: its pages, its places in the menu, its chooser."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from courses.activities.types.h5p.authoring.choosers import package_chooser
from courses.activities.types.h5p.permissions import may_install, may_use
from courses.activities.types.h5p.views import authoring, desk, types


class ContentsItem(MenuItem):
    """For those who may use content."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Trainers and the centre."""
        return may_use(request.user)


class LibrariesItem(MenuItem):
    """For those who may install libraries."""

    def is_shown(self, request: HttpRequest) -> bool:
        """The centre."""
        return may_install(request.user)


@hooks.register("register_admin_viewset")
def chooser() -> ViewSet:
    """The chooser of the lesson's block."""
    return package_chooser


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The desk's addresses, below the administration's."""
    return [
        path("h5p/", desk.contents, name="h5p_contents"),
        path("h5p/uploads/", desk.uploads, name="h5p_uploads"),
        path("h5p/types/", types.types, name="h5p_types"),
        path("h5p/libraries/", desk.libraries, name="h5p_libraries"),
        path("h5p/libraries/<uuid:library>/", desk.decide, name="h5p_decide"),
        path("h5p/write/<str:machine_name>/", authoring.create, name="h5p_write"),
        path("h5p/<uuid:package>/edit/", authoring.edit, name="h5p_edit"),
        path("h5p/<uuid:package>/", desk.content, name="h5p_package"),
        path("h5p/<uuid:package>/height/", types.height, name="h5p_height"),
        path("h5p/<uuid:package>/download/", desk.download, name="h5p_download"),
    ]


@hooks.register("register_admin_menu_item")
def contents_item() -> MenuItem:
    """Contents."""
    return ContentsItem(
        _("Interactive content"),
        reverse_lazy("h5p_contents"),
        name="h5p-contents",
        icon_name="media",
        order=410,
    )


@hooks.register("register_admin_menu_item")
def libraries_item() -> MenuItem:
    """Libraries."""
    return LibrariesItem(
        _("H5P libraries"),
        reverse_lazy("h5p_libraries"),
        name="h5p-libraries",
        icon_name="code",
        order=420,
    )
