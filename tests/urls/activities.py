"""Makers of the objects that addresses of activities name: players, films, labs."""

from courses.activities.models import Activity
from courses.activities.types.h5p.models import Library
from courses.activities.types.h5p.playing import tokens as media
from courses.activities.types.xblock import tokens as calls
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
from tests.factories.h5p import h5p_activity
from tests.factories.h5p import package as a_package
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
def film(world: World, side: str, column: str) -> dict[str, str]:
    shown = a_video()
    activity("video", _lesson(world, side, column), video=shown.pk)
    return {"uuid": str(shown.uuid)}


@maker
def h5p_played(world: World, side: str, column: str) -> dict[str, str]:
    return {"activity": str(h5p_activity(lesson=_lesson(world, side, column)).uuid)}


@maker
def h5p_called(world: World, side: str, column: str) -> dict[str, str]:
    played = h5p_activity(lesson=_lesson(world, side, column))
    return {"activity": str(played.uuid), "name": "finish", "suffix": "x"}


@maker
def h5p_package(world: World, side: str, column: str) -> dict[str, str]:
    """A package is everybody's who authors."""
    return {"package": str(a_package().uuid)}


@maker
def h5p_medium(world: World, side: str, column: str) -> dict[str, str]:
    """A signed address opens to whoever holds it, for some hours."""
    return {"token": media.sign(a_package().uuid), "path": "content.json"}


@maker
def h5p_library_file(world: World, side: str, column: str) -> dict[str, str]:
    """Code of a player is public."""
    a_package()
    library = Library.objects.installed().get(machine_name="H5P.ProcedureOrder")
    return {"folder": library.folder_name, "path": "library.json"}


@maker
def h5p_bundle(world: World, side: str, column: str) -> dict[str, str]:
    """No content has this bundle."""
    return {"key": "0" * 32, "kind": "js"}


@maker
def call_token(world: World, side: str, column: str) -> dict[str, str]:
    """A token names a person and an activity; this one a person who does not take part."""
    played = h5p_activity(lesson=_lesson(world, "foreign", column))
    token = calls.sign(person=world.people["learner"].uuid, activity=played.uuid, handler="finish")
    return {"token": token, "suffix": "x"}


@maker
def block_file(world: World, side: str, column: str) -> dict[str, str]:
    """Files of listed blocks only, and none outside their packages."""
    return {"block_type": "h5pxblock", "path": "../../settings.py"}


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
