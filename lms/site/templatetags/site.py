"""What the frame of every page needs to know: names of the site, entries of the menus."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lms.organisation.permissions import roles_of
from lms.site.navigation import account_entries, entries_for, footer_entries

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name of the product, in the language of the page."""
    return _("Training and transfer")


@register.simple_tag
def issuer_name() -> str:
    """The body that runs the site."""
    return settings.ISSUER_NAME


@register.inclusion_tag("lms/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The main navigation of the person's roles."""
    request = context["request"]
    return {"entries": entries_for(roles_of(request.user), request.path)}


@register.inclusion_tag("lms/account_menu.html", takes_context=True)
def account_menu(context: Context) -> dict[str, Any]:
    """Who is signed in, in which roles, and what they may do with their account."""
    request = context["request"]
    roles = roles_of(request.user)
    labels = [role.label for role in type(next(iter(roles))) if role in roles]
    return {
        "person": request.user,
        "roles": labels,
        "entries": account_entries(roles),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def footer_links() -> SafeString:
    """Links open to anyone."""
    rows = ((entry.href, entry.label) for entry in footer_entries())
    return format_html_join("", '<li><a href="{}">{}</a></li>', rows)
