"""What the content types installed here can be trusted with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.activities.types.h5p.authoring.tested import kinds
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required


@role_required(Role.TRAINER)
@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """All installed types with what was tested of each."""
    return render(request, "courses/activities/types/h5p/types.html", {"kinds": kinds()})
