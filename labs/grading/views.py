"""The result of a lab while and after it is marked."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from labs.assignments.queries import GRADED, attempts_of, begun_or_404, lesson_address
from labs.grading.models import MarkingState
from labs.grading.queries import latest_markings
from lms.accounts.requests import SignedInRequest


@never_cache
@require_safe
@login_required
def result(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """While the newest attempt waits, a word of patience; then the lesson anew."""
    activity = begun_or_404(request.user, uuid, *GRADED)
    attempts = attempts_of(activity, request.user)[:1]
    waiting = [
        one for one in latest_markings(attempts).values() if one.state == MarkingState.WAITING
    ]
    if waiting:
        context = {"activity": activity, "marking": waiting[0]}
        return render(request, "labs/activity/waiting.html", context)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(lesson_address(activity))
