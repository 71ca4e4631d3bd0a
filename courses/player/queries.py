"""What the player's pages read, put together."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from courses.activities.models import Activity
from courses.activities.queries import at_versions
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import LessonItem, ModuleItem, course_by_slug, courses_cared_for
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import SENDERS, enrolment_of
from courses.progress.queries import (
    ActivityLine,
    CourseStanding,
    LessonLine,
    ModuleLine,
    course_progress,
    outline_of,
)
from courses.progress.standing import standing_of
from courses.progress.structure import Taught, structure_of, taught
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of

WHOLE_OUTLINE = 40


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A lesson in its course, for one learner; `is_new` when they were elsewhere until now."""

    course: CoursePage
    lesson: LessonItem
    modules: list[ModuleLine]
    activities: list[Activity]
    is_new: bool = False

    @property
    def lines(self) -> list[LessonLine]:
        """All lessons of the course in order."""
        return [line for module in self.modules for line in module.lessons]

    @property
    def here(self) -> LessonLine:
        """The line of this lesson."""
        return next(line for line in self.lines if line.lesson.pk == self.lesson.pk)

    @property
    def module(self) -> ModuleLine:
        """The module of this lesson."""
        return next(one for one in self.modules if self.here in one.lessons)

    @property
    def outline(self) -> list[ModuleLine]:
        """What stands beside the lesson: everything, or in a long course only its module."""
        return self.modules if len(self.lines) <= WHOLE_OUTLINE else [self.module]

    @property
    def is_cut(self) -> bool:
        """Whether the outline beside the lesson leaves other modules out."""
        return len(self.outline) < len(self.modules)

    @property
    def previous(self) -> LessonLine | None:
        """The lesson before."""
        return self._beside(-1)

    @property
    def next(self) -> LessonLine | None:
        """The lesson after."""
        return self._beside(1)

    @property
    def is_course_met(self) -> bool:
        """Whether nothing in the course is left to do."""
        return not any(line.unmet for line in self.lines)

    def line_of(self, activity: Activity) -> ActivityLine:
        """How an activity of this lesson stands."""
        return next(one for one in self.here.activities if one.activity.pk == activity.pk)

    def _beside(self, step: int) -> LessonLine | None:
        lines = self.lines
        at = lines.index(self.here) + step
        return lines[at] if 0 <= at < len(lines) else None


def course_or_404(slug: str) -> CoursePage:
    """The published course of this address."""
    try:
        return course_by_slug(slug)
    except CoursePage.DoesNotExist as error:
        raise Http404 from error


def taught_or_404(slug: str) -> Taught:
    """The published course of this address, with all that every learner meets in it."""
    try:
        return taught(slug)
    except CoursePage.DoesNotExist as error:
        raise Http404 from error


def lesson_view(learner: User, held: Taught, lesson_slug: str) -> LessonView | None:
    """The lesson for a learner of the course; None for others."""
    standing = standing_of(learner.pk, held.course.pk)
    if standing is None:
        return None
    lesson = held.structure.lesson(lesson_slug)
    if lesson is None:
        raise Http404
    activities = at_versions(held.activities.get(lesson.pk, ()), standing.begun)
    read = {one.pk: one for one in activities}
    return LessonView(
        course=held.course,
        lesson=lesson,
        modules=outline_of(held.course, held.structure, standing.progress, read),
        activities=activities,
        is_new=standing.lesson_id != lesson.pk,
    )


def activity_or_404(uuid: UUID) -> Activity:
    """The activity with this uuid, retired or not: who began it may finish it."""
    found = Activity.objects.filter(uuid=uuid).select_related("course", "lesson").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, kw_only=True)
class CourseView:
    """A course as its public page shows it; `resume` is where an enrolled learner goes on."""

    course: CoursePage
    modules: list[ModuleItem]
    enrolment: Enrolment | None
    progress: CourseStanding | None
    may_send: bool = False
    may_see_health: bool = False

    @classmethod
    def of(cls, course: CoursePage, user: User | AnonymousUser) -> "CourseView":
        """The course for whoever looks at it."""
        enrolment = enrolment_of(user, course) if isinstance(user, User) else None
        roles = roles_of(user)
        if enrolment is not None:
            enrolment.course = course
        return cls(
            course=course,
            modules=structure_of(course).modules,
            enrolment=enrolment,
            progress=course_progress(enrolment) if enrolment else None,
            may_send=bool(roles & {*SENDERS, Role.CENTRE_ADMIN}),
            may_see_health=isinstance(user, User) and courses_cared_for(user, course).exists(),
        )

    @property
    def minutes(self) -> int:
        """How long the lessons take together."""
        return sum(module.minutes for module in self.modules)

    @property
    def lesson_count(self) -> int:
        """How many lessons there are."""
        return sum(len(module.lessons) for module in self.modules)


def enrolment_or_404(learner: User, course: CoursePage) -> Enrolment:
    """The learner's active enrolment."""
    found = enrolment_of(learner, course)
    if found is None:
        raise Http404
    return found


def enrolments_by_course(user: User | AnonymousUser) -> dict[int, Enrolment]:
    """The courses somebody takes, by course; nobody signed in takes none."""
    if not isinstance(user, User):
        return {}
    return {one.course_id: one for one in Enrolment.objects.active().filter(learner=user)}
