"""Pages in the administration: contents for trainers, libraries for the centre."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.activities.types.h5p import actions, queries
from courses.activities.types.h5p.authoring.choosers import forms
from courses.activities.types.h5p.authoring.forms import DecisionForm, UploadForm
from courses.activities.types.h5p.authoring.semantics import OFFERED
from courses.activities.types.h5p.authoring.tested import TESTED
from courses.activities.types.h5p.marking import markers
from courses.activities.types.h5p.models import Library, Package
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit.text import fold
from lms.organisation.permissions import role_required

PER_PAGE = 25
TEMPLATES = "courses/activities/types/h5p/"


@role_required(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def contents(request: HttpRequest) -> HttpResponseBase:
    """All contents, the newest first; a file may be handed in."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        actions.hand_in(file=file, name=file.name, by=_person(request))
        return redirect("h5p_contents")
    page = Paginator(Package.objects.all(), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "page": page,
        "uploads": queries.recent_uploads(_person(request)),
        "tested": TESTED,
        "offered": forms(),
    }
    status = 422 if form.errors else 200
    return render(request, f"{TEMPLATES}contents.html", context, status=status)


@role_required(Role.TRAINER)
@require_safe
def uploads(request: HttpRequest) -> HttpResponseBase:
    """The part of that page which tells how far imports are."""
    context = {"uploads": queries.recent_uploads(_person(request))}
    return render(request, f"{TEMPLATES}uploads.html", context)


@role_required(Role.TRAINER)
@require_safe
def content(request: HttpRequest, package: UUID) -> HttpResponseBase:
    """One content: what it is, how it plays, who is on it."""
    found = get_object_or_404(Package, uuid=package)
    name = found.main.machine_name
    context = {
        "package": found,
        "playable": found.is_playable,
        "remarks": actions.summary_of(found),
        "libraries": queries.libraries_of(found),
        "is_marked": markers.is_markable(name),
        "tested": TESTED.get(name),
        "can_edit": name in OFFERED,
        "uses": queries.uses_of(found),
    }
    return render(request, f"{TEMPLATES}content.html", context)


@role_required(Role.TRAINER)
@require_safe
def download(request: HttpRequest, package: UUID) -> HttpResponse:
    """The content as a `.h5p` file that other hosts open."""
    found = get_object_or_404(Package.objects.ready(), uuid=package)
    response = HttpResponse(actions.export(package=found), content_type="application/zip")
    name = slugify(fold(found.title)) or "h5p"
    response["Content-Disposition"] = f'attachment; filename="{name}.h5p"'
    return response


@role_required(Role.CENTRE_ADMIN)
@require_safe
def libraries(request: HttpRequest) -> HttpResponseBase:
    """What waits for a decision, and what is installed."""
    rows = Library.objects.newest_first().prefetch_related("decisions__decided_by")
    held = [one for one in rows if one.state == Library.State.HELD]
    others = [one for one in rows if one.state != Library.State.HELD]
    context = {
        "held": queries.holdings(held),
        "others": queries.holdings(others),
        "tested": TESTED,
    }
    return render(request, f"{TEMPLATES}libraries.html", context)


@role_required(Role.CENTRE_ADMIN)
@require_POST
def decide(request: HttpRequest, library: UUID) -> HttpResponseBase:
    """Install, refuse or disable one library."""
    found = get_object_or_404(Library, uuid=library)
    form = DecisionForm(request.POST)
    if form.is_valid():
        actions.decide(library=found, by=_person(request), **form.cleaned_data)
    return redirect("h5p_libraries")


def _person(request: HttpRequest) -> User:
    """Who asks; `role_required` let nobody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
