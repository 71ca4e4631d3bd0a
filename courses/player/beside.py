"""The outline beside a lesson: lines that look alike for many learners are rendered once."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.activities.base import State
from courses.player.queries import LessonView
from courses.progress.queries import LessonLine

ITEM = "courses/player/outline_item.html"


@dataclass(frozen=True, kw_only=True)
class Look:
    """All that the line of another lesson shows."""

    course: str
    slug: str
    title: str
    state: State
    opens: bool
    has_activities: bool


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A module, with a line of HTML for each of its lessons."""

    title: str
    lines: list[SafeString]


def outline_beside(view: LessonView) -> list[Beside]:
    """What stands beside the lesson."""
    return [
        Beside(title=module.title, lines=[_line(view, line) for line in module.lessons])
        for module in view.outline
    ]


def _line(view: LessonView, line: LessonLine) -> SafeString:
    look = Look(
        course=view.course.slug,
        slug=line.lesson.slug,
        title=line.lesson.title,
        state=line.state,
        opens=line.opens,
        has_activities=bool(line.activities),
    )
    if line.lesson.pk != view.lesson.pk:
        return _elsewhere(get_language(), look)
    return render_to_string(ITEM, {"look": look, "here": line})


@lru_cache(4096)
def _elsewhere(_language: str | None, look: Look) -> SafeString:
    return render_to_string(ITEM, {"look": look})
