"""Marking a class again: begin, watch, cancel, let lower results count."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs.assignments.models import LabVersion
from labs.grading.models import MarkingState
from labs.submissions.actions import (
    accept_lower,
    cancel_regrade,
    keep_earlier,
    start_regrade,
    undo_all,
)
from labs.submissions.actions import undo as undo_decision
from labs.submissions.models import Regrade, RegradeItemQuerySet
from labs.submissions.queries import attempt_for, behind, items_of, lab_for, regrade_for, undoable
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required

PAGE = 50
_NOT_MARKED = ("waiting", "cancelled", "faults")


@role_required(Role.TRAINER)
@require_POST
def start(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Mark everything handed in again; with the newest version's checks where that is asked."""
    activity = lab_for(request.user, uuid)
    version = _newest(request, uuid) if request.POST.get("version") else None
    regrade = start_regrade(activity=activity, by=request.user, version=version)
    return redirect("submissions:regrade", regrade.uuid)


@role_required(Role.TRAINER)
@require_POST
def start_one(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Mark one submission again."""
    found = attempt_for(request.user, uuid)
    regrade = start_regrade(activity=found.activity, by=request.user, only=found)
    return redirect("submissions:regrade", regrade.uuid)


@never_cache
@role_required(Role.TRAINER)
@require_safe
def regrade(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """How far it is, and what changed."""
    found = regrade_for(request.user, uuid)
    page = Paginator(items_of(found), PAGE).get_page(request.GET.get("page"))
    context = {"regrade": found, "lab": found.activity, "page": page} | _counts(found)
    return render(request, "labs/submissions/regrade.html", context)


@role_required(Role.TRAINER)
@require_POST
def cancel(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Leave the rest as it was."""
    cancel_regrade(regrade=regrade_for(request.user, uuid))
    return redirect("submissions:regrade", uuid)


@role_required(Role.TRAINER)
@require_POST
def accept(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Let lower results count: one of them, or all that are held back."""
    found = regrade_for(request.user, uuid)
    count = accept_lower(regrade=found, by=request.user, items=_held(request, found))
    told = ngettext(
        "%(count)s lower result counts now.", "%(count)s lower results count now.", count
    )
    return _back(request, uuid, told % {"count": count})


@role_required(Role.TRAINER)
@require_POST
def keep(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Let the earlier results stand: one of them, or all that are held back."""
    found = regrade_for(request.user, uuid)
    count = keep_earlier(regrade=found, by=request.user, items=_held(request, found))
    told = ngettext("%(count)s earlier result stays.", "%(count)s earlier results stay.", count)
    return _back(request, uuid, told % {"count": count})


@role_required(Role.TRAINER)
@require_POST
def undo(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Take back what was decided: about one lower result, or about all."""
    found = regrade_for(request.user, uuid)
    count = 1
    if request.POST.get("item"):
        items = found.items.select_related("marking")
        item = get_object_or_404(items, uuid=_uuid(request.POST["item"]))
        undo_decision(item=item, by=request.user)
    else:
        count = undo_all(regrade=found, by=request.user)
    told = ngettext(
        "Undone: %(count)s lower result is held back again.",
        "Undone: %(count)s lower results are held back again.",
        count,
    )
    return _back(request, uuid, told % {"count": count})


def _back(request: SignedInRequest, uuid: UUID, told: str) -> HttpResponseBase:
    """Say it on the page of the list, and at the line of it, where the decision was taken."""
    messages.success(request, told)
    page, item = request.GET.get("page", ""), request.POST.get("item", "")
    query = f"?page={page}" if page.isascii() and page.isdecimal() else ""
    line = f"#of-{_uuid(item)}" if item else ""
    return redirect(f"{reverse('submissions:regrade', args=[uuid])}{query}{line}")


def _held(request: SignedInRequest, found: Regrade) -> RegradeItemQuerySet:
    """The lower results held back that the form means: the one it names, else all."""
    items: RegradeItemQuerySet = found.items.held().select_related("marking")
    if request.POST.get("item"):
        return items.filter(uuid=_uuid(request.POST["item"]))
    return items


def _newest(request: SignedInRequest, uuid: UUID) -> LabVersion | None:
    found = behind(lab_for(request.user, uuid))
    return found.newest if found else None


def _counts(found: Regrade) -> dict[str, int]:
    """How many attempts, how many of them are done, cancelled, failed, held back."""
    states = {
        "waiting": MarkingState.WAITING,
        "cancelled": MarkingState.CANCELLED,
        "faults": MarkingState.FAULT,
        "held": MarkingState.HELD,
    }
    filters = {name: Count("pk", filter=Q(marking__state=state)) for name, state in states.items()}
    counts: dict[str, int] = found.items.aggregate(total=Count("pk"), **filters)
    counts["undoable"] = undoable(found).count()
    return counts | {"done": counts["total"] - sum(counts[name] for name in _NOT_MARKED)}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
