"""How far a learner is, for the player and those above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise

from courses.activities import registry
from courses.activities.base import State
from courses.activities.models import Activity
from courses.activities.queries import as_begun
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import LessonItem, ModuleItem
from courses.enrolment.models import Enrolment
from courses.progress.models import ActivityProgress, CourseProgress
from courses.progress.rules import ActivityResult
from courses.progress.standing import Progress
from courses.progress.structure import ActivityItem, Structure, structure_of
from lms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """One activity in the outline: its state, the rule that completes it, whether it is met."""

    activity: Activity | ActivityItem
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
    def met_count(self) -> int:
        """How many of its required activities are done."""
        return sum(one.activity.required and one.rule_met for one in self.activities)

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

    pk: int
    title: str
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, kw_only=True)
class ResumePoint:
    """Where to go on: a lesson, and the activity in it."""

    lesson: LessonItem
    activity: Activity | ActivityItem | None


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """How far somebody is in a course: what is done of what is asked for, and when it was met."""

    course: CoursePage
    enrolment: Enrolment
    done: int
    required: int
    progress: CourseProgress | None

    @property
    def state(self) -> State:
        """A course that was met stays met, whatever was added to it since."""
        if self.progress and self.progress.satisfied_at:
            return State.COMPLETED
        begun = self.progress and self.progress.started_at
        return State.IN_PROGRESS if begun else State.NOT_STARTED


def required_results(learner_id: int, course_id: int) -> list[ActivityResult]:
    """The required activities of a course as the rule sees them."""
    required = list(Activity.objects.live().filter(course_id=course_id, required=True))
    held = _progress(learner_id, course_id)
    return [_result(activity, held.get(activity.pk)) for activity in required]


def lesson_outline(enrolment: Enrolment) -> list[ModuleLine]:
    """Modules, lessons and activities with the learner's states, and the rules.

    A fixed number of queries, whatever the size of the course.
    """
    rows = Activity.objects.live().filter(course_id=enrolment.course_id)
    return outline(enrolment, {one.pk: one for one in as_begun(rows, enrolment.learner_id)})


def outline(enrolment: Enrolment, read: Mapping[int, Activity]) -> list[ModuleLine]:
    """The outline, with the rules of the activities that were read: one query and the cache."""
    course = enrolment.course
    held = _progress(enrolment.learner_id, course.pk)
    return outline_of(course, structure_of(course), held, read)


def outline_of(
    course: CoursePage,
    structure: Structure,
    held: Mapping[int, ActivityProgress] | Mapping[int, Progress],
    read: Mapping[int, Activity],
) -> list[ModuleLine]:
    """The outline from what is known already: no query."""
    by_lesson = {
        lesson: [_line(read.get(one.pk, one), held.get(one.pk)) for one in items]
        for lesson, items in structure.activities.items()
    }
    return _modules(course, structure.modules, by_lesson)


def line_of_lesson(course: CoursePage, learner_id: int, lesson_id: int) -> LessonLine | None:
    """How one lesson stands for a learner; None when it is no longer published."""
    held = _progress(learner_id, course.pk)
    modules = outline_of(course, structure_of(course), held, {})
    lines = (line for module in modules for line in module.lessons)
    return next((line for line in lines if line.lesson.pk == lesson_id), None)


def resume_point(enrolment: Enrolment) -> ResumePoint | None:
    """The activity where the learner stopped, else the first that is still open.

    With everything done it is the first lesson; None in a course without lessons.
    """
    lines = [line for module in outline(enrolment, {}) for line in module.lessons]
    here = CourseProgress.objects.filter(
        learner_id=enrolment.learner_id, course_id=enrolment.course_id
    ).first()
    return _stopped_in(lines, here) or _first_open(lines) or _first(lines)


def course_progress(enrolment: Enrolment) -> CourseStanding:
    """How far one learner is in one course."""
    return _standings([enrolment], enrolment.learner_id)[0]


def my_courses(learner: User) -> list[CourseStanding]:
    """The courses somebody takes: those under way first, the latest at the top."""
    rows = Enrolment.objects.active().filter(learner=learner).select_related("course")
    standings = _standings(list(rows), learner.pk)
    return sorted(
        standings,
        key=lambda one: (
            one.state == State.COMPLETED,
            -(one.progress.last_at if one.progress else one.enrolment.created_at).timestamp(),
        ),
    )


def untouched(activity: Activity) -> ActivityLine:
    """How an activity stands for somebody who has done nothing."""
    return _line(activity, None)


def line_of(activity: Activity, learner: User) -> ActivityLine:
    """How one activity stands for one learner."""
    held = ActivityProgress.objects.filter(learner=learner, activity=activity).first()
    return _line(activity, held)


def _standings(enrolments: list[Enrolment], learner_id: int) -> list[CourseStanding]:
    """Counts and progress for several courses of one learner: two queries."""
    courses = [one.course_id for one in enrolments]
    required = Activity.objects.live().filter(course_id__in=courses, required=True)
    done = Exists(
        ActivityProgress.objects.filter(
            activity=OuterRef("pk"), learner_id=learner_id, rule_met=True
        )
    )
    counts: dict[int, dict[str, Any]] = {
        row["course_id"]: dict(row)
        for row in required.values("course_id").annotate(
            asked=Count("pk"), met=Count("pk", filter=Q(done))
        )
    }
    held = CourseProgress.objects.filter(learner_id=learner_id, course_id__in=courses)
    progress = {row.course_id: row for row in held}
    return [
        CourseStanding(
            course=one.course,
            enrolment=one,
            done=counts.get(one.course_id, {}).get("met", 0),
            required=counts.get(one.course_id, {}).get("asked", 0),
            progress=progress.get(one.course_id),
        )
        for one in enrolments
    ]


def _modules(
    course: CoursePage,
    items: Iterable[ModuleItem],
    by_lesson: Mapping[int, list[ActivityLine]],
) -> list[ModuleLine]:
    """Lessons in order; in a course that asks for order, the first unmet one holds the rest."""
    modules, waits_for = [], ""
    for module in items:
        lines = []
        for lesson in module.lessons:
            activities = tuple(by_lesson.get(lesson.pk, ()))
            line = LessonLine(lesson=lesson, activities=activities, waits_for=waits_for)
            lines.append(line)
            if course.in_order and not waits_for:
                waits_for = line.first_unmet
        modules.append(ModuleLine(pk=module.pk, title=module.title, lessons=tuple(lines)))
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


def _line(
    activity: Activity | ActivityItem, held: ActivityProgress | Progress | None
) -> ActivityLine:
    return ActivityLine(
        activity=activity,
        state=State(held.state) if held else State.NOT_STARTED,
        rule=(registry.get(activity.type).rule(activity) if isinstance(activity, Activity) else ""),
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
