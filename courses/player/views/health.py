"""How courses fare, for their trainers."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.catalogue.queries import courses_cared_for
from courses.progress.health import health_of
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.permissions import role_required


@require_safe
@role_required(Role.TRAINER)
def courses(request: SignedInRequest) -> HttpResponseBase:
    """The courses a trainer cares for."""
    rows = courses_cared_for(request.user)
    return render(request, "courses/player/health_list.html", {"courses": rows})


@require_safe
@role_required(Role.TRAINER)
def course(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """One of them: enrolled, completed, where people get stuck, what they say."""
    found = courses_cared_for(request.user).filter(slug=course_slug).first()
    if found is None:
        raise Http404
    context = {"course": found, "health": health_of(found), "now": clock.now()}
    return render(request, "courses/player/health.html", context)
