"""From the author's form in the administration to the workshop and back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from labs.assignments.models import Lab
from labs.workshop.actions import try_solution
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


class WorkshopItem(MenuItem):
    """For those who write labs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Trainers and the centre."""
        return not roles_of(request.user).isdisjoint({Role.TRAINER, Role.CENTRE_ADMIN})


@hooks.register("register_admin_menu_item")
def workshop_item() -> MenuItem:
    """All labs, with how their solutions fare."""
    return WorkshopItem(
        _("Lab workshop"),
        reverse_lazy("workshop:labs"),
        name="workshop",
        icon_name="cogs",
        order=425,
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def to_the_workshop(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """A lab that was saved has its solution tried, and its author sees what came of it."""
    if type(instance) is not Lab or not isinstance(request.user, User):
        return None
    version = instance.latest
    if version is None:
        return None
    if not version.trials.filter(content__isnull=True).exists():
        try_solution(version=version, by=request.user)
    return redirect("workshop:lab", instance.uuid)
