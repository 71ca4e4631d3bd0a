"""What the editor is told about our pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.catalogue.queries import is_in_use


@hooks.register("before_delete_page")
def keep_what_is_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Records name courses and activities: what was published is taken back, not deleted."""
    if not is_in_use(page):
        return None
    messages.error(
        request,
        _("Learners have records of this page, so it cannot be deleted. Unpublish it instead."),
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
