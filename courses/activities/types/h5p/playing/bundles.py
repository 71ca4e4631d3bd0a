"""One script and one style sheet for all libraries of a content, instead of forty requests."""

import hashlib
import posixpath
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from courses.activities.types.h5p.archives.unpacking import keep_file, present_file
from courses.activities.types.h5p.models import Library, root

_URL = re.compile(r"""url\(\s*(['"]?)(?!['"]?(?:[a-z]+:|/|\#))([^'")]+)\1\s*\)""", re.IGNORECASE)
LIBRARY_PREFIX = "/h5p/libraries/"


def key_of(libraries: Sequence[Library]) -> str:
    """The name of a bundle, made from what is in it and in which order."""
    names = "\n".join(library.folder_name for library in libraries)
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def path_of(key: str, kind: str) -> Path:
    """Where a bundle is kept; `kind` is `js` or `css`."""
    return present_file(root() / "bundles" / f"{key}.{kind}")


def write(libraries: Sequence[Library]) -> str:
    """Write both bundles if they are not there; returns their key."""
    key = key_of(libraries)
    for kind, text in (("js", _scripts(libraries)), ("css", _styles(libraries))):
        path = path_of(key, kind)
        if not path.exists():
            _place(path, text)
            keep_file(path)
    return key


def _scripts(libraries: Iterable[Library]) -> str:
    """All scripts in order. The leading `;` keeps one file's `use strict` from ruling the rest."""
    parts = [_read(one.folder / path) for one in libraries for path in one.scripts]
    return ";" + "\n;\n".join(parts)


def _styles(libraries: Iterable[Library]) -> str:
    """All styles in order, their relative addresses made to point at the library's folder."""
    return "\n".join(_style(one, path) for one in libraries for path in one.styles)


def _style(library: Library, path: str) -> str:
    base = f"{LIBRARY_PREFIX}{library.folder_name}/{posixpath.dirname(path)}"

    def absolute(found: re.Match[str]) -> str:
        return f'url("{posixpath.normpath(posixpath.join(base, found[2].strip()))}")'

    text = re.sub(r"@charset\s+[^;]+;", "", _read(library.folder / path))
    return _URL.sub(absolute, text)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace")


def _place(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
