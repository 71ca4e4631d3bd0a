"""Makers of the objects that URLs name, one for each word under `objects` in the table.

A maker gets the world, the side ("own": in the unit of the one who asks, or theirs; "foreign":
in the other unit, or the stranger's) and who asks, and gives the parts of the URL.
"""

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import PurePath

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from certificates.credentials.actions import make_file
from courses.activities.models import Activity
from courses.activities.types.h5p.authoring.actions import keep
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.playing import bundles
from courses.activities.types.h5p.playing import tokens as content_tokens
from courses.activities.types.h5p.queries import libraries_of
from courses.activities.types.xblock import tokens
from courses.catalogue.models import CoursePage, LessonPage
from labs.assignments.models import Attempt
from labs.hub.models import Closing
from labs.sheets.actions import open_draft
from labs.submissions.actions import start_regrade
from labs.submissions.models import Likeness
from labs.workshop.actions import try_solution
from lms.kit import clock
from tests.factories import files, simulators
from tests.factories.activities import poll_value, video
from tests.factories.certificates import CompetencyFactory, issued_credential
from tests.factories.courses import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    activity,
    block,
    enrolment,
)
from tests.factories.h5p import h5p_activity, package
from tests.factories.labs import attempt, lab_activity, lab_version
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory
from tests.factories.transfer import ApplicationVersionFactory, PhaseFactory
from tests.labs.browser import begin
from tests.urls.world import World
from transfer.handover.actions import plan_handover

Maker = Callable[[World, str, str], dict[str, str]]

makers: dict[str, Maker] = {}


def maker(function: Maker) -> Maker:
    """Register a maker under its name."""
    assert function.__name__ not in makers
    makers[function.__name__] = function
    return function


def random(parts: dict[str, str]) -> dict[str, str]:
    """The same parts, naming nothing that exists."""
    return {name: _random(value) for name, value in parts.items()}


def _random(value: str) -> str:
    if value.isdigit():
        return "987654321"
    try:
        uuid.UUID(value)
    except ValueError:
        return "khong-co-that"
    return str(uuid.uuid4())


@maker
def unit(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(world.unit(side).uuid)}


@maker
def person(world: World, side: str, column: str) -> dict[str, str]:
    """A person who serves in the unit."""
    return {"uuid": str(AssignmentFactory(unit=world.unit(side)).person.uuid)}


@maker
def post(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(AssignmentFactory(unit=world.unit(side)).uuid)}


@maker
def grant(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(RoleGrantFactory(unit=world.unit(side)).uuid)}


@maker
def my_data_form(world: World, side: str, column: str) -> dict[str, str]:
    return {"form": "json"}


@maker
def restriction(world: World, side: str, column: str) -> dict[str, str]:
    return {"page_view_restriction_id": "987654321", "page_id": "987654321"}


@maker
def provider(world: World, side: str, column: str) -> dict[str, str]:
    """No external provider is set."""
    return {"provider_id": "sso"}


@maker
def reset_link(world: World, side: str, column: str) -> dict[str, str]:
    """A link that works opens its form by a redirect; any other says so."""
    person = world.person(side, column)
    return {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }


@maker
def phase(world: World, side: str, column: str) -> dict[str, str]:
    """A phase is the whole province's."""
    return {"uuid": str(PhaseFactory().uuid)}


@maker
def handover(world: World, side: str, column: str) -> dict[str, str]:
    planned = plan_handover(
        version=ApplicationVersionFactory(),
        unit=world.unit(side),
        planned_on=date(2026, 12, 31),
    )
    return {"uuid": str(planned.uuid)}


@maker
def course(world: World, side: str, column: str) -> dict[str, str]:
    return {"course_slug": CoursePageFactory().slug}


