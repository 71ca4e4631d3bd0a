"""Put files on disk: into a new folder first, then in place with one rename."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from courses.activities.types.h5p.archives.reading import Archive


def unpack(archive: Archive, files: Mapping[str, zipfile.ZipInfo], target: Path) -> None:
    """Write members below `target`, which appears complete or not at all.

    A folder that is already there holds the same bytes (its name is made from them) and stays.
    """
    if target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".incoming-", dir=target.parent))
    try:
        for path, info in files.items():
            place = fresh / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(info))
        fresh.chmod(0o755)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, target: Path) -> None:
    try:
        os.rename(fresh, target)  # noqa: PTH104  # Path.rename says nothing more here
    except OSError:
        # Somebody else unpacked the same bytes first.
        if not target.is_dir():
            raise
