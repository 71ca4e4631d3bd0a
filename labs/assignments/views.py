"""Open a lab, wait for the room, hand in from the lab."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from labs.assignments import actions
from labs.assignments.keys import is_of
from labs.assignments.queries import begun_or_404, lab_or_404
from labs.hub.errors import HubAway, HubFull
from lms.accounts.requests import SignedInRequest
from lms.kit.errors import DomainError
from lms.kit.ids import uuid7


@require_POST
@login_required
def open_lab(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Begin, and go to where the room is made ready."""
    activity = lab_or_404(request.user, uuid)
    message = Message(kind="open", data={}, key=str(uuid7()))
    receive(activity=activity, learner=request.user, message=message)
    return redirect("labs:room", uuid)


@never_cache
@require_safe
@login_required
def room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Wait until the room is ready, then go in; asked again every other second."""
    activity = begun_or_404(request.user, uuid)
    refusal: DomainError | None = None
    try:
        found = actions.open_room(activity=activity, learner=request.user)
    except (HubFull, HubAway) as error:
        refusal = error
    else:
        if found.ready:
            return _go(request, found.address)
    context = {"activity": activity, "refusal": refusal}
    return render(request, "labs/assignments/room.html", context)


@require_safe
@login_required
def hand_in(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The page to which the lab's own button leads; it hands in by itself when the lab sent us."""
    activity = begun_or_404(request.user, uuid)
    from_lab = is_of(request.GET.get("key", ""), activity=activity, learner=request.user)
    context = {"activity": activity, "from_lab": from_lab, "key": uuid7()}
    return render(request, "labs/assignments/hand_in.html", context)


@require_POST
@login_required
def start_again(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Put the lab back to its start and open it."""
    actions.start_again(activity=begun_or_404(request.user, uuid), learner=request.user)
    return redirect("labs:room", uuid)


def _go(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send the whole page elsewhere, also when a part of it asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
