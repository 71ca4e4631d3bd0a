"""Open a package without trusting it: limits, paths, kinds of file, and what it contains."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from courses.activities.types.h5p.archives.specs import (
    ContentSpec,
    LibrarySpec,
    Wanted,
    content_spec,
    library_spec,
    parse_json,
)
from courses.activities.types.h5p.archives.vectors import is_scripted
from courses.activities.types.h5p.errors import PackageRefused

Told = Callable[[int], None]

MAX_FILES = 6_000
MAX_FILE = 256 * 1024 * 1024
MAX_TOTAL = 1024 * 1024 * 1024
MAX_RATIO = 60
RATIO_FROM = 20 * 1024 * 1024

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
_KINDS = (
    "json png jpg jpeg gif bmp tif tiff webp svg eot ttf woff woff2 otf webm mp4 ogg oga ogv mp3"
    " m4a wav txt pdf rtf doc docx xls xlsx ppt pptx odt ods odp csv vtt webvtt gltf glb md textile"
)
CONTENT_KINDS = frozenset(_KINDS.split())
LIBRARY_KINDS = frozenset(CONTENT_KINDS | frozenset(("js", "css", "xml", "map", "patch", "diff")))


@dataclass(frozen=True, kw_only=True)
class FoundLibrary:
    """One library inside a package: what it says, and where each of its files is."""

    spec: LibrarySpec
    files: Mapping[str, zipfile.ZipInfo]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a package holds, after every check that needs no database."""

    spec: ContentSpec
    parameters: Any
    files: Mapping[str, zipfile.ZipInfo]
    libraries: Mapping[Wanted, FoundLibrary]
    stripped: list[str] = field(default_factory=list)


class Archive:
    """A zip file read under limits. Every refusal is a `PackageRefused` with a sentence."""

    def __init__(self, file: IO[bytes], told: Told = lambda percent: None) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            raise PackageRefused(_("The file is not a zip archive.")) from None
        self.stripped: list[str] = []
        self._told, self._percent, self._bytes = told, 0, 0
        self._passed: set[str] = set()

    @cached_property
    def members(self) -> dict[str, zipfile.ZipInfo]:
        """Files by path. Of members with the same name the last counts, as unpackers do."""
        infos = self._zip.infolist()
        if len(infos) > MAX_FILES:
            raise PackageRefused(
                _("The package holds more than %(limit)d files.") % {"limit": MAX_FILES}
            )
        for info in infos:
            _check_member(info)
        self._check_sizes(infos)
        members = {info.filename: info for info in infos if not info.is_dir()}
        return {path: info for path, info in members.items() if not _is_hidden(path)}

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member, never more than its header says."""
        try:
            with self._zip.open(info) as stream:
                raw = stream.read(info.file_size + 1)
        except _DAMAGED:
            raise PackageRefused(_("The archive is damaged.")) from None
        self.passed([info])
        return raw

    def passed(self, infos: Iterable[zipfile.ZipInfo]) -> None:
        """Tell how many percent of the bytes were read, or need not be."""
        for info in infos:
            if info.filename not in self._passed:
                self._passed.add(info.filename)
                self._bytes += info.file_size
        percent = min(100 * self._bytes // self._total, 100)
        if percent > self._percent:
            self._percent = percent
            self._told(percent)

    @cached_property
    def _total(self) -> int:
        return sum(info.file_size for info in self.members.values()) or 1

    def inspect(self) -> Found:
        """Everything the package holds; refuse what cannot be played."""
        top = self.members.get("h5p.json")
        if top is None:
            raise PackageRefused(_("The archive has no h5p.json: it is not an H5P package."))
        spec = content_spec(parse_json(self.read(top), "h5p.json"))
        body = self.members.get("content/content.json")
        if body is None:
            raise PackageRefused(_("The package has no content (content/content.json)."))
        return Found(
            spec=spec,
            parameters=parse_json(self.read(body), "content/content.json"),
            files=self._content_files(),
            libraries=self._libraries(),
            stripped=self.stripped,
        )

    def _check_sizes(self, infos: list[zipfile.ZipInfo]) -> None:
        total = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        if any(info.file_size > MAX_FILE for info in infos) or total > MAX_TOTAL:
            raise PackageRefused(_("The package is too large when unpacked."))
        if total > RATIO_FROM and total > MAX_RATIO * max(packed, 1):
            raise PackageRefused(_("The package unpacks to far more than its size."))

    def _content_files(self) -> dict[str, zipfile.ZipInfo]:
        found = {}
        for path, info in self.members.items():
            if not path.startswith("content/") or path == "content/content.json":
                continue
            kind = _kind(path)
            if kind not in CONTENT_KINDS or (kind == "svg" and is_scripted(self.read(info))):
                self.stripped.append(path)
            else:
                found[path.removeprefix("content/")] = info
        return found

    def _libraries(self) -> dict[Wanted, FoundLibrary]:
        folders: dict[str, dict[str, zipfile.ZipInfo]] = {}
        for path, info in self.members.items():
            folder, slash, rest = path.partition("/")
            if slash and folder != "content":
                folders.setdefault(folder, {})[rest] = info
        found = {}
        for folder, files in sorted(folders.items()):
            if "library.json" not in files:
                self.stripped.append(f"{folder}/")
                continue
            library = self._library(folder, files)
            found[library.spec.name] = library
        return found

    def _library(self, folder: str, files: dict[str, zipfile.ZipInfo]) -> FoundLibrary:
        raw = self.read(files["library.json"])
        spec = library_spec(parse_json(raw, f"{folder}/library.json"), folder)
        kept = {path: info for path, info in files.items() if _is_library_file(path)}
        self.stripped += sorted(f"{folder}/{path}" for path in files.keys() - kept.keys())
        for path in (*spec.scripts, *spec.styles):
            if path not in kept:
                raise PackageRefused(
                    _("The library %(name)s lacks its file %(path)s.")
                    % {"name": spec.name, "path": path}
                )
        return FoundLibrary(spec=spec, files=kept)

    def fingerprint(self, files: Mapping[str, zipfile.ZipInfo]) -> str:
        """One sha256 over the paths and bytes of some files, whatever their order or dates."""
        total = hashlib.sha256()
        for path in sorted(files):
            total.update(path.encode() + b"\0" + hashlib.sha256(self.read(files[path])).digest())
        return total.hexdigest()


def _check_member(info: zipfile.ZipInfo) -> None:
    path = info.filename
    parts = PurePosixPath(path).parts
    # zipfile hides what was written: the raw name still has backslashes and NULs.
    if "\\" in info.orig_filename or "\0" in info.orig_filename or path.startswith("/"):
        raise PackageRefused(_("The archive holds a file with an unsafe path."))
    if ".." in parts or len(path) > 500 or (parts and ":" in parts[0]):
        raise PackageRefused(_("The archive holds a file with an unsafe path."))
    if stat.S_ISLNK(info.external_attr >> 16):
        raise PackageRefused(_("The archive holds a link in place of a file."))
    if info.flag_bits & 0x1:
        raise PackageRefused(_("The archive is locked with a password."))


def _is_hidden(path: str) -> bool:
    """Folders and files that systems leave behind (`__MACOSX`, `.DS_Store`) are not content."""
    return any(part.startswith((".", "__")) for part in PurePosixPath(path).parts)


def _is_library_file(path: str) -> bool:
    return _kind(path) in LIBRARY_KINDS or PurePosixPath(path).name.upper() in _PLAIN


_PLAIN = frozenset(("LICENSE", "COPYING", "README"))


def _kind(path: str) -> str:
    return PurePosixPath(path).suffix.lower().removeprefix(".")
