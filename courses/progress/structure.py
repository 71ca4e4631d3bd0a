"""What a course is made of, kept in the cache: the same for everybody until a page changes."""

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from courses.activities.models import Activity
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import LessonItem, ModuleItem, contents

KEPT_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class ActivityItem:
    """An activity as the outline names it, without what it contains."""

    pk: int
    uuid: UUID
    type: str
    title: str
    required: bool
    lesson_id: int


@dataclass(frozen=True, kw_only=True)
class Structure:
    """Modules with their lessons, and the activities of each lesson."""

    modules: list[ModuleItem]
    activities: dict[int, list[ActivityItem]]

    def lesson(self, slug: str) -> LessonItem | None:
        """The lesson of this address."""
        lessons = (lesson for module in self.modules for lesson in module.lessons)
        return next((lesson for lesson in lessons if lesson.slug == slug), None)


def structure_of(course: CoursePage) -> Structure:
    """The structure of a published course: from the cache, else by three queries."""
    held: Structure | None = cache.get(_key(course.pk))
    if held is None:
        held = Structure(modules=contents(course), activities=_activities(course.pk))
        cache.set(_key(course.pk), held, KEPT_SECONDS)
    return held


def forget(course_id: int) -> None:
    """The course changed: now for this transaction, and again when the others can see it."""
    cache.delete(_key(course_id))
    transaction.on_commit(lambda: cache.delete(_key(course_id)))


def _key(course_id: int) -> str:
    return f"course-structure:{course_id}"


def _activities(course_id: int) -> dict[int, list[ActivityItem]]:
    names = ("pk", "uuid", "type", "title", "required", "lesson_id")
    by_lesson: dict[int, list[ActivityItem]] = {}
    rows = Activity.objects.live().filter(course_id=course_id).in_order()
    for row in rows.values_list(*names):
        item = ActivityItem(**dict(zip(names, row, strict=True)))
        by_lesson.setdefault(item.lesson_id, []).append(item)
    return by_lesson
