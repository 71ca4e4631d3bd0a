"""Every write: import packages, decide about libraries."""

import hashlib
import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from courses.activities.types.h5p.archives import bundled
from courses.activities.types.h5p.archives.dependencies import load_order, mentioned
from courses.activities.types.h5p.archives.packing import Document, Shelf, pack
from courses.activities.types.h5p.archives.reading import Archive, Found, FoundLibrary, Told
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.archives.unpacking import unpack
from courses.activities.types.h5p.errors import LibraryConflict, PackageRefused
from courses.activities.types.h5p.importing import note_progress
from courses.activities.types.h5p.models import Library, LibraryDecision, Package, Upload
from courses.activities.types.h5p.playing import bundles
from courses.activities.types.h5p.queries import installed, libraries_of
from lms.accounts.models import User
from lms.kit.locks import hold
from lms.outbox.actions import enqueue

IMPORT = "courses.h5p.import"


def hand_in(*, file: "File[bytes]", name: str, by: User) -> Upload:
    """Keep an uploaded file and have it imported."""
    with transaction.atomic():
        upload = Upload(name=name[:255], uploaded_by=by)
        upload.file.save(f"{upload.uuid}.h5p", file, save=False)
        upload.save()
        enqueue(kind=IMPORT, key=str(upload.uuid), payload={"upload": str(upload.uuid)})
    return upload


def import_upload(*, upload: Upload, may_install: bool) -> Upload:
    """Import a handed-in file; a refusal is kept with its sentence, and nothing else changes.

    The file goes once the result is certain: who is interrupted begins again from it.
    """
    if upload.state != Upload.State.QUEUED:
        return upload
    try:
        with upload.file.open("rb") as file:
            upload.package = import_package(
                file=file,
                by=upload.uploaded_by,
                may_install=may_install,
                told=partial(note_progress, upload),
            )
    except PackageRefused as refusal:
        upload.state, upload.message = Upload.State.REFUSED, str(refusal)
    except FileNotFoundError:
        lost = _("The file is no longer here. Please hand it in again.")
        upload.state, upload.message = Upload.State.REFUSED, lost
    else:
        upload.state, upload.message = Upload.State.DONE, summary_of(upload.package)
    upload.save(update_fields=["state", "message", "package"])
    transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)))
    return upload


def summary_of(package: Package) -> str:
    """What a trainer should know about an imported package."""
    sentences = []
    if package.state == Package.State.WAITING:
        names = ", ".join(package.missing)
        sentences.append(
            _("Libraries wait for approval before this content can be played: %(names)s.")
            % {"names": names}
        )
    if package.stripped:
        sentences.append(
            _("Left out, because it may not be played here: %(files)s.")
            % {"files": ", ".join(package.stripped[:10])}
        )
    return " ".join(sentences)


def import_package(
    *, file: IO[bytes], by: User | None, may_install: bool, told: Told = lambda percent: None
) -> Package:
    """Import a package, once for the same bytes; `told` hears how far it is.

    Libraries that are not installed are installed where the person may, held for approval
    otherwise. An installed version is never replaced.
    """
    sha256 = _digest(file)
    with transaction.atomic():
        hold("h5p/import")  # two packages may bring the same library
        known = Package.objects.filter(sha256=sha256).first()
        if known is not None and not (known.missing and may_install):
            return known
        archive = Archive(file, told)
        found = archive.inspect()
        _bring(archive, found, by=by, may_install=may_install)
        package = known or _new_package(archive, found, sha256=sha256, by=by)
        _resolve_waiting()
        package.refresh_from_db()
    return package


def import_bundled(*, slug: str) -> Package:
    """Import one of the contents that travel with the source, by its name in `contents/`.

    A lesson's block then holds `package=…pk, pass_percentage=None, text_alternative=""`.
    """
    return import_package(file=io.BytesIO(bundled.package(slug)), by=None, may_install=True)


def resolve(*, package: Package) -> Package:
    """Fix the libraries a waiting package plays with, if all are installed."""
    rows = installed()
    wanted = [name for name in map(Wanted.parse, package.wanted) if name]
    order, missing = load_order(wanted, rows)
    package.missing = [str(name) for name in missing]
    if not missing and package.state == Package.State.WAITING:
        package.load_order = [rows[name].pk for name in order]
        package.state = Package.State.READY
        bundles.write(libraries_of(package))
    package.save(update_fields=["missing", "load_order", "state"])
    return package


