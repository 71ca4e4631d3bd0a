"""Makers of the objects that addresses of activities name: films, labs."""

from courses.activities.models import Activity
from courses.catalogue.models import LessonPage
from labs.assignments.models import Lab, LabVersion
from tests.factories.activities import video as a_video
from tests.factories.courses import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    activity,
    enrolment,
)
from tests.factories.organisation import AssignmentFactory
from tests.urls.objects import maker
from tests.urls.world import World


def _lesson(world: World, side: str, column: str) -> LessonPage:
    """An empty lesson of a closed course in which the one whose side it is takes part."""
    course = CoursePageFactory(closed=True)
    enrolment(world.person(side, column), course)
    return LessonPageFactory(parent=ModulePageFactory(parent=course), body=[])


@maker
def course_joined(world: World, side: str, column: str) -> dict[str, str]:
    course = CoursePageFactory()
    enrolment(world.person(side, column), course)
    return {"course_slug": course.slug}


@maker
def enrolled(world: World, side: str, column: str) -> dict[str, str]:
    """Somebody of the unit takes a course."""
    course = CoursePageFactory()
    made = enrolment(AssignmentFactory(unit=world.unit(side)).person, course)
    return {"course_slug": course.slug, "uuid": str(made.uuid)}


@maker
def course_cared_for(world: World, side: str, column: str) -> dict[str, str]:
    """A course is the concern of who wrote it."""
    owner = world.people["trainer"] if side == "own" else world.stranger
    return {"course_slug": CoursePageFactory(owner=owner).slug}


@maker
def film(world: World, side: str, column: str) -> dict[str, str]:
    shown = a_video()
    activity("video", _lesson(world, side, column), video=shown.pk)
    return {"uuid": str(shown.uuid)}


@maker
def illustration(world: World, side: str, column: str) -> dict[str, str]:
    return {"name": "khong-co.png"}


@maker
def lab(world: World, side: str, column: str) -> dict[str, str]:
    """A lab that nobody has begun."""
    kept = Lab.objects.create(title="Bảng tính")
    facts = {"file_name": "bai.ipynb", "sha256": "0" * 64, "max_score": 1, "checked_score": 1}
    LabVersion.objects.create(lab=kept, number=1, master=b"{}", **facts)
    placed = activity("lab", _lesson(world, side, column), lab=kept.pk)
    return {"uuid": str(Activity.objects.get(pk=placed.pk).uuid)}
