"""The workshop's pages, for trainers."""

from uuid import UUID

from csp.decorators import csp_exempt
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs.assignments.demonstration import DATA, LABS
from labs.assignments.master import read_master
from labs.assignments.models import Lab, LabKind, LabVersion
from labs.grading.readiness import problem
from labs.submissions.sandbox import download, sandboxed
from labs.workshop import actions, queries, rooms
from labs.workshop.forms import TrialForm
from labs.workshop.models import Trial
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

PAGE = 50


@role_required(Role.TRAINER)
@require_safe
def labs(request: SignedInRequest) -> HttpResponseBase:
    """All labs, and whether the author's solution of each scores full."""
    page = Paginator(queries.labs(), PAGE).get_page(request.GET.get("page"))
    return render(request, "labs/workshop/labs.html", {"page": page})


@never_cache
@role_required(Role.TRAINER)
@require_safe
def lab(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The newest version of one lab."""
    found = get_object_or_404(Lab, uuid=uuid)
    return _bench(request, queries.newest_or_404(found), TrialForm())


@role_required(Role.TRAINER)
@require_POST
def try_solution(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Grade the author's own solution."""
    version = _version(uuid)
    actions.try_solution(version=version, by=request.user)
    return redirect("workshop:lab", version.lab.uuid)


@role_required(Role.TRAINER)
@require_POST
def try_notebook(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Grade a notebook as if a learner had handed it in."""
    version = _version(uuid)
    form = TrialForm(request.POST, request.FILES)
    if not form.is_valid():
        return _bench(request, version, form, status=422)
    trial = form.save(version=version, by=request.user)
    return redirect("workshop:trial", trial.uuid)


@role_required(Role.TRAINER)
@require_POST
def open_room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Ask for a practice room, and wait for it."""
    version = _version(uuid)
    rooms.claim(by=request.user)
    return redirect("workshop:room", version.uuid)


@never_cache
@role_required(Role.TRAINER)
@require_safe
def room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Once the room is ready the learner's version opens in it."""
    version = _version(uuid)
    found, address = rooms.enter(version=version, by=request.user)
    if address and request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    if address:
        return redirect(address)
    return render(request, "labs/workshop/room.html", {"version": version, "room": found})


@role_required(Role.TRAINER)
@require_POST
def try_room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Grade what was last saved in the room."""
    found = rooms.try_room(version=_version(uuid), by=request.user)
    return redirect("workshop:trial", found.uuid)


@never_cache
@role_required(Role.TRAINER)
@require_safe
def trial(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """What a learner would read."""
    found = get_object_or_404(Trial.objects.select_related("version__lab"), uuid=uuid)
    context = {"trial": found, "lab": found.version.lab, "lines": queries.lines_of(found)}
    return render(request, "labs/workshop/trial.html", context)


@never_cache
@role_required(Role.TRAINER)
@require_safe
@csp_exempt()
def preview(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The learner's version as HTML, in a sandbox."""
    version = _version(uuid)
    content = read_master(bytes(version.master)).learner_version()
    return sandboxed(request, content, version.lab.title)


@role_required(Role.TRAINER)
@require_safe
def learner_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The learner's version as a file."""
    version = _version(uuid)
    content = read_master(bytes(version.master)).learner_version()
    return download(content, version.file_name, "application/x-ipynb+json")


@role_required(Role.TRAINER)
@require_safe
def sample(request: SignedInRequest) -> HttpResponse:
    """A whole lab of our own, to begin from."""
    name, _files = next(iter(LABS.values()))
    return download((DATA / name).read_bytes(), name, "application/x-ipynb+json")


def _version(uuid: UUID) -> LabVersion:
    notebooks = LabVersion.objects.filter(kind=LabKind.NOTEBOOK).select_related("lab")
    return get_object_or_404(notebooks, uuid=uuid)


def _bench(
    request: SignedInRequest, version: LabVersion, form: TrialForm, status: int = 200
) -> HttpResponse:
    found = queries.bench(version)
    context = {
        "bench": found,
        "version": version,
        "lab": version.lab,
        "form": form,
        "lines": queries.lines_of(found.solution) if found.solution else [],
        "problem": problem(),
    }
    return render(request, "labs/workshop/lab.html", context, status=status)
