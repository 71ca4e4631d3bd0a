"""Put files on disk: into a new folder first, then in place with one rename.

Folders and bundles are named by their bytes and never change. Where files are kept in a bucket,
each is kept there as one file, and what is on a machine's disk is a copy made when it is asked for.
"""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from courses.activities.types.h5p.archives.reading import Archive
from lms.kit.storage import is_elsewhere


def unpack(archive: Archive, files: Mapping[str, zipfile.ZipInfo], target: Path) -> None:
    """Write members below `target`, which appears complete or not at all.

    A folder that is already there holds the same bytes (its name is made from them) and stays.
    """
    if not target.is_dir():
        _write(target, lambda fresh: _extract(archive, files, fresh))
    if is_elsewhere():
        _keep(target)


def present(folder: Path) -> Path:
    """The folder, fetched from the bucket if this machine has not got it yet."""
    if is_elsewhere() and not folder.is_dir() and default_storage.exists(_archive_of(folder)):
        _write(folder, lambda fresh: _fetch(_archive_of(folder), fresh))
    return folder


def keep_file(path: Path) -> None:
    """Keep a single file in the bucket too, where there is one."""
    name = _name_of(path)
    if is_elsewhere() and not default_storage.exists(name):
        default_storage.save(name, ContentFile(path.read_bytes()))


def present_file(path: Path) -> Path:
    """The file, fetched from the bucket if this machine has not got it yet."""
    if is_elsewhere() and not path.exists() and default_storage.exists(_name_of(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            default_storage.open(_name_of(path)) as held,
            NamedTemporaryFile(dir=path.parent, delete=False) as fresh,
        ):
            shutil.copyfileobj(held, fresh)
        Path(fresh.name).chmod(0o644)
        Path(fresh.name).replace(path)
    return path


def _write(target: Path, fill: Callable[[Path], None]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".incoming-", dir=target.parent))
    try:
        fill(fresh)
        fresh.chmod(0o755)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _extract(archive: Archive, files: Mapping[str, zipfile.ZipInfo], fresh: Path) -> None:
    for path, info in files.items():
        place = fresh / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(archive.read(info))


def _keep(folder: Path) -> None:
    """One archive of the folder in the bucket; written once."""
    name = _archive_of(folder)
    if default_storage.exists(name):
        return
    with SpooledTemporaryFile(max_size=8 << 20) as held:
        with zipfile.ZipFile(held, "w") as packed:
            for path in sorted(folder.rglob("*")):
                packed.write(path, path.relative_to(folder))
        held.seek(0)
        default_storage.save(name, File(held))


def _fetch(name: str, fresh: Path) -> None:
    with default_storage.open(name) as held, zipfile.ZipFile(held) as packed:
        packed.extractall(fresh)


def _archive_of(folder: Path) -> str:
    return f"{_name_of(folder)}.zip"


def _name_of(path: Path) -> str:
    return str(path.relative_to(settings.MEDIA_ROOT))


def _swap(fresh: Path, target: Path) -> None:
    try:
        os.rename(fresh, target)  # noqa: PTH104  # Path.rename says nothing more here
    except OSError:
        # Somebody else unpacked the same bytes first.
        if not target.is_dir():
            raise
