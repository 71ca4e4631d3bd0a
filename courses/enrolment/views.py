"""Sending people to a course, and taking them out again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.catalogue.models import CoursePage
from courses.catalogue.queries import course_by_slug
from courses.enrolment.actions import enrol_many, withdraw
from courses.enrolment.forms import SendForm, UnitForm
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import SENDERS, enrolled_among, people_in
from lms.accounts.requests import SignedInRequest
from lms.organisation.models import Unit
from lms.organisation.permissions import role_required, visible_people


@require_http_methods(["GET", "POST"])
@role_required(*SENDERS)
def send(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """Choose a unit, then its people."""
    course = _course(course_slug)
    chosen = UnitForm(request.user, request.GET or None)
    if not chosen.is_valid():
        return render(request, "courses/enrolment/send.html", {"course": course, "chosen": chosen})
    unit: Unit = chosen.cleaned_data["unit"]
    form = SendForm(request.user, unit, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _enrol(request, course, form)
    context = {
        "course": course,
        "chosen": chosen,
        "unit": unit,
        "form": form,
        "enrolled": enrolled_among(course, people_in(request.user, unit)),
        "count": people_in(request.user, unit).count(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/enrolment/send.html", context, status=status)


@require_POST
@role_required(*SENDERS)
def take_out(request: SignedInRequest, course_slug: str, uuid: UUID) -> HttpResponseBase:
    """Withdraw somebody in the sender's scope; what was learned stays in the record."""
    seen = visible_people(request.user, *SENDERS)
    rows = Enrolment.objects.active().filter(course__slug=course_slug, learner__in=seen)
    enrolment = rows.select_related("learner").filter(uuid=uuid).first()
    if enrolment is None:
        raise Http404
    withdraw(enrolment=enrolment)
    told = _("%(name)s no longer takes this course.") % {"name": enrolment.learner.full_name}
    messages.success(request, told)
    query = request.GET.urlencode()
    return redirect(f"{reverse('enrolment:send', args=[course_slug])}?{query}")


def _course(slug: str) -> CoursePage:
    try:
        return course_by_slug(slug)
    except CoursePage.DoesNotExist as error:
        raise Http404 from error


def _enrol(request: SignedInRequest, course: CoursePage, form: SendForm) -> HttpResponseBase:
    done = enrol_many(
        learners=form.cleaned_data["people"],
        course=course,
        reason=form.cleaned_data["reason"],
        enrolled_by=request.user,
        due_on=form.cleaned_data["due_on"],
    )
    count = len(done)
    told = ngettext(
        "%(count)s person takes this course.", "%(count)s people take this course.", count
    )
    messages.success(request, told % {"count": count})
    return redirect(request.get_full_path())
