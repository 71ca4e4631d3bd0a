"""What a course is made of, kept in the process: the same for everybody until a page changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import transaction

from courses.activities.models import Activity
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import LessonItem, ModuleItem, contents, course_by_slug

KEPT_SECONDS = 3600
VERSION = "courses-version"
NAMES = ("pk", "uuid", "type", "title", "required", "lesson_id")


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


@dataclass(frozen=True, kw_only=True)
class Taught:
    """A published course as every learner meets it; shared in the process, never to be changed.

    `activities` holds the newest version of each activity, by lesson; `rendered` what pages were
    made of it.
    """

    version: str
    course: CoursePage
    structure: Structure
    activities: dict[int, list[Activity]]
    rendered: dict[tuple[int, str], Any] = field(default_factory=dict)


_held: dict[str, Taught] = {}
_structures: dict[int, tuple[str, Structure]] = {}
MOST_HELD = 500


def taught(slug: str) -> Taught:
    """The published course of this address; raises `CoursePage.DoesNotExist`.

    It is read once by each process. A mark in the cache tells when something was published since,
    in whatever process.
    """
    version = _version()
    held = _held.get(slug)
    if held is None or held.version != version:
        held = _read(slug, version)
        _keep(_held, slug, held)
    return held


def structure_of(course: CoursePage) -> Structure:
    """The structure of a course, whether the course is published or not."""
    version = _version()
    known, structure = _structures.get(course.pk, ("", None))
    if structure is None or known != version:
        structure = _structure(course, _activities(course.pk))
        _keep(_structures, course.pk, (version, structure))
    return structure


def forget() -> None:
    """A course changed: now for this transaction, and again when the others can see it."""
    cache.delete(VERSION)
    transaction.on_commit(lambda: cache.delete(VERSION))


def _version() -> str:
    version: str | None = cache.get(VERSION)
    if version is None:
        cache.add(VERSION, uuid4().hex, KEPT_SECONDS)
        version = str(cache.get(VERSION))
    return version


def _read(slug: str, version: str) -> Taught:
    course = course_by_slug(slug)
    activities = _activities(course.pk)
    structure = _structure(course, activities)
    return Taught(version=version, course=course, structure=structure, activities=activities)


def _keep(held: dict[Any, Any], key: object, value: object) -> None:
    if len(held) >= MOST_HELD:
        held.clear()
    held[key] = value


def _structure(course: CoursePage, activities: Mapping[int, Iterable[Activity]]) -> Structure:
    return Structure(modules=contents(course), activities=_items(activities))


def _items(activities: Mapping[int, Iterable[Activity]]) -> dict[int, list[ActivityItem]]:
    return {
        lesson: [ActivityItem(**{name: getattr(one, name) for name in NAMES}) for one in in_lesson]
        for lesson, in_lesson in activities.items()
    }


def _activities(course_id: int) -> dict[int, list[Activity]]:
    by_lesson: dict[int, list[Activity]] = {}
    for row in Activity.objects.live().filter(course_id=course_id).in_order():
        by_lesson.setdefault(row.lesson_id, []).append(row)
    return by_lesson
