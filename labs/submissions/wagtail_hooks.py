"""The way from the administration to what learners handed in."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.activities.models import Activity
from labs.assignments import kinds
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


class MarkingItem(MenuItem):
    """For those who mark."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Trainers and the centre."""
        return not roles_of(request.user).isdisjoint({Role.TRAINER, Role.CENTRE_ADMIN})


@hooks.register("register_admin_menu_item")
def marking_item() -> MenuItem:
    """All labs."""
    return MarkingItem(
        _("Marking"), reverse_lazy("submissions:labs"), name="marking", icon_name="check", order=430
    )


@hooks.register("register_page_header_buttons")
def of_lesson(page: Page, user: Any, **_options: Any) -> Iterator[Button]:
    """One entry for each lab of a lesson."""
    labs = Activity.objects.live().filter(lesson_id=page.pk, type__in=kinds.slugs())
    for lab in labs.order_by("position"):
        label = _("Handed in: %(lab)s") % {"lab": lab.title}
        address = reverse("submissions:lab", args=[lab.uuid])
        yield Button(label, address, icon_name="check", priority=90)
