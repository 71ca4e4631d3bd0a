"""The player's page, and the files it loads."""

from uuid import UUID

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import json_script
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_safe
from web_fragments.fragment import Fragment

from courses.activities.gate import require_open
from courses.activities.models import Activity
from courses.activities.queries import as_begun_by
from courses.activities.types.h5p.authoring import drafts, pictures
from courses.activities.types.h5p.authoring.actions import medium
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.permissions import may_use
from courses.activities.types.h5p.playing import bundles, files, page, tokens
from courses.activities.types.h5p.queries import newest
from courses.activities.types.h5p.type import usage_of
from courses.activities.types.xblock import runtime
from courses.enrolment.queries import is_enrolled
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

A_YEAR = 365 * 86_400
A_DAY = 86_400


@login_required
@require_GET
@csp_exempt()
@xframe_options_sameorigin
def play(request: HttpRequest, activity: UUID) -> HttpResponse:
    """The sandboxed page of one activity, in the version that the learner is on."""
    rows = Activity.objects.select_related("course")
    found = get_object_or_404(rows, uuid=activity, type="h5p")
    person = request.user
    if not isinstance(person, User) or not _may_see(person, found):
        raise Http404
    begun = as_begun_by(found, person.pk)
    package = get_object_or_404(Package, uuid=begun.config["package"])
    return _page(request, package, person, activity=found.uuid, saves=True)


@role_required(Role.TRAINER)
@require_GET
@csp_exempt()
@xframe_options_sameorigin
def preview(request: HttpRequest, package: UUID) -> HttpResponse:
    """The same page for a trainer, before the content stands in a lesson; nothing is kept."""
    found = get_object_or_404(Package, uuid=package)
    person = request.user
    if not isinstance(person, User):
        raise Http404
    return _page(request, found, person, activity=found.uuid, saves=False)


@role_required(Role.TRAINER)
@require_GET
@csp_exempt()
@xframe_options_sameorigin
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The same page for what its author has not saved yet; for nobody else."""
    found = get_object_or_404(Draft, uuid=draft, owner=request.user)
    library = newest(found.machine_name)
    if library is None:
        raise Http404
    origin = _origin(request)
    package = drafts.as_package(found, library)
    media = reverse("h5p_draft_medium", args=[tokens.sign(found.uuid), "x"]).removesuffix("/x")
    frag = page.fragment(
        package=package,
        libraries=drafts.libraries_of(package),
        user={"name": "", "mail": ""},
        saved={},
        place=page.Place(origin=origin, saves=False, media=media),
    )
    frag.add_content(json_script(frag.json_init_args, "h5p-args"))
    return _respond(request, package.title, frag, origin)


@require_http_methods(["GET", "HEAD", "OPTIONS"])
@csp_exempt()
def draft_medium(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """An image of a draft, under a signed path that expires."""
    uuid = tokens.read(token)
    found = get_object_or_404(Draft.objects.select_related("base"), uuid=uuid)
    raw = medium(path, found.base) if path in set(pictures.paths(found.parameters)) else None
    if raw is None:
        raise Http404
    return files.serve_bytes(path, raw)


@require_http_methods(["GET", "HEAD", "OPTIONS"])
@csp_exempt()
def content_file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A medium of a content, under a signed path that expires."""
    if request.method == "OPTIONS":
        return files.preflight()
    uuid = tokens.read(token)
    if uuid is None:
        raise Http404
    package = get_object_or_404(Package, uuid=uuid)
    return files.serve(request, files.below(package.folder, path), max_age=A_DAY)


@require_http_methods(["GET", "HEAD", "OPTIONS"])
@csp_exempt()
def library_file(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """A file of an installed library. Its address holds its sha256, so it never changes."""
    if request.method == "OPTIONS":
        return files.preflight()
    name, _, digest = folder.rpartition("-")
    library = Library.objects.installed().filter(
        sha256__startswith=digest, machine_name=name.rpartition("-")[0]
    )
    row = library.first() if len(digest) == 12 else None
    if row is None or row.folder_name != folder:
        raise Http404
    return files.serve(request, files.below(row.folder, path), max_age=A_YEAR)


@require_safe
@csp_exempt()
def bundle(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """All scripts or all styles of a content's libraries."""
    path = bundles.path_of(key, kind)
    return files.serve(request, files.below(path.parent, path.name), max_age=A_YEAR)


def _may_see(person: User, activity: Activity) -> bool:
    """Trainers always; learners once the lesson is open to them."""
    if may_use(person):
        return True
    if not is_enrolled(person, activity.course_id):
        return False
    require_open(activity=activity, learner=person)
    return True


def _page(
    request: HttpRequest, package: Package, person: User, *, activity: UUID, saves: bool
) -> HttpResponse:
    if not package.is_playable:
        raise Http404
    origin = _origin(request)
    identity = f"{origin}/h5p/activities/{activity}"
    frag = runtime.render(
        usage=usage_of(activity, package),
        person=person,
        context={"origin": origin, "identity": identity, "saves": saves},
    )
    return _respond(request, package.title, frag, origin)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _respond(request: HttpRequest, title: str, frag: Fragment, origin: str) -> HttpResponse:
    urls = [(one.mimetype, one.data) for one in frag.resources]
    response = render(
        request,
        "courses/activities/types/h5p/player.html",
        {
            "title": title,
            "body": frag.body_html(),
            "styles": [url for kind, url in urls if kind == "text/css"],
            "scripts": [url for kind, url in urls if kind == "application/javascript"],
        },
    )
    response["Content-Security-Policy"] = page.policy(origin)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
