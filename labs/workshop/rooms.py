"""A version of a lab in the trainer's own practice room, to be tried there as a learner would."""

from labs.assignments.errors import LabNotOpen, NothingToHandIn
from labs.assignments.master import read_master
from labs.assignments.models import LabVersion
from labs.hub import actions as hub
from labs.hub.actions import Room
from labs.hub.errors import HubAway
from labs.workshop.actions import try_notebook
from labs.workshop.models import Trial
from lms.accounts.models import User

AWAY = Room(state="away")


def claim(*, by: User) -> Room:
    """Ask for a room; away while the hub says nothing."""
    try:
        return hub.claim(person=by)
    except HubAway:
        return AWAY


def enter(*, version: LabVersion, by: User) -> tuple[Room, str]:
    """How the room stands, and once it is ready where the learner's version lies in it."""
    try:
        room = hub.look(person=by)
        return room, _lay_out(version, by) if room.ready else ""
    except HubAway:
        return AWAY, ""


def try_room(*, version: LabVersion, by: User) -> Trial:
    """Have the notebook graded as it was last saved in the room."""
    if not hub.is_running(person=by):
        raise LabNotOpen
    content = hub.fetch(person=by, folder=_folder(version), notebook=version.file_name)
    if content is None:
        raise NothingToHandIn
    return try_notebook(version=version, by=by, content=content, file_name=version.file_name)


def _lay_out(version: LabVersion, by: User) -> str:
    """As for a learner, but in a folder of trials and without the button that hands in."""
    files = {one.name: bytes(one.content) for one in version.files.given()}
    files[version.file_name] = read_master(bytes(version.master)).learner_version()
    hub.lay_out(person=by, folder=_folder(version), files=files)
    return hub.address_of(person=by, folder=_folder(version), notebook=version.file_name)


def _folder(version: LabVersion) -> str:
    return f"chay-thu/{version.uuid.hex[:12]}"
