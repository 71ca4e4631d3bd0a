"""The board of units by state, one handover, and the two acts on it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.permissions import role_required, roles_of
from transfer.handover import actions
from transfer.handover.forms import FilterForm, PlanForm
from transfer.handover.queries import READERS, board, handover_for, leads
from transfer.handover.rules import HandoverState

PAGE_SIZE = 50


@role_required(*READERS)
def board_page(request: SignedInRequest) -> HttpResponse:
    """Handovers in the viewer's scope; the centre administrator plans new ones here."""
    may_plan = Role.CENTRE_ADMIN in roles_of(request.user)
    form = PlanForm(request.POST or None, day=clock.today()) if may_plan else None
    if request.method == "POST" and form and form.is_valid():
        handover = actions.plan_handover(**form.cleaned_data)
        messages.success(request, _("The handover is planned."))
        return redirect("transfer:handover", uuid=handover.uuid)
    found = board(request.user)
    counts = {each.value: sum(one.state is each for one in found) for each in HandoverState}
    filters = FilterForm(request.GET)
    page = Paginator(filters.chosen(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "standings": page.object_list,
        "page": page,
        "counts": counts,
        "filters": filters,
        "form": form,
        "as_at": clock.now(),
    }
    return render(request, "transfer/handover/board.html", context)


@role_required(*READERS)
def handover_page(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One handover: conditions, what is missing, and who took over."""
    standing = handover_for(request.user, uuid)
    may_accept = leads(request.user, standing.handover)
    context = {"standing": standing, "may_accept": may_accept, "as_at": clock.now()}
    return render(request, "transfer/handover/handover.html", context)


@require_POST
@role_required(Role.UNIT_HEAD)
def accept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take over for the unit."""
    standing = handover_for(request.user, uuid)
    if not leads(request.user, standing.handover):
        raise Http404
    actions.accept_handover(handover=standing.handover, person=request.user)
    messages.success(request, _("The unit has taken over the application."))
    return redirect("transfer:handover", uuid=uuid)
