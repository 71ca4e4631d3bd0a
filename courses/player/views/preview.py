"""Unpublished pages as a learner would see them: nothing is written, nothing recorded."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from courses.activities import registry
from courses.activities.models import Activity
from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.queries import LessonItem, contents, course_of
from courses.player.beside import outline_beside
from courses.player.parts import cut, fill, render_activity
from courses.player.queries import CourseView, LessonView
from courses.progress.queries import LessonLine, ModuleLine, untouched
from lms.accounts.models import User


def preview_course(page: CoursePage, request: HttpRequest) -> HttpResponse:
    """The page of a course."""
    modules = contents(page) if page.pk else []
    view = CourseView(course=page, modules=modules, enrolment=None, progress=None)
    return render(request, "courses/player/course.html", {"view": view})


def preview_lesson(page: LessonPage, request: HttpRequest) -> HttpResponse:
    """A lesson with its activities as somebody meets them who has done nothing yet."""
    blocks = [one for one in page.body if registry.is_registered(one.block_type)]
    for block in blocks:
        block.id = block.id or str(uuid4())
    activities = [_activity(block) for block in blocks]
    view = _alone(page, activities)
    learner = User(full_name=_("Preview"))
    rendered = {
        str(one.uuid): render_activity(request, learner, one, untouched(one)) for one in activities
    }
    context = {
        "view": view,
        "pieces": fill(cut(page), rendered),
        "outline": outline_beside(view),
        "preview": True,
    }
    return render(request, "courses/player/lesson.html", context)


def _activity(block: Any) -> Activity:
    kind = registry.get(block.block_type)
    return Activity(
        uuid=UUID(block.id),
        type=kind.slug,
        title=block.value["title"],
        required=bool(block.value["required"]),
        config=kind.config(block.value),
    )


def _alone(page: LessonPage, activities: list[Activity]) -> LessonView:
    """The lesson by itself: the outline shows nothing else."""
    lesson = LessonItem(
        pk=page.pk or 0,
        slug=page.slug or "preview",
        title=page.title,
        minutes=page.minutes,
        path=page.path,
        translation_key=page.translation_key,
        live_revision_id=None,
    )
    line = LessonLine(lesson=lesson, activities=tuple(untouched(one) for one in activities))
    module = ModuleLine(pk=0, title=page.get_parent().title, lessons=(line,))
    return LessonView(
        course=course_of(page), lesson=lesson, modules=[module], activities=activities
    )
