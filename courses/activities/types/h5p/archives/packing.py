"""Write a package: the content, the libraries it needs, and nothing else.

Reproducible: the same content and libraries give the same bytes, so that the sha256 of a
package says what is in it.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from courses.activities.types.h5p.archives.dependencies import load_order, mentioned
from courses.activities.types.h5p.archives.specs import (
    LibrarySpec,
    Wanted,
    library_spec,
    parse_json,
)
from courses.activities.types.h5p.errors import PackageRefused

_EPOCH = (1980, 1, 1, 0, 0, 0)
FindFolder = Callable[[Wanted], Path | None]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A content before it is packed. `files` are media by their path inside `content/`."""

    title: str
    library: Wanted
    params: Mapping[str, Any]
    language: str = "vi"
    files: Mapping[str, bytes] = field(default_factory=dict)


class Shelf:
    """The libraries one can pack from, read from their folders when asked for."""

    def __init__(self, find: FindFolder) -> None:
        self._find = find
        self._specs: dict[Wanted, LibrarySpec] = {}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, Wanted) and self.folder(name) is not None

    def __getitem__(self, name: Wanted) -> LibrarySpec:
        if name not in self._specs:
            raw = (self.path(name) / "library.json").read_bytes()
            self._specs[name] = library_spec(parse_json(raw, "library.json"), name.folder)
        return self._specs[name]

    def folder(self, name: Wanted) -> Path | None:
        """Where the library is, if anywhere."""
        return self._find(name)

    def path(self, name: Wanted) -> Path:
        """Where the library is."""
        folder = self._find(name)
        if folder is None:
            raise KeyError(name)
        return folder


def pack(document: Document, shelf: Shelf) -> bytes:
    """The `.h5p` file of a document."""
    wanted = [*mentioned(document.params), document.library]
    order, missing = load_order(wanted, shelf)
    if missing:
        names = ", ".join(str(name) for name in missing)
        raise PackageRefused(_("These libraries are not installed: %(names)s.") % {"names": names})
    members = {
        "h5p.json": _json(_head(document, order)),
        "content/content.json": _json(document.params),
    }
    members |= {f"content/{path}": raw for path, raw in document.files.items()}
    for name in order:
        members |= _library_files(name, shelf.path(name))
    return _write(members)


def _head(document: Document, order: list[Wanted]) -> dict[str, Any]:
    return {
        "title": document.title,
        "language": document.language,
        "mainLibrary": document.library.machine_name,
        "embedTypes": ["div"],
        "license": "U",
        "preloadedDependencies": [
            {
                "machineName": name.machine_name,
                "majorVersion": name.major,
                "minorVersion": name.minor,
            }
            for name in order
        ],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _library_files(name: Wanted, folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {f"{name.folder}/{path.relative_to(folder)}": path.read_bytes() for path in files}


def _write(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(members, key=lambda one: (one != "h5p.json", one)):
            info = zipfile.ZipInfo(path, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[path], compresslevel=9)
    return buffer.getvalue()
