"""Writing content in the administration: a form made from the library's own description."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.authoring import actions
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.authoring.nodes import Nodes
from courses.activities.types.h5p.authoring.semantics import (
    OFFERED,
    Field,
    fields_of,
    name_of,
    offered,
)
from courses.activities.types.h5p.authoring.values import Values
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.queries import installed
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

PATH = "p"
METHODS = ["GET", "HEAD", "POST"]
TEMPLATES = "courses/activities/types/h5p/"


@dataclass(kw_only=True)
class Desk:
    """What one trainer writes: with which library, as the next version of what."""

    person: User
    library: Library
    base: Package | None

    @cached_property
    def draft(self) -> Draft | None:
        """What was written and not saved."""
        name = self.library.machine_name
        found: Draft | None = Draft.objects.filter(
            owner=self.person, machine_name=name, base=self.base
        ).first()
        return found

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of the form."""
        return fields_of(self.library)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Where writing goes on."""
        held = self.draft or self.base
        return held.parameters if held else Values(inner).defaults(self.fields)

    @property
    def title(self) -> str:
        """The title so far."""
        held = self.draft or self.base
        return held.title if held else ""

    @property
    def whose(self) -> dict[str, Any]:
        """Which draft it is."""
        name = self.library.machine_name
        return {"owner": self.person, "machine_name": name, "base": self.base}


@role_required(Role.TRAINER)
@require_http_methods(METHODS)
@xframe_options_sameorigin
def create(request: HttpRequest, machine_name: str) -> HttpResponseBase:
    """A new content of one of the offered types."""
    library = next((one for one in offered() if one.machine_name == machine_name), None)
    if library is None:
        raise Http404
    return _answer(request, Desk(person=_person(request), library=library, base=None))


@role_required(Role.TRAINER)
@require_http_methods(METHODS)
@xframe_options_sameorigin
def edit(request: HttpRequest, package: UUID) -> HttpResponseBase:
    """The next version of a content; lessons keep the one they have until an author changes it."""
    found = get_object_or_404(Package.objects.ready(), uuid=package)
    library = installed().get(found.main)
    if library is None or library.machine_name not in OFFERED:
        raise Http404
    return _answer(request, Desk(person=_person(request), library=library, base=found))


def _answer(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    if request.method != "POST":
        return _show(request, desk, Values(inner))
    if "discard" in request.POST:
        actions.discard(**desk.whose)
        return redirect(request.get_full_path())
    return _take(request, desk)


def _take(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Whatever was pressed, what was written is kept first."""
    values = Values(inner)
    title = request.POST.get("title", "").strip()[:250]
    name = str(desk.library.name)
    params = values.content(name, request.POST.dict(), PATH, desk.parameters, desk.fields)
    if "save" in request.POST and title and not values.errors:
        package = actions.save(
            library=desk.library, title=title, params=params, by=desk.person, base=desk.base
        )
        return _saved(request, package)
    desk.draft = actions.keep(**desk.whose, title=title, parameters=params)
    if request.accepts("text/html"):
        return _show(request, desk, values)
    return _kept(desk.draft, values)


def _kept(draft: Draft, values: Values) -> JsonResponse:
    """For the page that keeps by itself: when, and what plays it if it can be played."""
    at = timezone.localtime(draft.updated_at).strftime("%H:%M")
    preview = "" if values.errors else reverse("h5p_draft", args=[draft.uuid])
    return JsonResponse({"saved_at": at, "preview": preview})


def _saved(request: HttpRequest, package: Package) -> HttpResponseBase:
    """On to the content's page; in a dialog, back to the lesson."""
    if "dialog" not in request.GET:
        return redirect("h5p_package", package.uuid)
    return render(request, f"{TEMPLATES}written.html", {"package": package})


def _show(request: HttpRequest, desk: Desk, values: Values) -> HttpResponseBase:
    wrong = "save" in request.POST
    nodes = Nodes(inner, values.errors if wrong else {}, values.focus)
    context = {
        "library": desk.library,
        "name": name_of(desk.library),
        "base": desk.base,
        "draft": desk.draft,
        "title": request.POST.get("title", desk.title),
        "title_missing": wrong and not request.POST.get("title", "").strip(),
        "nodes": nodes.all(desk.fields, desk.parameters, PATH),
        "wrong": wrong,
        "focus": values.focus,
        "frame": f"{TEMPLATES}dialog.html" if "dialog" in request.GET else "wagtailadmin/base.html",
    }
    return render(request, f"{TEMPLATES}write.html", context, status=422 if wrong else 200)


def _person(request: HttpRequest) -> User:
    """Who asks; `role_required` let nobody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def inner(name: str) -> list[Field]:
    """The fields of a library inside another."""
    wanted = Wanted.parse(name)
    row = installed().get(wanted) if wanted else None
    return fields_of(row) if row else []