def _lesson_of(world: World, side: str, column: str) -> LessonPage:
    """A lesson of a course that is open only to those who were sent."""
    page = LessonPageFactory(
        parent=ModulePageFactory(parent=CoursePageFactory(closed=True)), body=[block("text")]
    )
    course_page = CoursePage.objects.ancestor_of(page).get()
    enrolment(world.person(side, column), course_page)
    return page


@maker
def course_taken(world: World, side: str, column: str) -> dict[str, str]:
    page = _lesson_of(world, side, column)
    return {"course_slug": CoursePage.objects.ancestor_of(page).get().slug}


@maker
def lesson_taken(world: World, side: str, column: str) -> dict[str, str]:
    page = _lesson_of(world, side, column)
    slug = CoursePage.objects.ancestor_of(page).get().slug
    return {"course_slug": slug, "lesson_slug": page.slug}


@maker
def activity_taken(world: World, side: str, column: str) -> dict[str, str]:
    page = _lesson_of(world, side, column)
    return {"uuid": str(Activity.objects.get(lesson=page).uuid), "kind": "read"}


@maker
def file_lab_taken(world: World, side: str, column: str) -> dict[str, str]:
    """A lab on a file in a course that is open only to those who were sent."""
    return {"uuid": str(_file_lab(world, side, column).uuid)}


@maker
def file_attempt(world: World, side: str, column: str) -> dict[str, str]:
    """What somebody handed in for it."""
    made = _file_lab(world, side, column)
    person = world.person(side, column)
    marking = files.handed_in(activity=made, learner=person, content=b"PK")
    return {"uuid": str(marking.attempt.uuid)}


@maker
def sheet_opened(world: World, side: str, column: str) -> dict[str, str]:
    """A spreadsheet that somebody has begun on the site."""
    made = _file_lab(world, side, column)
    begin(made, world.person(side, column))
    open_draft(activity=made, learner=world.person(side, column))
    return {"uuid": str(made.uuid)}


def _file_lab(world: World, side: str, column: str) -> Activity:
    lab = files.spreadsheet_lab()
    body = [block("spreadsheet", intro="", lab=lab.pk, pass_percent=60, attempts=0)]
    course_page = CoursePageFactory(closed=True)
    page = LessonPageFactory(parent=ModulePageFactory(parent=course_page), body=body)
    enrolment(world.person(side, column), course_page)
    return Activity.objects.get(lesson=page)


@maker
def lab_taken(world: World, side: str, column: str) -> dict[str, str]:
    """A lab in a course that is open only to those who were sent."""
    body = [block("lab", intro="", lab=lab_version().lab_id, pass_percent=60, attempts=0)]
    course_page = CoursePageFactory(closed=True)
    page = LessonPageFactory(parent=ModulePageFactory(parent=course_page), body=body)
    enrolment(world.person(side, column), course_page)
    return {"uuid": str(Activity.objects.get(lesson=page).uuid)}


def _lab_written(world: World, side: str, column: str) -> Attempt:
    """A submission in a course whose page is theirs, or somebody else's."""
    lab = lab_activity()
    lab.course.owner = world.person(side, column)
    lab.course.save()
    return attempt(activity=lab, learner=world.stranger, content=b"{}")


@maker
def lab_written(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(_lab_written(world, side, column).activity.uuid)}


@maker
def submission(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(_lab_written(world, side, column).uuid)}


@maker
def file_submission(world: World, side: str, column: str) -> dict[str, str]:
    """The same for a lab on a file."""
    lab = files.file_activity(files.spreadsheet_lab())
    lab.course.owner = world.person(side, column)
    lab.course.save()
    marking = files.handed_in(activity=lab, learner=world.stranger, content=b"PK")
    return {"uuid": str(marking.attempt.uuid)}


@maker
def regrade(world: World, side: str, column: str) -> dict[str, str]:
    lab = _lab_written(world, side, column).activity
    return {"uuid": str(start_regrade(activity=lab, by=world.stranger).uuid)}


