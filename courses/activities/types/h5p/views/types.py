"""What content types can be trusted with, and how high a content is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from courses.activities.types.h5p.authoring.actions import remember_height
from courses.activities.types.h5p.authoring.forms import HeightForm
from courses.activities.types.h5p.authoring.tested import kinds
from courses.activities.types.h5p.models import Package
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required


@role_required(Role.TRAINER)
@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """All installed types with what was tested of each."""
    return render(request, "courses/activities/types/h5p/types.html", {"kinds": kinds()})


@role_required(Role.TRAINER)
@require_POST
def height(request: HttpRequest, package: UUID) -> HttpResponse:
    """What a trainer's own look at a content has shown."""
    found = get_object_or_404(Package.objects.ready(), uuid=package)
    form = HeightForm(request.POST)
    if form.is_valid():
        remember_height(package=found, **form.cleaned_data)
    return HttpResponse(status=204 if form.is_valid() else 422)
