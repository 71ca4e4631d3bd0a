"""Scenarios in Wagtail's administration: chosen there, built on pages of our own."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from labs.simulators.choosing import ScenarioChooserViewSet, scenario_chooser


@hooks.register("register_admin_viewset")
def chooser() -> ScenarioChooserViewSet:
    """The chooser's own addresses."""
    return scenario_chooser


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the trainers' pages."""
    return MenuItem(
        _("Practice systems"), reverse_lazy("simulators:scenarios"), icon_name="desktop", order=510
    )
