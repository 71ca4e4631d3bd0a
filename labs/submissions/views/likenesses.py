"""Two submissions beside one another."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from labs.submissions.likenesses import beside
from labs.submissions.queries import likeness_for
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required


@never_cache
@role_required(Role.TRAINER)
@require_safe
def likeness(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Both, with what they share set off."""
    found = likeness_for(request.user, uuid)
    context = {
        "likeness": found,
        "lab": found.first.activity,
        "percent": round(100 * found.share),
        "sides": beside(found),
    }
    return render(request, "labs/submissions/likeness.html", context)
