"""Reads of the catalogue for those above."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition
from wagtail.models import Page
from wagtail.query import PageQuerySet

from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.catalogue.words import words
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


@dataclass(frozen=True, kw_only=True)
class LessonItem:
    """A lesson as its course lists it; the body is not read."""

    pk: int
    slug: str
    title: str
    minutes: int
    path: str
    translation_key: UUID
    live_revision_id: int | None


@dataclass(frozen=True, kw_only=True)
class ModuleItem:
    """A module with its lessons in order."""

    pk: int
    title: str
    lessons: tuple[LessonItem, ...]

    @property
    def minutes(self) -> int:
        """How long its lessons take together."""
        return sum(lesson.minutes for lesson in self.lessons)


def course_by_slug(slug: str) -> CoursePage:
    """The published course of this address; raises `CoursePage.DoesNotExist`."""
    return CoursePage.objects.live().get(slug=slug)


def courses_matching(text: str) -> PageQuerySet:
    """Published courses in which every word of the text begins some word, accents aside.

    With their covers and categories, in the order of the catalogue.
    """
    rows = CoursePage.objects.live().order_by("path")
    for word in words(text):
        rows = rows.filter(search_text__contains=f" {word}")
    return rows.select_related("category", "cover").prefetch_related("cover__renditions")


def course_of(lesson: LessonPage) -> CoursePage:
    """The course that a lesson belongs to."""
    return CoursePage.objects.get(path=lesson.course_path)


def contents(course: CoursePage) -> list[ModuleItem]:
    """Published modules with their published lessons, in order: two queries, whatever the size."""
    lessons: dict[str, list[LessonItem]] = {}
    for row in _lessons(course):
        lessons.setdefault(row.path[: -ModulePage.steplen], []).append(row)
    modules = ModulePage.objects.live().child_of(course).order_by("path")
    return [
        ModuleItem(pk=pk, title=title, lessons=tuple(lessons.get(path, ())))
        for pk, title, path in modules.values_list("pk", "title", "path")
    ]


def _lessons(course: CoursePage) -> list[LessonItem]:
    rows = LessonPage.objects.live().descendant_of(course).order_by("path")
    names = (
        "pk", "slug", "title", "minutes", "path", "translation_key", "live_revision_id",
    )  # fmt: skip
    return [LessonItem(**dict(zip(names, row, strict=True))) for row in rows.values_list(*names)]


def is_in_use(page: Page) -> bool:
    """Whether something below this page, or the page, was published with an activity or taken."""
    inside = {"path__startswith": page.path}
    taken = CoursePage.objects.filter(**inside, enrolments__isnull=False)
    published = LessonPage.objects.filter(**inside, activities__isnull=False)
    return bool(taken.exists() or published.exists())


def illustration(name: str) -> AbstractRendition | None:
    """The size of an image that is stored under this name."""
    sizes = get_image_model().get_rendition_model()
    return sizes.objects.filter(file=f"images/{name}").first()


def courses_cared_for(trainer: User, course: CoursePage | None = None) -> PageQuerySet:
    """The courses that a trainer wrote, in whole or part; all of them for the administrator.

    A trainer cares for a course when the course page, or a page below it, is theirs.
    """
    rows = CoursePage.objects.order_by("path")
    if course is not None:
        rows = rows.filter(pk=course.pk)
    roles = roles_of(trainer)
    if Role.CENTRE_ADMIN in roles:
        return rows
    if Role.TRAINER not in roles:
        return rows.none()
    theirs = Page.objects.filter(Q(owner=trainer) | Q(_revisions__user=trainer))
    below = theirs.filter(path__startswith=OuterRef("path"))
    return rows.filter(Exists(below))
