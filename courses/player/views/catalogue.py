"""Finding a course, and the way into it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courses.enrolment.actions import enrol_oneself, withdraw_oneself
from courses.enrolment.queries import enrolment_of
from courses.player.forms import CatalogueForm
from courses.player.queries import CourseView, course_or_404, enrolment_or_404, enrolments_by_course
from courses.progress.queries import my_courses
from lms.accounts.requests import SignedInRequest

PER_PAGE = 12


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every published course, or those asked for."""
    form = CatalogueForm(request.GET)
    page = Paginator(form.results(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "mine": enrolments_by_course(request.user)}
    return render(request, "courses/player/catalogue.html", context)


@require_safe
def course(request: HttpRequest, course_slug: str) -> HttpResponseBase:
    """What a course is about, what is in it, and one button."""
    view = CourseView.of(course_or_404(course_slug), request.user)
    return render(request, "courses/player/course.html", {"view": view})


@require_safe
@login_required
def mine(request: SignedInRequest) -> HttpResponseBase:
    """The courses one takes."""
    return render(request, "courses/player/mine.html", {"courses": my_courses(request.user)})


@require_POST
@login_required
def start(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """Enrol by one's own choice, and go to where one is."""
    course = course_or_404(course_slug)
    if enrolment_of(request.user, course) is None:
        enrol_oneself(learner=request.user, course=course)
    return redirect("player:resume", course.slug)


@require_POST
@login_required
def leave(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """Withdraw from a course of one's own choice."""
    course = course_or_404(course_slug)
    withdraw_oneself(enrolment=enrolment_or_404(request.user, course))
    return redirect("course", course.slug)
