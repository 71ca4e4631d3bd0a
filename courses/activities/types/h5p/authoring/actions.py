"""Keep what a trainer is writing, and make a package of it."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.activities.types.h5p.actions import import_package
from courses.activities.types.h5p.archives.packing import Document, pack
from courses.activities.types.h5p.authoring import pictures
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.queries import installed_shelf
from lms.accounts.models import User

MAX_HEIGHTS = 8


def keep(
    *,
    owner: User,
    machine_name: str,
    base: Package | None,
    title: str,
    parameters: Mapping[str, Any],
) -> Draft:
    """Keep the form as it is now; there is one draft a trainer, a type and a content."""
    draft, _new = Draft.objects.update_or_create(
        owner=owner,
        machine_name=machine_name,
        base=base,
        defaults={"title": title[:250], "parameters": parameters},
    )
    return draft


def discard(*, owner: User, machine_name: str, base: Package | None) -> None:
    """Let go of what was not saved."""
    Draft.objects.filter(owner=owner, machine_name=machine_name, base=base).delete()


def save(
    *,
    library: Library,
    title: str,
    params: Mapping[str, Any],
    by: User,
    base: Package | None = None,
) -> Package:
    """A content written here, packed with installed libraries: each saving is a new version."""
    document = Document(
        title=title, library=library.name, params=params, files=_media(params, base)
    )
    with transaction.atomic():
        package = import_package(
            file=io.BytesIO(pack(document, installed_shelf())), by=by, may_install=False
        )
        discard(owner=by, machine_name=library.machine_name, base=base)
    return package


def remember_height(*, package: Package, width: int, height: int) -> Package:
    """Note how high a content is at a width, so that lessons keep the place free from the start."""
    known = dict(package.heights) | {str(round(width / 20) * 20): height}
    package.heights = dict(list(known.items())[-MAX_HEIGHTS:])
    package.save(update_fields=["heights"])
    return package


def medium(path: str, base: Package | None) -> bytes | None:
    """The bytes of one medium: from the content that is being changed, or from the library."""
    held = _below(base.folder, path) if base else None
    return held.read_bytes() if held else pictures.read(path)


def _media(params: Mapping[str, Any], base: Package | None) -> dict[str, bytes]:
    """What the content names; what it no longer names is left out of the new version."""
    found = {path: medium(path, base) for path in pictures.paths(params)}
    return {path: raw for path, raw in found.items() if raw is not None}


def _below(folder: Path, path: str) -> Path | None:
    """The file, unless the path leads out of the folder or to another site."""
    place = (folder / path).resolve()
    return place if place.is_relative_to(folder.resolve()) and place.is_file() else None
