"""Upload labs, lay them out for learners, take in what is handed in."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses.activities.models import Activity
from labs.assignments.errors import (
    LabNotOpen,
    MasterInvalid,
    NoAttemptLeft,
    NothingToHandIn,
)
from labs.assignments.keys import key_for
from labs.assignments.master import read_master
from labs.assignments.models import Attempt, Lab, LabFile, LabVersion
from labs.assignments.queries import version_of
from labs.hub import actions as hub
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.text import fold

MAX_FILES_BYTES = 20 << 20


@transaction.atomic
def upload(
    *,
    lab: Lab,
    file_name: str,
    content: bytes,
    files: Mapping[str, bytes] | None = None,
    kept: Mapping[str, bytes] | None = None,
) -> LabVersion:
    """Add a version; the same notebook with the same files again is the version that is there.

    Files `kept` are for the checks alone.
    """
    master = read_master(content)
    given = {safe_name(name): data for name, data in (files or {}).items()}
    withheld = {safe_name(name): data for name, data in (kept or {}).items()}
    if given.keys() & withheld.keys():
        raise MasterInvalid(_("A file cannot be both for the learner and for the checks alone."))
    if sum(map(len, (*given.values(), *withheld.values()))) > MAX_FILES_BYTES:
        raise MasterInvalid(_("The files of a lab may take 20 MB together."))
    digest = _digest(content, given | {f"{name}:kept": data for name, data in withheld.items()})
    held = Lab.objects.select_for_update(of=("self",)).get(pk=lab.pk).latest
    if held is not None and held.sha256 == digest:
        return held
    version = LabVersion.objects.create(
        lab=lab,
        number=held.number + 1 if held else 1,
        file_name=safe_name(file_name),
        master=content,
        sha256=digest,
        max_score=master.max_score,
        checked_score=master.checked_score,
    )
    LabFile.objects.bulk_create(
        [
            LabFile(version=version, name=name, content=data, kept=name in withheld)
            for name, data in (given | withheld).items()
        ]
    )
    return version


def lay_out(*, activity: Activity, learner: User) -> str:
    """Put this lab into the learner's running room; returns where its notebook opens."""
    version, folder = version_of(activity), folder_of(activity)
    files = {one.name: bytes(one.content) for one in version.files.given()}
    files[version.file_name] = _notebook(version, activity, learner)
    hub.lay_out(person=learner, folder=folder, files=files)
    return hub.address_of(person=learner, folder=folder, notebook=version.file_name)


def start_again(*, activity: Activity, learner: User) -> None:
    """Put the lab back to its start, keeping the learner's notebook beside it."""
    if not hub.is_running(person=learner):
        raise LabNotOpen
    version = version_of(activity)
    stem = version.file_name.removesuffix(".ipynb")
    hub.reset(
        person=learner,
        folder=folder_of(activity),
        notebook=version.file_name,
        content=_notebook(version, activity, learner),
        kept_as=f"{stem}-{clock.now():%Y%m%d-%H%M%S}.ipynb",
    )


def collect(*, activity: Activity, learner: User, key: str) -> Attempt:
    """Take a snapshot of the learner's notebook as the next attempt."""
    return take_in(
        activity=activity,
        learner=learner,
        key=key,
        content=lambda: _from_room(activity, learner),
    )


def take_in(
    *, activity: Activity, learner: User, key: str, content: Callable[[], bytes]
) -> Attempt:
    """Keep what is handed in as the next attempt; `content` is asked for only where it counts.

    The caller holds the learner's participation, so that numbers follow one another.
    """
    taken = Attempt.objects.filter(learner=learner, activity__uuid=activity.uuid)
    held = taken.filter(key=key).first()
    if held is not None:
        return held
    allowed = int(activity.config.get("attempts") or 0)
    number = taken.count() + 1
    if allowed and number > allowed:
        raise NoAttemptLeft
    given = content()
    return Attempt.objects.create(
        learner=learner,
        activity_id=activity.pk,
        version=version_of(activity),
        number=number,
        key=key,
        content=given,
        sha256=sha256(given).hexdigest(),
    )


def _from_room(activity: Activity, learner: User) -> bytes:
    if not hub.is_running(person=learner):
        raise LabNotOpen
    version = version_of(activity)
    content = hub.fetch(person=learner, folder=folder_of(activity), notebook=version.file_name)
    if content is None:
        raise NothingToHandIn
    return content


def folder_of(activity: Activity) -> str:
    """The lab's folder in the learner's home: readable, and the activity's own."""
    words = slugify(fold(activity.title))[:40].strip("-") or "bai"
    return f"bai-thuc-hanh/{words}-{activity.uuid.hex[:8]}"


def _notebook(version: LabVersion, activity: Activity, learner: User) -> bytes:
    key = key_for(activity=activity, learner=learner)
    address = f"{reverse('labs:hand-in', args=[activity.uuid])}?key={key}"
    return read_master(bytes(version.master)).learner_version(hand_in=address)


def safe_name(name: str) -> str:
    """A file's name without accents, folders or anything that a system could take amiss."""
    stem, dot, ending = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    clean = slugify(fold(stem if dot else ending)) or "bai"
    ending = re.sub(r"[^a-z0-9]", "", ending.lower()) if dot else ""
    return f"{clean[:80]}.{ending[:10]}" if ending else clean[:80]


def _digest(content: bytes, files: Mapping[str, bytes]) -> str:
    """Over the notebook and its files."""
    whole = sha256(content)
    for name in sorted(files):
        whole.update(name.encode() + sha256(files[name]).digest())
    return whole.hexdigest()
