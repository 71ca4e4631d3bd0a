"""Write courses as pages and publish them through the workflow: a trainer's draft, a review."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Page
from wagtail.users.models import UserProfile

from courses.activities.actions import publish_lesson
from courses.catalogue.models import (
    CatalogueIndexPage,
    ContentCategory,
    CoursePage,
    CourseSource,
    LessonPage,
    ModulePage,
)
from courses.demo import shelf
from courses.demo.facts import Course, Lesson, Module
from courses.demo.rich_text import html
from courses.demo.stream import stream
from lms.accounts.models import User
from lms.kit.ids import derived

Written = TypeVar("Written", CoursePage, ModulePage, LessonPage)


@dataclass(frozen=True, kw_only=True)
class Authors:
    """Who writes and who reviews. Without a reviewer pages are shown at once, without history."""

    trainer: User
    reviewer: User | None


def copies(courses: list[Course], total: int) -> list[Course]:
    """The courses, then numbered copies of their first modules, `total` together: for measuring."""
    wanted = list(courses)
    for number in range(len(courses), total):
        course = courses[number % len(courses)]
        wanted.append(
            replace(
                course,
                slug=f"{course.slug}-{number + 1:02d}",
                title=f"{course.title} (bản {number + 1:02d})",
                modules=course.modules[:1],
            )
        )
    return wanted


def silence(person: User) -> None:
    """No mail to an address that does not exist about pages that nobody waits for."""
    profile = UserProfile.get_for_user(person)
    profile.submitted_notifications = profile.approved_notifications = False
    profile.save()


@transaction.atomic
def write_course(*, course: Course, authors: Authors) -> int:
    """Bring the pages of a course to what the files say; returns how many were published."""
    index = CatalogueIndexPage.objects.get()
    page, changed = _write(CoursePage, index, course.slug, _course_facts(course), authors)
    for module in course.modules:
        changed += _write_module(course, module, page, authors)
    return changed


def _write_module(course: Course, module: Module, parent: CoursePage, authors: Authors) -> int:
    facts = {"title": module.title, "introduction": module.intro}
    page, changed = _write(ModulePage, parent, module.slug, facts, authors)
    for lesson in module.lessons:
        _page, new = _write(
            LessonPage, page, lesson.slug, _lesson_facts(course.slug, lesson), authors
        )
        changed += new
    return changed


def _course_facts(course: Course) -> dict[str, Any]:
    facts = course.facts
    objectives = [*facts["description"], *(f"- {one}" for one in facts["objectives"])]
    paragraphs = [line for one in objectives[: len(facts["description"])] for line in (one, "")]
    return {
        "title": course.title,
        "uuid": derived("demonstration", "course", course.slug),
        "summary": facts["summary"],
        "audience": facts["audience"],
        "objectives": html([*paragraphs, *objectives[len(facts["description"]) :]]),
        "periods": facts["periods"],
        "category_id": _category(facts),
        "cover_id": shelf.picture(facts["cover"]["file"], facts["cover"]["alt"]),
        "sources": [_source(one) for one in facts["sources"]],
    }


def _category(facts: Mapping[str, Any]) -> int | None:
    found = ContentCategory.objects.filter(code=facts["category"]).first()
    return found.pk if found else None


def _source(facts: Mapping[str, Any]) -> dict[str, Any]:
    day = facts["issued_on"]
    return {
        "number": facts["number"],
        "title": f"{facts['title']}. {facts['note']}".strip(" ")
        if facts["note"]
        else facts["title"],
        "issued_on": date.fromisoformat(day) if day else None,
    }


def _lesson_facts(course: str, lesson: Lesson) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "minutes": lesson.minutes,
        "body": stream(course, lesson),
    }


def _write(
    kind: type[Written], parent: Page, slug: str, facts: dict[str, Any], authors: Authors
) -> tuple[Written, int]:
    """The page of this address: untouched where it says the same, else published anew."""
    page = kind.objects.child_of(parent).filter(slug=slug).first()
    if page is not None and page.live and _says(page, facts):
        return page, 0
    if page is None:
        page = kind(slug=slug, live=False, owner=authors.trainer)
        _fill(page, facts)
        parent.add_child(instance=page)
    else:
        _fill(page, facts)
    _publish(page, authors)
    return kind.objects.get(pk=page.pk), 1


def _fill(page: Written, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name == "sources":
            page.sources = [CourseSource(sort_order=n, **one) for n, one in enumerate(value)]
        else:
            setattr(page, name, value)


def _says(page: Written, facts: dict[str, Any]) -> bool:
    return all(_said(page, name, value) == value for name, value in facts.items())


def _said(page: Written, name: str, wanted: Any) -> Any:
    """A field as the facts would put it."""
    if name == "sources":
        return [{key: getattr(one, key) for key in wanted[0]} for one in page.sources.all()]
    if name == "body":
        block = page.body.stream_block
        same = block.get_prep_value(block.to_python(wanted)) == page.body.get_prep_value()
        return wanted if same else None
    return getattr(page, name)


def _publish(page: Page, authors: Authors) -> None:
    """Draft, review, publication, each in the name of its author."""
    workflow = page.get_workflow()
    if authors.reviewer is None or workflow is None:
        _show(page)
        return
    page.save_revision(user=authors.trainer)
    state = workflow.start(page, authors.trainer)
    while state.status == state.STATUS_IN_PROGRESS:
        state.current_task_state.specific.approve(user=authors.reviewer)
        state.refresh_from_db()


def _show(page: Page) -> None:
    """Publish without draft or history: what is only there to be many."""
    page.live, page.has_unpublished_changes = True, False
    page.save()
    if isinstance(page, LessonPage):
        publish_lesson(lesson=page)