@maker
def likeness(world: World, side: str, column: str) -> dict[str, str]:
    first = _lab_written(world, side, column)
    learner = world.people["learner"]
    second = attempt(activity=first.activity, learner=learner, content=b"{}", number=2)
    return {"uuid": str(Likeness.objects.create(first=first, second=second, share=0.9).uuid)}


@maker
def simulator_taken(world: World, side: str, column: str) -> dict[str, str]:
    """A simulator in a course that is open only to those who were sent."""
    return {"uuid": str(_simulator(world, side, column).uuid)}


@maker
def run_open(world: World, side: str, column: str) -> dict[str, str]:
    """A go that somebody has begun."""
    made = _simulator(world, side, column)
    return {"uuid": str(simulators.sit(made, world.person(side, column)).run.uuid)}


@maker
def run_place(world: World, side: str, column: str) -> dict[str, str]:
    return run_open(world, side, column) | {"where": "ban"}


@maker
def run_over(world: World, side: str, column: str) -> dict[str, str]:
    """A go that was handed in."""
    made = _simulator(world, side, column)
    sitting = simulators.finished(simulators.sit(made, world.person(side, column)))
    return {"uuid": str(sitting.run.uuid)}


@maker
def engine(world: World, side: str, column: str) -> dict[str, str]:
    return {"engine": "tally"}


@maker
def scenario(world: World, side: str, column: str) -> dict[str, str]:
    """Scenarios are the trainers' common shelf."""
    return {"uuid": str(simulators.version().scenario.uuid)}


@maker
def go_over(world: World, side: str, column: str) -> dict[str, str]:
    """A learner's go in a course whose page is theirs, or somebody else's."""
    made = _simulator(world, "foreign", column)
    made.course.owner = world.person(side, column)
    made.course.save()
    sitting = simulators.finished(simulators.sit(made, world.stranger))
    return {"uuid": str(sitting.uuid)}


def _simulator(world: World, side: str, column: str) -> Activity:
    body = [block("simulator", **simulators.simulator_value())]
    course_page = CoursePageFactory(closed=True)
    page = LessonPageFactory(parent=ModulePageFactory(parent=course_page), body=body)
    enrolment(world.person(side, column), course_page)
    return Activity.objects.get(lesson=page)


@maker
def closing(world: World, side: str, column: str) -> dict[str, str]:
    """A room of somebody's that the centre is about to close."""
    person = AssignmentFactory(unit=world.unit(side)).person
    now = clock.now()
    made = Closing.objects.create(
        person=person, asked_by=world.stranger, started_at=now, due_at=now
    )
    return {"closing": str(made.uuid)}


@maker
def room(world: World, side: str, column: str) -> dict[str, str]:
    """Somebody's room; no hub runs here."""
    return {"person": str(AssignmentFactory(unit=world.unit(side)).person.uuid)}


@maker
def lab(world: World, side: str, column: str) -> dict[str, str]:
    """Labs are every trainer's."""
    return {"uuid": str(lab_version().lab.uuid)}


@maker
def lab_version_of(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(lab_version().uuid)}


@maker
def trial(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(try_solution(version=lab_version(), by=world.stranger).uuid)}


@maker
def course_written(world: World, side: str, column: str) -> dict[str, str]:
    """A course whose page is theirs, or somebody else's."""
    return {"course_slug": CoursePageFactory(owner=world.person(side, column)).slug}


@maker
def enrolment_sent(world: World, side: str, column: str) -> dict[str, str]:
    """The enrolment of somebody who serves in the unit."""
    made = enrolment(AssignmentFactory(unit=world.unit(side)).person, CoursePageFactory())
    return {"course_slug": made.course.slug, "uuid": str(made.uuid)}


@maker
def video_taken(world: World, side: str, column: str) -> dict[str, str]:
    made = video()
    shown = activity("video", video=made.pk, share=90)
    enrolment(world.person(side, column), shown.course)
    return {"uuid": str(made.uuid)}


