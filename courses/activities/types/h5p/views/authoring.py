"""Writing content in the administration: a form made from the library's own description."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from courses.activities.types.h5p import actions
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.authoring.semantics import OFFERED, Field, fields_of, offered
from courses.activities.types.h5p.authoring.values import Values
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.queries import installed
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

PATH = "p"
METHODS = ["GET", "HEAD", "POST"]


@role_required(Role.TRAINER)
@require_http_methods(METHODS)
def create(request: HttpRequest, machine_name: str) -> HttpResponseBase:
    """A new content of one of the offered types."""
    library = next((one for one in offered() if one.machine_name == machine_name), None)
    if library is None:
        raise Http404
    return _form(request, library, title="", old=None)


@role_required(Role.TRAINER)
@require_http_methods(METHODS)
def edit(request: HttpRequest, package: UUID) -> HttpResponseBase:
    """The next version of a content; lessons keep the one they have until an author changes it."""
    found = get_object_or_404(Package.objects.ready(), uuid=package)
    library = installed().get(found.main)
    if library is None or library.machine_name not in OFFERED:
        raise Http404
    return _form(request, library, title=found.title, old=found)


def _form(
    request: HttpRequest, library: Library, *, title: str, old: Package | None
) -> HttpResponseBase:
    fields = fields_of(library)
    values = Values(_inner)
    params = dict(old.parameters) if old else values.defaults(fields)
    if request.method == "POST":
        title = request.POST.get("title", "").strip()[:250]
        params = values.read_all(fields, request.POST.dict(), PATH, _sent(request, params))
        if "save" in request.POST and title and not values.errors:
            return _save(request, library, title, params, old)
        if "save" not in request.POST:
            values.errors.clear()
    return _show(request, library, title=title, values=values, fields=fields, params=params)


def _sent(request: HttpRequest, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the form showed last time, kept signed in the session between two buttons."""
    held: Mapping[str, Any] = request.session.get(_key(request), params)
    return held


def _key(request: HttpRequest) -> str:
    return f"h5p:{request.path}"


def _save(
    request: HttpRequest,
    library: Library,
    title: str,
    params: Mapping[str, Any],
    old: Package | None,
) -> HttpResponseBase:
    person = request.user
    if not isinstance(person, User):
        raise Http404
    package = actions.author(
        library=library, title=title, params=params, by=person, media=old.folder if old else None
    )
    request.session.pop(_key(request), None)
    return redirect("h5p_package", package.uuid)


def _show(
    request: HttpRequest,
    library: Library,
    *,
    title: str,
    values: Values,
    fields: Sequence[Field],
    params: Mapping[str, Any],
) -> HttpResponseBase:
    request.session[_key(request)] = params
    wrong = request.method == "POST" and "save" in request.POST
    context = {
        "library": library,
        "title": title,
        "title_missing": wrong and not title,
        "nodes": values.nodes(fields, params, PATH),
        "wrong": wrong,
    }
    template = "courses/activities/types/h5p/write.html"
    return render(request, template, context, status=422 if wrong else 200)


def _inner(name: str) -> list[Field]:
    """The fields of a library inside another."""
    wanted = Wanted.parse(name)
    row = installed().get(wanted) if wanted else None
    return fields_of(row) if row else []
