"""The trainers' workshop: build a scenario, prove it, publish it, see what learners did."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from labs.simulators import pages, registry
from labs.simulators.actions import scenarios as actions
from labs.simulators.forms import key_given
from labs.simulators.models import Scenario
from labs.simulators.queries import Room, go_or_404, goes_of, newest_trial, seats_of
from labs.simulators.views.room import result_context
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit.ids import uuid7
from lms.kit.tables import MOST_ROWS, workbook
from lms.organisation.permissions import role_required

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@role_required(Role.TRAINER)
def scenarios(request: SignedInRequest) -> HttpResponseBase:
    """All scenarios, and the kinds that can be built."""
    held = Scenario.objects.with_versions()
    context = {
        "scenarios": [(one, registry.get(one.engine).label) for one in held],
        "engines": registry.all_engines(),
    }
    return render(request, "labs/simulators/workshop/scenarios.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.TRAINER)
def new(request: SignedInRequest, engine: str) -> HttpResponseBase:
    """Build a scenario from the engine's template."""
    kind = registry.find(engine)
    if kind is None:
        raise Http404
    form = kind.form(request.POST or None)
    if form.is_valid():
        version = actions.create(
            title=form.cleaned_data["title"],
            engine=engine,
            content=form.content(),
            author=request.user,
        )
        return redirect("simulators:scenario", version.scenario.uuid)
    return render(request, "labs/simulators/workshop/form.html", {"form": form, "engine": kind})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.TRAINER)
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Change a scenario: a new version, to be proved anew."""
    held = get_object_or_404(Scenario, uuid=uuid)
    kind = registry.get(held.engine)
    initial = {"title": held.title, **kind.form.initial_of(held.latest.content)}
    form = kind.form(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change(scenario=held, title=form.cleaned_data["title"], content=form.content())
        return redirect("simulators:scenario", uuid)
    context = {"form": form, "engine": kind, "scenario": held}
    return render(request, "labs/simulators/workshop/form.html", context)


@require_safe
@role_required(Role.TRAINER)
def scenario(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """One scenario: its versions, how to prove the newest, the goes of one's learners."""
    held = get_object_or_404(Scenario, uuid=uuid)
    words = request.GET.get("q", "").strip()
    latest, goes = held.latest, goes_of(held, request.user, words)
    if request.GET.get("format") == "xlsx":
        return _excel(workbook(pages.goes(held, goes[: MOST_ROWS + 1])))
    context = {
        "scenario": held,
        "latest": latest,
        "published": held.published,
        "seats": seats_of(latest),
        "trial": newest_trial(latest, request.user),
        "page": Paginator(goes, PAGE).get_page(request.GET.get("page")),
        "key": uuid7(),
        "q": words,
    }
    return render(request, "labs/simulators/workshop/scenario.html", context)


@require_POST
@role_required(Role.TRAINER)
def rehearse(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Work through the newest version oneself."""
    held = get_object_or_404(Scenario, uuid=uuid)
    sitting = actions.rehearse(
        version=held.latest,
        person=request.user,
        seat=request.POST.get("seat", ""),
        key=key_given(request.POST),
    )
    return redirect("simulators:room", sitting.run.uuid)


@require_POST
@role_required(Role.TRAINER)
def publish(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Let lessons give the newest version."""
    held = get_object_or_404(Scenario, uuid=uuid)
    actions.publish(version=held.latest)
    return redirect("simulators:scenario", uuid)


@require_safe
@role_required(Role.TRAINER)
def go(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The result of one learner, as they see it themselves."""
    sitting = go_or_404(request.user, uuid)
    context = result_context(Room(sitting)) | {"of": sitting.person}
    return render(request, "labs/simulators/result.html", context)


def _excel(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="he-thong-gia-lap.xlsx"'
    return response