@maker
def picture(world: World, side: str, column: str) -> dict[str, str]:
    """One size of an image, as pages show it."""
    image = get_image_model().objects.create(title="Ảnh", file=get_test_image_file())
    sized = image.renditions.create(
        filter_spec="width-40", width=40, height=30, file=get_test_image_file()
    )
    return {"name": PurePath(sized.file.name).name}


@maker
def paper(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(issued_credential(world.person(side, column)).uuid)}


@maker
def paper_code(world: World, side: str, column: str) -> dict[str, str]:
    return {"code": issued_credential(world.person(side, column)).code}


@maker
def paper_file(world: World, side: str, column: str) -> dict[str, str]:
    credential = issued_credential(world.person(side, column))
    make_file(credential=credential, slug="jwt")
    return {"uuid": str(credential.uuid), "slug": "jwt"}


@maker
def status_list(world: World, side: str, column: str) -> dict[str, str]:
    """The list on which all papers of the tests stand."""
    return {"place": "0"}


@maker
def unit_competency(world: World, side: str, column: str) -> dict[str, str]:
    return {"uuid": str(world.unit(side).uuid), "competency": str(CompetencyFactory().uuid)}


@maker
def h5p_taken(world: World, side: str, column: str) -> dict[str, str]:
    """An activity with interactive content, in a course that the person takes or does not."""
    made = h5p_activity()
    if side == "own":
        enrolment(world.person(side, column), made.course)
    return {"activity": str(made.uuid), "name": "seen", "suffix": "x"}


@maker
def poll_taken(world: World, side: str, column: str) -> dict[str, str]:
    """A poll, in a course that the person takes or does not."""
    made = activity("poll", **poll_value())
    if side == "own":
        enrolment(world.person(side, column), made.course)
    return {"activity": str(made.uuid)}


@maker
def h5p_signed(world: World, side: str, column: str) -> dict[str, str]:
    """An address signed for the person; whoever holds it may call the one handler."""
    activity = h5p_taken(world, side, column)["activity"]
    person = world.person(side, column)
    token = tokens.sign(person=person.uuid, activity=uuid.UUID(activity), handler="seen")
    return {"token": token, "suffix": "x"}


@maker
def h5p_package(world: World, side: str, column: str) -> dict[str, str]:
    return {"package": str(package().uuid)}


def _draft(world: World, side: str, column: str) -> Draft:
    base = package()
    base.folder.mkdir(parents=True, exist_ok=True)
    (base.folder / "a.png").write_bytes(b"a")
    return keep(
        owner=world.person(side, column),
        machine_name="H5P.ProcedureOrder",
        base=base,
        title="Dở dang",
        parameters={"image": {"path": "a.png"}},
    )


@maker
def h5p_draft(world: World, side: str, column: str) -> dict[str, str]:
    """What the person is writing; of another person it is nobody's business."""
    return {"draft": str(_draft(world, side, column).uuid)}


@maker
def h5p_draft_medium(world: World, side: str, column: str) -> dict[str, str]:
    return {"token": content_tokens.sign(_draft(world, side, column).uuid), "path": "a.png"}


@maker
def h5p_medium(world: World, side: str, column: str) -> dict[str, str]:
    held = package()
    held.folder.mkdir(parents=True, exist_ok=True)
    (held.folder / "a.txt").write_text("a")
    return {"token": content_tokens.sign(held.uuid), "path": "a.txt"}


@maker
def h5p_library(world: World, side: str, column: str) -> dict[str, str]:
    library = libraries_of(package())[0]
    return {"folder": library.folder_name, "path": "scripts/task-frame.js"}


@maker
def h5p_bundle(world: World, side: str, column: str) -> dict[str, str]:
    return {"key": bundles.write(libraries_of(package())), "kind": "js"}


@maker
def xblock_resource(world: World, side: str, column: str) -> dict[str, str]:
    return {"block_type": "h5pxblock", "path": "public/js/h5pcustom.js"}
