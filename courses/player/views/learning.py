"""The outline of a course and the page of a lesson."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courses.enrolment.queries import enrolment_of
from courses.player.beside import outline_beside
from courses.player.parts import Typed, fill, pieces, render_activity
from courses.player.queries import LessonView, course_or_404, lesson_view, taught_or_404
from courses.progress.actions import open_lesson
from courses.progress.queries import course_progress, lesson_outline, resume_point
from courses.progress.structure import Taught
from lms.accounts.requests import SignedInRequest


@require_safe
@login_required
def outline(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """The outline of a course with the learner's states."""
    course = course_or_404(course_slug)
    enrolment = enrolment_of(request.user, course)
    if enrolment is None:
        return redirect("course", course.slug)
    enrolment.course = course
    context = {
        "course": course,
        "enrolment": enrolment,
        "modules": lesson_outline(enrolment),
        "resume": resume_point(enrolment),
        "progress": course_progress(enrolment),
    }
    return render(request, "courses/player/outline.html", context)


@require_safe
@login_required
def resume(request: SignedInRequest, course_slug: str) -> HttpResponseBase:
    """Go to exactly where the learner stopped."""
    course = course_or_404(course_slug)
    enrolment = enrolment_of(request.user, course)
    if enrolment is None:
        return redirect("course", course.slug)
    enrolment.course = course
    point = resume_point(enrolment)
    if point is None:
        return redirect("player:outline", course.slug)
    anchor = f"#activity-{point.activity.uuid}" if point.activity else ""
    return redirect(reverse("player:lesson", args=[course.slug, point.lesson.slug]) + anchor)


@require_safe
@login_required
def lesson(request: SignedInRequest, course_slug: str, lesson_slug: str) -> HttpResponseBase:
    """One lesson; those who do not take the course are led to its page."""
    held = taught_or_404(course_slug)
    view = lesson_view(request.user, held, lesson_slug)
    if view is None:
        return redirect("course", course_slug)
    if not view.here.opens:
        return render(request, "courses/player/closed.html", {"view": view}, status=403)
    if view.is_new:
        open_lesson(learner=request.user, course=view.course, lesson=view.lesson)
    return show(request, held, view)


def show(
    request: SignedInRequest, held: Taught, view: LessonView, typed: Typed | None = None
) -> HttpResponse:
    """The page of a lesson, with what needs correcting where something was refused."""
    rendered = {
        str(one.uuid): render_activity(request, request.user, one, view.line_of(one), typed)
        for one in view.activities
    }
    context = {
        "view": view,
        "pieces": fill(pieces(held, view.lesson), rendered),
        "outline": outline_beside(view),
    }
    status = 422 if typed else 200
    return render(request, "courses/player/lesson.html", context, status=status)
