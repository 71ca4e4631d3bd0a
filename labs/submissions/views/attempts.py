"""One submission: its page, the notebook in a sandbox, the file, points by hand."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from csp.decorators import csp_exempt
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs.assignments import kinds
from labs.assignments.models import Attempt
from labs.assignments.queries import FILES
from labs.grading.models import Marking, MarkingState
from labs.grading.queries import latest_markings
from labs.grading.rules import BY_HAND
from labs.submissions.actions import take_back as take_back_points
from labs.submissions.errors import ChangedMeanwhile
from labs.submissions.forms import HandMarkForm
from labs.submissions.office import shown_file
from labs.submissions.parts import history, mark_lines
from labs.submissions.queries import attempt_for, likenesses_of, waiting_beside
from labs.submissions.sandbox import confined, download, sandboxed
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

MOST_ALIKE = 5


@never_cache
@role_required(Role.TRAINER)
@require_safe
def attempt(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The work, its marks, and how they came about."""
    return _page(request, attempt_for(request.user, uuid))


@never_cache
@role_required(Role.TRAINER)
@require_safe
@csp_exempt()
def notebook(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The notebook alone, as HTML that cannot run anything, in a sandbox."""
    found = attempt_for(request.user, uuid)
    return sandboxed(request, bytes(found.content), found.learner.full_name)


@never_cache
@role_required(Role.TRAINER)
@require_safe
@csp_exempt()
def contents(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """What an office file holds, as HTML that cannot run anything, in a sandbox."""
    found = attempt_for(request.user, uuid)
    if found.activity.type not in FILES:
        raise Http404
    context = {"shown": shown_file(found), "title": found.learner.full_name}
    return confined(request, "labs/submissions/office.html", context)


@never_cache
@role_required(Role.TRAINER)
@require_safe
def file(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The file exactly as it was handed in, to be saved, never opened by the browser."""
    found = attempt_for(request.user, uuid)
    kind = kinds.kind_of(found.activity.type)
    name = f"{found.learner.username}-{found.number}.{kind.ending}"
    return download(bytes(found.content), name, kind.content_type)


@role_required(Role.TRAINER)
@require_POST
def give(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Give one cell its points."""
    found = attempt_for(request.user, uuid)
    cell = request.POST.get("cell", "")
    form = HandMarkForm(request.POST, cell=cell, most=_most(found, cell))
    if not form.is_valid():
        return _page(request, found, {cell: form}, status=422)
    given = form.save(attempt=found, cell=cell, by=request.user, seen=request.POST.get("seen"))
    if given is None:
        return _page(request, found, {cell: form}, status=ChangedMeanwhile.status)
    return redirect("submissions:attempt", uuid)


@role_required(Role.TRAINER)
@require_POST
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Take back the points given last for a cell."""
    found = attempt_for(request.user, uuid)
    said = request.POST
    take_back_points(
        attempt=found, cell=said.get("cell", ""), by=request.user, seen=said.get("seen")
    )
    return redirect("submissions:attempt", uuid)


def _page(
    request: SignedInRequest,
    found: Attempt,
    typed: Mapping[str, HandMarkForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    marking = latest_markings([found]).get(found.pk)
    alike = likenesses_of(found)
    following, waiting = waiting_beside(found)
    lines = mark_lines(found, marking, typed or {}) if marking else []
    others = Attempt.objects.filter(learner_id=found.learner_id, activity_id=found.activity_id)
    context: dict[str, Any] = {
        "attempt": found,
        "lab": found.activity,
        "marking": marking,
        "lines": lines,
        "to_mark": sum(one.form is not None and one.given is None for one in lines),
        "shown": kinds.kind_of(found.activity.type).show(found),
        "others": others.defer("content").order_by("number"),
        "history": history(found),
        "likenesses": alike[:MOST_ALIKE],
        "more_alike": max(len(alike) - MOST_ALIKE, 0),
        "next": following,
        "waiting": waiting,
        "held": found.markings.filter(state=MarkingState.HELD).last(),
    }
    return render(request, "labs/submissions/attempt.html", context, status=status)


def _most(found: Attempt, cell: str) -> float:
    """The most points of a cell that a person marks; any other does not exist."""
    marking: Marking | None = latest_markings([found]).get(found.pk)
    for mark in marking.marks if marking else []:
        if mark["cell"] == cell and mark["state"] in BY_HAND:
            return float(mark["max_score"])
    raise Http404
