"""How static files are named, and where people's files are kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from django.core.files.base import File

CHUNK = 64 * 1024


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where `collectstatic` knew the file, the plain name elsewhere.

    Vendored players address their own parts by plain relative names, so a file outside the
    manifest is not an error.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the name itself while the file has not been collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name


def is_elsewhere() -> bool:
    """Whether files are kept in a bucket rather than on this machine's disk."""
    return hasattr(default_storage, "part")


def part_of(file: "File[bytes]", start: int, end: int) -> Iterator[bytes]:
    """From byte `start` to byte `end` of a stored file."""
    fetch = getattr(default_storage, "part", None)
    if fetch is not None:
        yield from fetch(str(file.name), start, end)
        return
    with file.open("rb") as opened:
        opened.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
