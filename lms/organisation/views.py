"""Screens of the organisation: the tree, a unit, a person; forms for posts and roles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.accounts import actions as accounts
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit import clock
from lms.kit.errors import DomainError
from lms.organisation import actions, queries
from lms.organisation.forms import DayForm, EndForm, GrantForm, PersonForm, PostForm
from lms.organisation.models import Assignment, RoleGrant, Unit
from lms.organisation.permissions import (
    may_shut_out,
    role_required,
    roles_of,
    visible_people,
    visible_units,
)

READERS = (Role.HR_OFFICER, Role.UNIT_HEAD, Role.AUDITOR)
WRITERS = {Role.HR_OFFICER, Role.CENTRE_ADMIN}
PEOPLE_A_PAGE = 50


@require_safe
@role_required(*READERS)
def units(request: SignedInRequest) -> HttpResponse:
    """The tree as at a day."""
    form = DayForm(request.GET)
    day = form.day()
    nodes = queries.tree(visible_units(request.user, *READERS), day)
    context = {"form": form, "day": day, "nodes": nodes}
    return render(request, "lms/organisation/units.html", context)


@require_safe
@role_required(*READERS)
def unit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A unit: its history both ways, its parts and its people as at a day."""
    seen = visible_units(request.user, *READERS)
    shown = get_object_or_404(seen.select_related("parent"), uuid=uuid)
    form = DayForm(request.GET)
    day = form.day()
    posts = Paginator(queries.posts_in(shown, day), PEOPLE_A_PAGE)
    context = {
        "unit": shown,
        "form": form,
        "day": day,
        "above": queries.ancestors(shown, seen),
        "parts": seen.on(day).filter(parent=shown).by_name(),
        "history": queries.history(shown),
        "page": posts.get_page(request.GET.get("page")),
        "may_write": _may_write(request.user, shown),
    }
    return render(request, "lms/organisation/unit.html", context)


@require_safe
@role_required(*READERS)
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A person: posts and roles with their days."""
    shown = _person(request, uuid, *READERS)
    context = {
        "person": shown,
        "posts": queries.posts_of(shown),
        "grants": queries.grants_to(shown),
        "manager": queries.manager_of(shown, clock.today()),
        "today": clock.today(),
        "may_grant": Role.CENTRE_ADMIN in roles_of(request.user),
        "may_shut_out": may_shut_out(request.user, shown),
        "writable": set(visible_units(request.user, Role.HR_OFFICER).values_list("pk", flat=True)),
    }
    return render(request, "lms/organisation/person.html", context)


@role_required(Role.HR_OFFICER)
def assign(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Give somebody a post in the unit."""
    into = get_object_or_404(visible_units(request.user, Role.HR_OFFICER), uuid=uuid)
    form = PostForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        post = _try(form, lambda: actions.assign(unit=into, **form.facts()))
        if post:
            messages.success(request, _("The post has been entered."))
            return redirect("organisation:unit", into.uuid)
    return _form_page(request, form, _("Add a post"), str(into), ("organisation:unit", into.uuid))


@role_required(Role.HR_OFFICER)
def enter(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Enter a new person in the unit."""
    into = get_object_or_404(visible_units(request.user, Role.HR_OFFICER), uuid=uuid)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        post = _try(
            form, lambda: actions.enter_person(by=request.user, unit=into, **form.cleaned_data)
        )
        if post:
            messages.success(request, _("The person has been entered."))
            return redirect("organisation:person", post.person.uuid)
    return _form_page(request, form, _("New person"), str(into), ("organisation:unit", into.uuid))


@role_required(Role.HR_OFFICER)
def end_post(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say on which day a post ends."""
    seen = visible_units(request.user, Role.HR_OFFICER)
    posts = Assignment.objects.filter(unit__in=seen).select_related("person", "unit", "position")
    post = get_object_or_404(posts, uuid=uuid)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        ended = _try(form, lambda: actions.end_assignment(assignment=post, **form.cleaned_data))
        if ended:
            messages.success(request, _("The post ends on that day."))
            return redirect("organisation:unit", post.unit.uuid)
    words = f"{post.person}, {post.position}, {post.unit}"
    return _form_page(
        request, form, _("End the post"), words, ("organisation:unit", post.unit.uuid)
    )


@role_required(Role.CENTRE_ADMIN)
def grant(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Give a person a role."""
    to = get_object_or_404(User, uuid=uuid)
    form = GrantForm(request.POST or None, day=clock.today())
    if request.method == "POST" and form.is_valid():
        given = _try(form, lambda: actions.grant_role(person=to, **form.facts()))
        if given:
            messages.success(request, _("The role has been given."))
            return redirect("organisation:person", to.uuid)
    return _form_page(request, form, _("Add a role"), str(to), ("organisation:person", to.uuid))


@require_POST
@role_required(Role.CENTRE_ADMIN)
def end_grant(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a role back."""
    held = get_object_or_404(RoleGrant.objects.select_related("person"), uuid=uuid)
    actions.end_grant(grant=held)
    messages.success(request, _("The role has been taken back."))
    return redirect("organisation:person", held.person.uuid)


@require_POST
@role_required(Role.HR_OFFICER)
def disable(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Shut a person out."""
    shut_out = _person_to_shut_out(request, uuid)
    accounts.disable_person(person=shut_out)
    messages.success(request, _("The account has been disabled; all its sessions have ended."))
    return redirect("organisation:person", uuid)


@require_POST
@role_required(Role.HR_OFFICER)
def enable(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let a person in again."""
    accounts.enable_person(person=_person_to_shut_out(request, uuid))
    messages.success(request, _("The account can be used again."))
    return redirect("organisation:person", uuid)


def _person(request: SignedInRequest, uuid: UUID, *roles: Role) -> User:
    return get_object_or_404(visible_people(request.user, *roles), uuid=uuid)


def _person_to_shut_out(request: SignedInRequest, uuid: UUID) -> User:
    found = _person(request, uuid, Role.HR_OFFICER)
    if not may_shut_out(request.user, found):
        raise Http404
    return found


def _may_write(user: User, shown: Unit) -> bool:
    if roles_of(user).isdisjoint(WRITERS) or shown.ends_on is not None:
        return False
    return bool(visible_units(user, Role.HR_OFFICER).filter(pk=shown.pk).exists())


def _try(form: Form, act: Any) -> Any:
    """Run an action; a refusal is said at the head of the form, and nothing typed is lost."""
    try:
        return act()
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def _form_page(
    request: SignedInRequest, form: Form, title: str, about: str, back: tuple[str, UUID]
) -> HttpResponse:
    context = {"form": form, "title": title, "about": about, "back": back[0], "back_to": back[1]}
    return render(request, "lms/organisation/form.html", context)
