"""Files of a learner's practice room: the start file put there, a finished one taken from there."""

from courses.activities.models import Activity
from labs.assignments.actions import folder_of
from labs.assignments.errors import LabNotOpen
from labs.assignments.queries import version_of
from labs.files.definition import definition_of
from labs.files.drawing import seed_for, start_file
from labs.files.errors import FileRefused
from labs.hub import actions as hub
from labs.hub.homes import Entry
from lms.accounts.models import User

MAX_BYTES = 10 << 20
ENDINGS = {"spreadsheet": ".xlsx", "document": ".docx"}


def files_in_room(learner: User, *, kind: str) -> list[Entry]:
    """What could be handed in, the latest first."""
    return hub.files_of(person=learner, ending=ENDINGS[kind])


def fetch(learner: User, path: str, *, kind: str) -> bytes:
    """A file as it was last saved; only what the room itself lists is asked for."""
    if not hub.is_running(person=learner):
        raise LabNotOpen
    listed = {one.path: one for one in files_in_room(learner, kind=kind)}
    if path not in listed:
        raise FileRefused("not_in_room")
    if listed[path].size > MAX_BYTES:
        raise FileRefused("too_big")
    content = hub.fetch_file(person=learner, path=path)
    if not content:
        raise FileRefused("not_in_room")
    return content


def lay_out(*, activity: Activity, learner: User) -> str:
    """Put the start file into the running room, over nothing; returns where its folder opens."""
    if not hub.is_running(person=learner):
        raise LabNotOpen
    version, folder = version_of(activity), folder_of(activity)
    seed = seed_for(activity=activity.uuid, learner=learner.uuid, version=version.uuid)
    files = {version.file_name: start_file(definition_of(version), seed)}
    hub.lay_out(person=learner, folder=folder, files=files)
    return hub.folder_address(person=learner, folder=folder)
