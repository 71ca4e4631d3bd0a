"""Publish labs on files."""

from hashlib import sha256

from django.db import transaction

from labs.assignments.models import LabFile, LabKind, LabVersion
from labs.files.blocks import plain
from labs.files.definition import Definition, from_blocks
from labs.files.errors import FileLabInvalid
from labs.files.models import FileLab


def composed(lab: FileLab) -> Definition:
    """What the trainer composed."""
    return from_blocks(
        kind=lab.kind,
        inputs=plain(lab.inputs),
        checks=plain(lab.checks),
        start=bytes(lab.start),
    )


@transaction.atomic
def publish(*, lab: FileLab) -> LabVersion:
    """Freeze the lab as a version; unchanged, it is the version that is there."""
    definition = composed(lab)
    if not definition.checks or not definition.start:
        raise FileLabInvalid
    content = definition.content()
    digest = sha256(content + sha256(definition.start).digest()).hexdigest()
    held = FileLab.objects.select_for_update().get(pk=lab.pk).latest
    if held is not None and held.sha256 == digest:
        return held
    version = LabVersion.objects.create(
        lab=lab,
        kind=LabKind.FILE,
        number=held.number + 1 if held else 1,
        file_name=lab.start_name,
        master=content,
        sha256=digest,
        max_score=definition.points,
        checked_score=definition.points,
    )
    LabFile.objects.create(version=version, name=lab.start_name, content=definition.start)
    return version
