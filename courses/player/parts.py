"""A lesson cut into what is the same for everybody, which is cached, and what is personal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.activities import registry
from courses.activities.models import Activity
from courses.catalogue.models import LessonPage
from courses.catalogue.queries import LessonItem
from courses.progress.queries import ActivityLine
from courses.progress.structure import Taught
from lms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One block of a lesson: its HTML, or the id of the activity that stands there."""

    html: str = ""
    activity: str = ""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a learner sent that needs correcting: shown again, with a sentence for each field."""

    activity: str
    data: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""


def pieces(held: Taught, lesson: LessonItem) -> list[Piece]:
    """The pieces of a published lesson, rendered once for each process and language."""
    key = (lesson.pk, get_language() or "")
    made: list[Piece] | None = held.rendered.get(key)
    if made is None:
        made = held.rendered[key] = cut(LessonPage.objects.get(pk=lesson.pk))
    return made


def cut(lesson: LessonPage) -> list[Piece]:
    """Render the blocks, leaving a place for each activity."""
    return [
        Piece(activity=block.id)
        if registry.is_registered(block.block_type)
        else Piece(html=str(block.render()))
        for block in lesson.body
    ]


def render_activity(
    request: HttpRequest,
    learner: User,
    activity: Activity,
    line: ActivityLine,
    typed: Typed | None = None,
) -> SafeString:
    """One activity as the learner sees it now."""
    kind = registry.get(activity.type)
    launch = kind.launch(activity, learner)
    shown = typed if typed and typed.activity == str(activity.uuid) else None
    context = {**launch.context, "activity": activity, "line": line, "typed": shown}
    context["may_move"] = kind.moves and activity.is_superseded
    return render_to_string(
        "courses/player/activity.html", context | {"launch": launch}, request=request
    )


def fill(cached: Iterable[Piece], rendered: Mapping[str, SafeString]) -> list[SafeString]:
    """The pieces in order, with the activities in their places; a retired one leaves none."""
    return [
        mark_safe(piece.html)  # noqa: S308  # rendered by our own block templates
        if piece.html
        else rendered.get(piece.activity, SafeString(""))
        for piece in cached
    ]
