"""The administration trimmed to what a role needs, with our colours and the way back."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of

FOR_NOBODY = {"help"}
FOR_ADMINISTRATORS = {"settings", "site-history", "page-types-usage"}
PANELS_LEFT_OUT = {"UpgradeNotificationPanel", "WhatsNewInWagtailVersionPanel"}


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Our colours and letters."""
    return format_html('<link rel="stylesheet" href="{}">', static("lms/admin.css"))


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    """The way back to the site that learners see."""
    return MenuItem(
        _("To the learning site"),
        f"{settings.SITE_URL}/",  # with its host, or every page of the administration matches
        name="learning-site",
        icon_name="home",
        order=10_000,
    )


@hooks.register("construct_main_menu")
@hooks.register("construct_reports_menu")
def trim_menu(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what nobody uses, and for all but administrators what is not theirs."""
    left_out = set(FOR_NOBODY)
    if Role.CENTRE_ADMIN not in roles_of(request.user):
        left_out |= FOR_ADMINISTRATORS
    items[:] = [item for item in items if item.name not in left_out]


@hooks.register("construct_homepage_panels")
def trim_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Leave out what is about Wagtail and not about courses."""
    panels[:] = [panel for panel in panels if type(panel).__name__ not in PANELS_LEFT_OUT]
