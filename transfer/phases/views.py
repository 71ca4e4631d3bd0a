"""Phases: the list, one phase, and what may be done to an open one."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.accounts.roles import Role
from lms.organisation.permissions import role_required, roles_of
from transfer.phases import actions
from transfer.phases.forms import LessonForm, ReviewForm
from transfer.phases.models import Phase
from transfer.phases.queries import phase_for, phases

READERS = (Role.UNIT_HEAD, Role.HR_OFFICER, Role.AUDITOR)


@role_required(*READERS)
def phases_page(request: HttpRequest) -> HttpResponse:
    """All phases of the roadmap."""
    return render(request, "transfer/phases/phases.html", {"phases": phases()})


@role_required(*READERS)
def phase_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One phase with its review and lessons."""
    phase = phase_for(uuid)
    return _page(request, phase, LessonForm(), ReviewForm(initial={"review": phase.review}))


@require_POST
@role_required(Role.CENTRE_ADMIN)
def draw_lesson(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down a lesson."""
    phase = phase_for(uuid)
    form = LessonForm(request.POST)
    if not form.is_valid():
        return _page(request, phase, form, ReviewForm(initial={"review": phase.review}))
    actions.draw_lesson(phase=phase, **form.cleaned_data)
    return redirect("transfer:phase", uuid=uuid)


@require_POST
@role_required(Role.CENTRE_ADMIN)
def write_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write the review."""
    phase = phase_for(uuid)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, phase, LessonForm(), form)
    actions.write_review(phase=phase, review=form.cleaned_data["review"])
    return redirect("transfer:phase", uuid=uuid)


@require_POST
@role_required(Role.CENTRE_ADMIN)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pass the gate."""
    actions.close_phase(phase=phase_for(uuid))
    messages.success(request, _("The phase is closed."))
    return redirect("transfer:phase", uuid=uuid)


def _page(request: HttpRequest, phase: Phase, lesson: Form, review: Form) -> HttpResponse:
    may_edit = Role.CENTRE_ADMIN in roles_of(request.user) and phase.closed_at is None
    context = {"phase": phase, "lesson_form": lesson, "review_form": review, "may_edit": may_edit}
    return render(request, "transfer/phases/phase.html", context)
