"""What the player's pages read, put together."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from courses.activities.models import Activity
from courses.activities.queries import as_begun
from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.queries import course_by_slug, lesson_in
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import enrolment_of
from courses.progress.queries import ActivityLine, LessonLine, ModuleLine, lesson_outline
from lms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A lesson in its course, for one learner."""

    course: CoursePage
    lesson: LessonPage
    enrolment: Enrolment
    modules: list[ModuleLine]
    activities: list[Activity]

    @property
    def lines(self) -> list[LessonLine]:
        """All lessons of the course in order."""
        return [line for module in self.modules for line in module.lessons]

    @property
    def here(self) -> LessonLine:
        """This lesson's line."""
        return next(line for line in self.lines if line.lesson.pk == self.lesson.pk)

    @property
    def previous(self) -> LessonLine | None:
        """The lesson before."""
        return self._beside(-1)

    @property
    def next(self) -> LessonLine | None:
        """The lesson after."""
        return self._beside(1)

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


def lesson_view(learner: User, course_slug: str, lesson_slug: str) -> LessonView | CoursePage:
    """The lesson for a learner of the course; for others the course, where they may enrol."""
    course = course_or_404(course_slug)
    enrolment = enrolment_of(learner, course)
    if enrolment is None:
        return course
    enrolment.course = course
    try:
        lesson = lesson_in(course, lesson_slug)
    except LessonPage.DoesNotExist as error:
        raise Http404 from error
    modules = lesson_outline(enrolment)
    here = [
        one.activity
        for module in modules
        for line in module.lessons
        if line.lesson.pk == lesson.pk
        for one in line.activities
    ]
    return LessonView(
        course=course,
        lesson=lesson,
        enrolment=enrolment,
        modules=modules,
        activities=as_begun(here, learner),
    )


def activity_or_404(uuid: UUID) -> Activity:
    """The activity with this uuid, retired or not: who began it may finish it."""
    found = Activity.objects.filter(uuid=uuid).select_related("course", "lesson").first()
    if found is None:
        raise Http404
    return found
