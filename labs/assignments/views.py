"""Prepare a room while the lesson is read, open a lab in it, hand in from the lab."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from labs.assignments import actions
from labs.assignments.keys import is_of
from labs.assignments.queries import begun_or_404, has_begun, lab_or_404, lesson_address
from labs.hub import actions as hub
from labs.hub.actions import Room
from labs.hub.errors import HubAway
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.kit.ids import uuid7

AWAY = Room(state="away")


@require_POST
@login_required
def prepare(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The lesson is open: have a room started while it is read."""
    activity = lab_or_404(request.user, uuid)
    return _state(request, uuid, _claim(activity, request.user))


@never_cache
@require_safe
@login_required
def state(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """How the room stands; nothing when that is what the page shows already."""
    lab_or_404(request.user, uuid)
    found = _heard(lambda: hub.look(person=request.user))
    if request.GET.get("seen") == found.mark:
        return HttpResponse(status=204)
    return _state(request, uuid, found)


@require_POST
@login_required
def restart(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Stop the room and start it anew."""
    activity = lab_or_404(request.user, uuid)
    hub.restart(person=request.user)
    if request.headers.get("HX-Request"):
        return _state(request, uuid, _heard(lambda: hub.look(person=request.user)))
    return redirect(lesson_address(activity))


@require_POST
@login_required
def open_lab(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Begin, ask for a room, and go to where it is waited for."""
    activity = lab_or_404(request.user, uuid)
    message = Message(kind="open", data={}, key=str(uuid7()))
    receive(activity=activity, learner=request.user, message=message)
    _claim(activity, request.user)
    return redirect("labs:room", uuid)


@never_cache
@require_safe
@login_required
def room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Wait until the room is ready, then go in; who has not begun goes to the lesson."""
    activity = begun_or_404(request.user, uuid)
    if not has_begun(activity, request.user):
        return redirect(lesson_address(activity))
    found = _heard(lambda: hub.look(person=request.user))
    if found.ready:
        try:
            return _go(request, actions.lay_out(activity=activity, learner=request.user))
        except HubAway:
            found = AWAY
    if request.GET.get("seen") == found.mark:
        return HttpResponse(status=204)
    return render(request, "labs/assignments/room.html", {"activity": activity, "room": found})


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
    activity = begun_or_404(request.user, uuid)
    if not has_begun(activity, request.user):
        return redirect(lesson_address(activity))
    actions.start_again(activity=activity, learner=request.user)
    return redirect("labs:room", uuid)


def _claim(activity: Activity, learner: User) -> Room:
    terminal = bool(activity.config.get("terminal"))
    return _heard(lambda: hub.claim(person=learner, terminal=terminal))


def _heard(ask: Callable[[], Room]) -> Room:
    """What the hub says; `AWAY` while it says nothing."""
    try:
        return ask()
    except HubAway:
        return AWAY


def _state(request: HttpRequest, uuid: UUID, found: Room) -> HttpResponseBase:
    return render(request, "labs/assignments/state.html", {"uuid": uuid, "room": found})


def _go(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send the whole page elsewhere, also when a part of it asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
