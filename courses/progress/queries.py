"""How far a learner is, for the player and those above."""

from dataclasses import dataclass

from django.utils.functional import Promise

from courses.activities import registry
from courses.activities.base import State
from courses.activities.models import Activity
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import LessonItem, contents
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from courses.progress.rules import ActivityResult
from lms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """One activity in the outline: its state, the rule that completes it, whether it is met."""

    activity: Activity
    state: State
    rule: str | Promise
    rule_met: bool
    score: float | None
    max_score: float | None


@dataclass(frozen=True, kw_only=True)
class LessonLine:
    """One lesson in the outline, with its activities."""

    lesson: LessonItem
    activities: tuple[ActivityLine, ...]
    waits_for: str = ""

    @property
    def unmet(self) -> tuple[ActivityLine, ...]:
        """What the course still asks for in this lesson."""
        return tuple(one for one in self.activities if one.activity.required and not one.rule_met)

    @property
    def first_unmet(self) -> str:
        """The title of the first thing still asked for, empty when there is none."""
        return self.unmet[0].activity.title if self.unmet else ""

    @property
    def opens(self) -> bool:
        """Whether the learner may open it now."""
        return not self.waits_for

    @property
    def state(self) -> State:
        """Done when all that is required is done; a lesson only to be read has no state to tell."""
        required = [one for one in self.activities if one.activity.required]
        if required and all(one.rule_met for one in required):
            return State.COMPLETED
        if any(one.state != State.NOT_STARTED for one in self.activities):
            return State.IN_PROGRESS
        return State.NOT_STARTED


@dataclass(frozen=True, kw_only=True)
class ModuleLine:
    """One module in the outline."""

    title: str
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, kw_only=True)
class ResumePoint:
    """Where to go on: a lesson, and the activity in it."""

    lesson: LessonItem
    activity: Activity | None


def required_results(learner: User, course_id: int) -> list[ActivityResult]:
    """The required activities of a course as the rule sees them."""
    required = list(Activity.objects.live().filter(course_id=course_id, required=True))
    held = _progress(learner.pk, course_id)
    return [_result(activity, held.get(activity.pk)) for activity in required]


def lesson_outline(enrolment: Enrolment) -> list[ModuleLine]:
    """Modules, lessons and activities with the learner's states: a fixed number of queries."""
    course = enrolment.course
    held = _progress(enrolment.learner_id, course.pk)
    by_lesson: dict[int, list[ActivityLine]] = {}
    for activity in Activity.objects.live().filter(course_id=course.pk).in_order():
        line = _line(activity, held.get(activity.pk))
        by_lesson.setdefault(activity.lesson_id, []).append(line)
    return _modules(course, by_lesson)


def resume_point(enrolment: Enrolment) -> ResumePoint | None:
    """The activity where the learner stopped, else the first that is still open.

    With everything done it is the first lesson; None in a course without lessons.
    """
    lines = [line for module in lesson_outline(enrolment) for line in module.lessons]
    here = CourseProgress.objects.filter(
        learner_id=enrolment.learner_id, course_id=enrolment.course_id
    ).first()
    return _stopped_in(lines, here) or _first_open(lines) or _first(lines)


def _modules(course: CoursePage, by_lesson: dict[int, list[ActivityLine]]) -> list[ModuleLine]:
    modules, waits_for = [], ""
    for module in contents(course):
        lines = []
        for lesson in module.lessons:
            activities = tuple(by_lesson.get(lesson.pk, ()))
            line = LessonLine(lesson=lesson, activities=activities, waits_for=waits_for)
            lines.append(line)
            if course.in_order and not waits_for:
                waits_for = line.first_unmet
        modules.append(ModuleLine(title=module.title, lessons=tuple(lines)))
    return modules


def _stopped_in(lines: list[LessonLine], here: CourseProgress | None) -> ResumePoint | None:
    """The lesson last opened, while something in it is open or it has nothing to do."""
    for line in lines:
        if here is None or line.lesson.pk != here.lesson_id or line.state == State.COMPLETED:
            continue
        last = [one for one in line.activities if one.activity.pk == here.activity_id]
        unmet = [one for one in last if not one.rule_met] + list(line.unmet)
        if unmet or not line.activities:
            return ResumePoint(lesson=line.lesson, activity=unmet[0].activity if unmet else None)
    return None


def _first_open(lines: list[LessonLine]) -> ResumePoint | None:
    for line in lines:
        if line.unmet:
            return ResumePoint(lesson=line.lesson, activity=line.unmet[0].activity)
    return None


def _first(lines: list[LessonLine]) -> ResumePoint | None:
    return ResumePoint(lesson=lines[0].lesson, activity=None) if lines else None


def _progress(learner_id: int, course_id: int) -> dict[int, ActivityProgress]:
    rows = ActivityProgress.objects.filter(learner_id=learner_id, activity__course_id=course_id)
    return {row.activity_id: row for row in rows}


def _line(activity: Activity, held: ActivityProgress | None) -> ActivityLine:
    return ActivityLine(
        activity=activity,
        state=State(held.state) if held else State.NOT_STARTED,
        rule=registry.get(activity.type).rule(activity),
        rule_met=bool(held and held.rule_met),
        score=held.score if held else None,
        max_score=held.max_score if held else None,
    )


def _result(activity: Activity, held: ActivityProgress | None) -> ActivityResult:
    return ActivityResult(
        type=activity.type,
        rule_met=bool(held and held.rule_met),
        score=held.score if held else None,
        max_score=held.max_score if held else None,
        trust=held.trust if held else "client",
        is_final=bool(activity.config.get("is_final")),
    )
