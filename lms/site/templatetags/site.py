"""What the frame of every page needs to know: names of the site, entries of the menus."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of
from lms.site.navigation import Spot, account_entries, entries_for, footer_entries, spot

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name of the product, in the language of the page."""
    return _("Training and transfer")


@register.simple_tag
def issuer_name() -> str:
    """The body that runs the site."""
    return settings.ISSUER_NAME


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """The main navigation of the person's roles."""
    request = context["request"]
    return _navigation(get_language(), roles_of(request.user), spot(request.path))


@register.simple_tag(takes_context=True)
def role_labels(context: Context) -> str:
    """The roles in which somebody is signed in."""
    roles = roles_of(context["request"].user)
    return ", ".join(str(role.label) for role in Role if role in roles)


@register.simple_tag(takes_context=True)
def account_menu(context: Context) -> SafeString:
    """What people in these roles may do with their account."""
    return _account_menu(get_language(), roles_of(context["request"].user))


@register.simple_tag
def footer_links() -> SafeString:
    """Links open to anyone."""
    return _footer_links(get_language())


# Rendered once for each language, roles and place: these depend on nothing else.


@lru_cache(512)
def _navigation(_language: str | None, roles: frozenset[Role], at: Spot) -> SafeString:
    return render_to_string("lms/navigation.html", {"entries": entries_for(roles, at)})


@lru_cache(128)
def _account_menu(_language: str | None, roles: frozenset[Role]) -> SafeString:
    return render_to_string("lms/account_menu.html", {"entries": account_entries(roles)})


@lru_cache(8)
def _footer_links(_language: str | None) -> SafeString:
    rows = ((entry.href, entry.label) for entry in footer_entries())
    return format_html_join("", '<li><a href="{}">{}</a></li>', rows)
