"""The centre's page of practice rooms, which asks again by itself; closing one of them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs.hub import closing as closings
from labs.hub.models import Closing, ClosingEnd, Place
from labs.rooms import queries
from labs.rooms.forms import ClosingForm, OneClosingForm
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.permissions import role_required

PAGE = 50


@never_cache
@role_required(Role.CENTRE_ADMIN)
@require_safe
def rooms(request: SignedInRequest) -> HttpResponseBase:
    """Which rooms run, and who waits."""
    found, turns = queries.rooms(), queries.queue()
    page = Paginator(found.held if found else [], PAGE).get_page(request.GET.get("page"))
    shown = [person for person, _running in page]
    units = queries.units_of([*shown, *(turn.person for turn in turns)])
    labs, closing = queries.labs_of(shown), queries.closings_of(shown)
    context = {
        "found": found,
        "page": page,
        "rows": [
            (one, room, units.get(one.pk), labs.get(one.pk), closing.get(one.pk))
            for one, room in page
        ],
        "turns": [(turn, units.get(turn.person.pk)) for turn in turns],
        "waiting": Place.objects.waiting().count(),
        "now": clock.now(),
    }
    return render(request, "labs/rooms/rooms.html", context)


@never_cache
@role_required(Role.CENTRE_ADMIN)
def close(request: SignedInRequest, person: UUID) -> HttpResponseBase:
    """Have a room closed, with a warning to whoever works in it."""
    whose, running = queries.room_of(person)
    form = OneClosingForm(request.POST or None, started=running.started_at)
    if request.method == "POST" and form.is_valid():
        made = form.save(person=whose, by=request.user)
        words = _("The practice room of %(name)s closes at %(time)s.")
        at = timezone.localtime(made.due_at).strftime("%H:%M")
        messages.success(request, words % {"name": whose.full_name, "time": at})
        return redirect("rooms:rooms")
    context = {
        "form": form,
        "person": whose,
        "room": running,
        "unit": queries.units_of([whose]).get(whose.pk),
        "lab": queries.labs_of([whose]).get(whose.pk),
        "closing": queries.closings_of([whose]).get(whose.pk),
    }
    return render(request, "labs/rooms/close.html", context)


@never_cache
@role_required(Role.CENTRE_ADMIN)
def close_all(request: SignedInRequest) -> HttpResponseBase:
    """Have every room closed, before the machine is worked on for instance."""
    running = queries.running_rooms()
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = form.save_all(rooms=running, by=request.user)
        words = ngettext(
            "%(count)s practice room closes as you said.",
            "%(count)s practice rooms close as you said.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect("rooms:rooms")
    return render(request, "labs/rooms/close_all.html", {"form": form, "count": len(running)})


@require_POST
@role_required(Role.CENTRE_ADMIN)
def call_off(request: SignedInRequest, closing: UUID) -> HttpResponseBase:
    """Leave a room open after all."""
    found = get_object_or_404(Closing.objects.select_related("person"), uuid=closing)
    ended = closings.call_off(closing=found)
    if ended.end == ClosingEnd.CALLED_OFF:
        words = _("The practice room of %(name)s stays open.")
        messages.success(request, words % {"name": found.person.full_name})
    else:
        messages.info(request, _("It was too late: this practice room is closed already."))
    return redirect("rooms:rooms")
