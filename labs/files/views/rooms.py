"""Hand in a file of one's own practice room, and put the start file there."""

from contextlib import suppress
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from labs.assignments.queries import FILES, attempts_left, begun_or_404, has_begun, lesson_address
from labs.files import rooms
from labs.hub import actions as hub
from labs.hub.actions import Room
from labs.hub.errors import HubAway
from labs.hub.homes import Entry
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.kit.ids import uuid7

AWAY = Room(state="away")


@require_POST
@login_required
def open_room(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Begin, ask for a room, and go to where its files are shown."""
    activity = begun_or_404(request.user, uuid, *FILES)
    message = Message(kind="open", data={}, key=str(uuid7()))
    receive(activity=activity, learner=request.user, message=message)
    with suppress(HubAway):  # the page that follows says so
        hub.claim(person=request.user)
    return redirect("labs:room-files", uuid)


@never_cache
@require_safe
@login_required
def room_files(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The files of the room, or how the room stands; who has not begun goes to the lesson."""
    activity = begun_or_404(request.user, uuid, *FILES)
    if not has_begun(activity, request.user):
        return redirect(lesson_address(activity))
    room, files = _look(request.user, activity.type)
    if request.GET.get("seen") == room.mark:
        return HttpResponse(status=204)
    context = {
        "activity": activity,
        "room": room,
        "files": files,
        "ending": rooms.ENDINGS[activity.type],
        "left": attempts_left(activity, request.user),
        "key": uuid7(),
    }
    return render(request, "labs/files/room.html", context)


@require_POST
@login_required
def put_start(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Put the start file into the room and open the room there."""
    activity = begun_or_404(request.user, uuid, *FILES)
    if not has_begun(activity, request.user):
        return redirect(lesson_address(activity))
    return redirect(rooms.lay_out(activity=activity, learner=request.user))


def _look(learner: User, kind: str) -> tuple[Room, list[Entry]]:
    try:
        room = hub.look(person=learner)
        return room, rooms.files_in_room(learner, kind=kind) if room.ready else []
    except HubAway:
        return AWAY, []
