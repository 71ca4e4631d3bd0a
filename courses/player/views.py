"""The outline of a course, the page of a lesson, and the address to which activities send."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive as receive_message
from courses.activities.base import Message
from courses.activities.errors import MessageInvalid
from courses.activities.models import Activity
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol_oneself
from courses.enrolment.queries import enrolment_of
from courses.player.parts import Typed, fill, pieces, render_activity
from courses.player.queries import LessonView, activity_or_404, course_or_404, lesson_view
from courses.progress.actions import open_lesson
from courses.progress.queries import lesson_outline, resume_point
from lms.kit import clock
from lms.kit.ids import uuid7


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every published course."""
    courses = CoursePage.objects.live().order_by("path")
    return render(request, "courses/player/catalogue.html", {"courses": courses})


@require_safe
def course_page(request: HttpRequest, course_slug: str) -> HttpResponseBase:
    """What a course is about, and the way into it."""
    course = course_or_404(course_slug)
    enrolment = enrolment_of(request.user, course) if request.user.is_authenticated else None
    return render(
        request, "courses/player/course.html", {"course": course, "enrolment": enrolment}
    )


@require_safe
@login_required
def outline(request: HttpRequest, course_slug: str) -> HttpResponseBase:
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
    }
    return render(request, "courses/player/outline.html", context)


@require_safe
@login_required
def lesson(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponseBase:
    """One lesson."""
    view = lesson_view(request.user, course_slug, lesson_slug)
    if not isinstance(view, LessonView):
        return redirect("course", view.slug)
    if not view.here.opens:
        return render(request, "courses/player/closed.html", {"view": view}, status=403)
    open_lesson(learner=request.user, course=view.course, lesson=view.lesson)
    return _show(request, view)


@require_POST
@login_required
def start(request: HttpRequest, course_slug: str) -> HttpResponseBase:
    """Enrol by one's own choice, and go to where one is."""
    course = course_or_404(course_slug)
    enrolment = enrolment_of(request.user, course)
    if enrolment is None:
        enrolment = enrol_oneself(learner=request.user, course=course)
    return redirect("player:resume", course.slug)


@require_safe
@login_required
def resume(request: HttpRequest, course_slug: str) -> HttpResponseBase:
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


@require_POST
@login_required
def receive(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponseBase:
    """What an activity sends: a form post or JSON. Sent twice under one key, it counts once."""
    activity = activity_or_404(uuid)
    message = _message(request, kind)
    try:
        receive_message(activity=activity, learner=request.user, message=message)
    except MessageInvalid as error:
        return _again(request, activity, message, error)
    return _received(request, activity)


def _message(request: HttpRequest, kind: str) -> Message:
    if request.content_type == "application/json":
        try:
            data: Any = json.loads(request.body)
        except ValueError as error:
            raise MessageInvalid from error
        if not isinstance(data, dict):
            raise MessageInvalid
    else:
        data = {name: _one_or_many(request.POST.getlist(name)) for name in request.POST}
    key = str(data.pop("key", "") or request.headers.get("Idempotency-Key", "") or uuid7())
    return Message(kind=kind, data=data, key=key[:100])


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _received(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    if request.content_type == "application/json":
        return JsonResponse({"saved_at": f"{localtime(clock.now()):%H:%M}"})
    if request.headers.get("HX-Request"):
        return _fragment(request, activity, None)
    return redirect(_address(activity))


def _again(
    request: HttpRequest, activity: Activity, message: Message, error: MessageInvalid
) -> HttpResponseBase:
    """The same input again, with what needs correcting beside it."""
    if request.content_type == "application/json":
        errors = {name: str(sentence) for name, sentence in error.errors.items()}
        return JsonResponse({"error": str(error), "errors": errors}, status=error.status)
    typed = Typed(
        activity=str(activity.uuid), data=message.data, errors=error.errors, sentence=str(error)
    )
    if request.headers.get("HX-Request"):
        return _fragment(request, activity, typed)
    view = lesson_view(request.user, activity.course.slug, activity.lesson.slug)
    if not isinstance(view, LessonView):
        return redirect("course", view.slug)
    return _show(request, view, typed)


def _show(request: HttpRequest, view: LessonView, typed: Typed | None = None) -> HttpResponse:
    rendered = {
        str(one.uuid): render_activity(request, one, view.line_of(one), typed)
        for one in view.activities
    }
    context = {"view": view, "pieces": fill(pieces(view.lesson), rendered)}
    return render(request, "courses/player/lesson.html", context, status=422 if typed else 200)


def _fragment(request: HttpRequest, activity: Activity, typed: Typed | None) -> HttpResponse:
    """The one activity, as it stands now."""
    view = lesson_view(request.user, activity.course.slug, activity.lesson.slug)
    if not isinstance(view, LessonView):
        return redirect("course", view.slug)
    here = next(one for one in view.activities if one.pk == activity.pk)
    return HttpResponse(render_activity(request, here, view.line_of(here), typed))


def _address(activity: Activity) -> str:
    lesson_at = reverse("player:lesson", args=[activity.course.slug, activity.lesson.slug])
    return f"{lesson_at}#activity-{activity.uuid}"
