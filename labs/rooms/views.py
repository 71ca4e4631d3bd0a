"""The centre's page of practice rooms; it asks again by itself."""

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from labs.hub.models import Place
from labs.rooms import queries
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
    labs = queries.labs_of(shown)
    context = {
        "found": found,
        "page": page,
        "rows": [(one, room, units.get(one.pk), labs.get(one.pk)) for one, room in page],
        "turns": [(turn, units.get(turn.person.pk)) for turn in turns],
        "waiting": Place.objects.waiting().count(),
        "now": clock.now(),
    }
    return render(request, "labs/rooms/rooms.html", context)
