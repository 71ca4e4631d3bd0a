"""The room: look, take steps, wait for a partner, hand in, begin again."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from labs.simulators.actions import results, seating
from labs.simulators.actions.steps import take_step
from labs.simulators.engine import Refused
from labs.simulators.forms import is_number, key_given, key_of, place_in, posted
from labs.simulators.models import Sitting
from labs.simulators.queries import Room, simulator_or_404, sitting_or_404
from labs.simulators.trace import moments
from lms.accounts.requests import SignedInRequest
from lms.kit.ids import uuid7


@require_POST
@login_required
def begin(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Sit down at the open go, with a partner who waits, or at a new run."""
    activity = simulator_or_404(request.user, uuid)
    data, key = {"seat": request.POST.get("seat", "")}, key_given(request.POST)
    receive(
        activity=activity, learner=request.user, message=Message(kind="begin", data=data, key=key)
    )
    sitting = Sitting.objects.filter(person=request.user, activity=activity).latest("number")
    return redirect("simulators:room", sitting.run.uuid)


@never_cache
@require_safe
@login_required
def room(request: SignedInRequest, uuid: UUID, where: str = "") -> HttpResponseBase:
    """What lies on the desk; a closed run shows its result instead."""
    found = Room(sitting_or_404(request.user, uuid))
    if not found.is_open:
        return redirect("simulators:result", uuid)
    return _show(request, found, where)


@never_cache
@require_safe
@login_required
def turn(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Whether anything is new, asked every few seconds.

    A step of the partner brings the page anew, unless it is this person's turn: what they have
    typed stays, and only who sits where is shown anew.
    """
    found = Room(sitting_or_404(request.user, uuid))
    seen = {name: request.GET.get(name, "") for name in found.signs}
    if found.is_open and seen == found.signs:
        return HttpResponse(status=204)
    if found.is_open and found.my_turn and seen["mine"] == found.signs["mine"]:
        return render(request, "labs/simulators/desks.html", {"room": found})
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Take one step, and come back to where it was taken; a refusal keeps what was typed.

    A phone that opens the page of a refusal again asks without a form: it gets the room.
    """
    if request.method != "POST":
        return redirect("simulators:room", uuid)
    sitting = sitting_or_404(request.user, uuid)
    found, where = Room(sitting), place_in(request.POST)
    try:
        data = found.engine.read(request.POST.get("kind", ""), posted(request.POST))
        key = key_of(request.POST, data)
        take_step(sitting=sitting, kind=request.POST.get("kind", ""), data=data, key=key)
    except Refused as refusal:
        return _show(request, found, where.name, refusal=refusal)
    return redirect(_address(uuid, where.name) + where.anchor)


@require_POST
@login_required
def alone(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Go on with the system at the other desk."""
    seating.go_alone(sitting=sitting_or_404(request.user, uuid))
    return redirect("simulators:room", uuid)


@require_POST
@login_required
def hand_in(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Close the run and show what it is worth."""
    sitting = sitting_or_404(request.user, uuid)
    if sitting.activity is None:
        results.hand_in(sitting=sitting)
    else:
        message = Message(kind="hand-in", data={"run": uuid}, key=str(uuid))
        receive(activity=sitting.activity, learner=request.user, message=message)
    return redirect("simulators:result", uuid)


@require_POST
@login_required
def restart(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Set this go aside and begin a new one."""
    sitting = sitting_or_404(request.user, uuid)
    seating.leave(sitting=sitting)
    if sitting.activity is None:
        key = key_given(request.POST)
        new = seating.sit_at_new_run(
            version=sitting.run.version, person=request.user, seat=sitting.seat, key=key
        )
        return redirect("simulators:room", new.run.uuid)
    return begin(request, sitting.activity.uuid)


@require_POST
@login_required
def again(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """A new go from just before a step that went wrong."""
    sitting = sitting_or_404(request.user, uuid)
    number, key = request.POST.get("step", ""), key_given(request.POST)
    if not is_number(number):
        raise Http404
    if sitting.activity is None:
        results.again(
            sitting=sitting, person=request.user, number=int(number), key=key, activity=None
        )
    else:
        message = Message(kind="again", data={"run": uuid, "step": number}, key=key)
        receive(activity=sitting.activity, learner=request.user, message=message)
    new = Sitting.objects.get(person=request.user, activity=sitting.activity, key=key)
    return redirect("simulators:room", new.run.uuid)


@never_cache
@require_safe
@login_required
def result(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The score, each step that went wrong, and the whole trace in words."""
    found = Room(sitting_or_404(request.user, uuid))
    if found.is_open:
        return redirect("simulators:room", uuid)
    return render(request, "labs/simulators/result.html", result_context(found))


def result_context(found: Room) -> dict[str, Any]:
    """A closed run as it is shown to the person and to their trainer."""
    told = moments(found.engine, found.version.content, found.run.seed, found.steps)
    findings = [
        one | {"mine": one["seat"] in {"", found.sitting.seat}} for one in found.run.findings
    ]
    steps = {one["step"] for one in findings if one["step"] is not None}
    own = [one["step"] for one in findings if one["mine"] and one["step"] is not None]
    return {
        "room": found,
        "findings": findings,
        "first": min(own, default=None),
        "next": len(told) + 1 if any(one["step"] is None for one in findings) else None,
        "timeline": [(one, one.number in steps) for one in told],
        "key": uuid7(),
    }


def _show(
    request: SignedInRequest, found: Room, where: str, *, refusal: Refused | None = None
) -> HttpResponseBase:
    """The room at one of its places, with the refusal of the step that was just tried."""
    screen = found.engine.screen(found.state, found.sitting.seat, where)
    if screen is None:
        raise Http404
    context = {
        **screen.context,
        "room": found,
        "screen": screen,
        "where": where,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
        "key": uuid7(),
        "moments": moments(found.engine, found.version.content, found.run.seed, found.steps),
    }
    status = refusal.status if refusal else 200
    return render(request, "labs/simulators/room.html", context, status=status)


def _address(uuid: UUID, where: str) -> str:
    if not where:
        return reverse("simulators:room", args=[uuid])
    return reverse("simulators:at", args=[uuid, where])
