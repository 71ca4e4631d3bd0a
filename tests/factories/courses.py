"""Courses as authors make them: pages below the catalogue, lessons published with their blocks."""

import uuid
from typing import Any

import factory
from wagtail.models import Page

from courses.activities.models import Activity
from courses.catalogue.models import (
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.enrolment.actions import enrol
from courses.enrolment.models import Enrolment
from lms.accounts.models import User


def catalogue() -> CatalogueIndexPage:
    """The one catalogue."""
    held = CatalogueIndexPage.objects.first()
    if held is not None:
        return held
    page = CatalogueIndexPage(title="Khóa học", slug="khoa-hoc")
    return Page.objects.get(depth=2).add_child(instance=page)


class PageFactory(factory.django.DjangoModelFactory):
    """A published page below `parent`."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Trang {n}")

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        parent = kwargs.pop("parent")
        page = parent.add_child(instance=model_class(*args, **kwargs, live=False))
        page.save_revision().publish()
        return model_class.objects.get(pk=page.pk)


class CoursePageFactory(PageFactory):
    """A course open to all; `closed=True` only for those sent, `in_order=True` lesson by lesson."""

    class Meta:
        model = CoursePage

    class Params:
        closed = factory.Trait(is_open=False)

    parent = factory.LazyFunction(catalogue)
    title = factory.Sequence(lambda n: f"Khóa học mẫu {n}")
    summary = "Một khóa học để kiểm thử."


class ModulePageFactory(PageFactory):
    """A module of a course of its own."""

    class Meta:
        model = ModulePage

    parent = factory.LazyFunction(CoursePageFactory)
    title = factory.Sequence(lambda n: f"Học phần {n}")


class LessonPageFactory(PageFactory):
    """A lesson in a module of its own; give `body` as a list of `block(...)`."""

    class Meta:
        model = LessonPage

    parent = factory.LazyFunction(ModulePageFactory)
    title = factory.Sequence(lambda n: f"Bài {n}")
    body = factory.LazyFunction(list)


def block(slug: str, **value: Any) -> dict[str, Any]:
    """One block of a lesson as it is stored; activities need a title."""
    if slug not in {"rich_text", "image", "table", "warning", "steps", "job_aid"}:
        value = {"title": f"Hoạt động {slug}", "required": True} | value
    return {"type": slug, "id": str(uuid.uuid4()), "value": value}


def activity(slug: str = "text", lesson: LessonPage | None = None, **value: Any) -> Activity:
    """A published activity, alone in a lesson of its own unless a lesson is given."""
    made = block(slug, **value)
    if lesson is None:
        lesson = LessonPageFactory(body=[made])
    else:
        lesson.body = [*lesson.body.get_prep_value(), made]
        lesson.save_revision().publish()
    return Activity.objects.select_related("course", "lesson").get(uuid=made["id"])


def enrolment(learner: User, course: CoursePage, **fields: Any) -> Enrolment:
    """The learner takes the course."""
    return enrol(learner=learner, course=course, **fields)


def course_with(lessons: int, **fields: Any) -> CoursePage:
    """A course of so many lessons with a text each, in one module."""
    course = CoursePageFactory(**fields)
    module = ModulePageFactory(parent=course)
    for number in range(1, lessons + 1):
        body = [block("text", title=f"Đọc {number}", body="<p>Nội dung.</p>")]
        LessonPageFactory(parent=module, title=f"Bài {number}", slug=f"bai-{number}", body=body)
    return course