def install(*, library: Library, by: User | None, reason: str = "") -> Library:
    """Approve a library; contents that waited for it become playable."""
    taken = Library.objects.filter(
        machine_name=library.machine_name,
        major=library.major,
        minor=library.minor,
        patch=library.patch,
        state__in=[Library.State.INSTALLED, Library.State.DISABLED],
    ).exclude(pk=library.pk)
    with transaction.atomic():
        if taken.exists():
            raise LibraryConflict
        library = _decide(library, Library.State.INSTALLED, by=by, reason=reason)
        _resolve_waiting()
        _play_again(library)
    return library


def decide(*, library: Library, state: str, by: User, reason: str) -> Library:
    """Install, refuse or disable a library, with a reason.

    Contents that use a disabled library are not played until it is installed again.
    """
    if state == Library.State.INSTALLED:
        return install(library=library, by=by, reason=reason)
    with transaction.atomic():
        Package.objects.ready().playing_with(library).update(state=Package.State.STOPPED)
        return _decide(library, Library.State(state), by=by, reason=reason)


def export(*, package: Package) -> bytes:
    """A ready package as a file for other hosts, made from its own libraries."""
    rows = {one.name: one.folder for one in libraries_of(package)}
    document = Document(
        title=package.title,
        library=package.main,
        params=package.parameters,
        language=package.language,
        files=_media(package.folder),
    )
    return pack(document, Shelf(rows.get))


def _media(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _play_again(library: Library) -> None:
    """Contents stopped with a library are ready once all their libraries are installed."""
    for package in Package.objects.filter(state=Package.State.STOPPED).playing_with(library):
        if all(one.state == Library.State.INSTALLED for one in libraries_of(package)):
            package.state = Package.State.READY
            package.save(update_fields=["state"])


def _resolve_waiting() -> None:
    for package in Package.objects.waiting():
        resolve(package=package)


def _decide(library: Library, state: Library.State, *, by: User | None, reason: str) -> Library:
    with transaction.atomic():
        library = Library.objects.select_for_update().get(pk=library.pk)
        if library.state != state:
            library.state = state
            library.save(update_fields=["state"])
            LibraryDecision.objects.create(
                library=library, state=state, reason=reason[:500], decided_by=by
            )
    return library


def _bring(archive: Archive, found: Found, *, by: User | None, may_install: bool) -> None:
    """Install or hold the libraries of a package that nothing installed provides."""
    rows = installed()
    needed = _needed(found, rows)
    for name, library in found.libraries.items():
        current = rows.get(name)
        if name.is_editor or (current is not None and current.patch >= library.spec.patch):
            archive.passed(library.files.values())
            continue
        if may_install:
            _decide(_keep(archive, library), Library.State.INSTALLED, by=by, reason="")
        elif name in needed and current is None:
            _keep(archive, library)


def _needed(found: Found, rows: dict[Wanted, Library]) -> set[Wanted]:
    specs = {name: one.spec for name, one in found.libraries.items()}
    order, _missing = load_order(_wanted(found), {**specs, **rows})
    return set(order)


def _wanted(found: Found) -> Iterable[Wanted]:
    """What h5p.json preloads, then what the content names in nested `library` keys."""
    return dict.fromkeys((*found.spec.needs, *mentioned(found.parameters)))


def _keep(archive: Archive, found: FoundLibrary) -> Library:
    """The row and the files of a library; the same bytes are kept once."""
    sha256 = archive.fingerprint(found.files)
    files = {path: info.CRC for path, info in sorted(found.files.items())}
    fresh = Library.from_spec(found.spec, sha256=sha256, files=files)
    kept = Library.objects.filter(
        machine_name=fresh.machine_name,
        major=fresh.major,
        minor=fresh.minor,
        patch=fresh.patch,
        sha256=sha256,
    ).first()
    if kept is None:
        kept = fresh
        kept.save()
    unpack(archive, found.files, kept.folder)
    return kept


def _new_package(archive: Archive, found: Found, *, sha256: str, by: User | None) -> Package:
    package = Package(
        sha256=sha256,
        title=found.spec.title,
        language=found.spec.language,
        library=str(found.spec.main),
        parameters=found.parameters,
        metadata=dict(found.spec.metadata),
        stripped=found.stripped[:100],
        wanted=[str(name) for name in _wanted(found) if not name.is_editor],
        size=sum(info.file_size for info in found.files.values()),
        uploaded_by=by,
    )
    unpack(archive, found.files, package.folder)
    package.save()
    return package


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
