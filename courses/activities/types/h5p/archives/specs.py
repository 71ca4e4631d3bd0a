"""What `h5p.json` and `library.json` say, checked and typed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from courses.activities.types.h5p.errors import PackageRefused

CORE_API = (1, 28)
MAX_JSON = 8 * 1024 * 1024
_MACHINE_NAME = re.compile(r"[A-Za-z][\w.-]{0,254}", re.ASCII)
_SAFE_PATH = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\\\x00]{1,255}")


@dataclass(frozen=True, order=True)
class Wanted:
    """A library by name and the version line a content or a library asks for."""

    machine_name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        """How libraries name each other's folder: `H5P.Blanks-1.14`."""
        return f"{self.machine_name}-{self.major}.{self.minor}"

    @property
    def is_editor(self) -> bool:
        """Parts of the H5P editor, which the player skips even where it is told to load them."""
        return self.machine_name.startswith("H5PEditor.")

    @classmethod
    def parse(cls, name: str) -> "Wanted | None":
        """`H5P.Blanks 1.14` as an object; None for anything else."""
        found = re.fullmatch(r"(\S{1,255}) (\d{1,5})\.(\d{1,5})", name)
        return cls(found[1], int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True, kw_only=True)
class LibrarySpec:
    """One `library.json`."""

    name: Wanted
    patch: int
    title: str
    runnable: bool
    license: str = ""
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()
    needs: Sequence[Wanted] = ()
    editor_needs: Sequence[Wanted] = ()
    fullscreen: bool = False

    def __str__(self) -> str:
        return f"{self.name}.{self.patch}"


@dataclass(frozen=True, kw_only=True)
class ContentSpec:
    """One `h5p.json`."""

    title: str
    main: Wanted
    needs: Sequence[Wanted]
    language: str = "und"
    license: str = "U"
    metadata: Mapping[str, Any] = field(default_factory=dict)


def parse_json(raw: bytes, name: str) -> Any:
    """JSON as browsers read it: UTF-8, a byte-order mark forgiven, NaN refused."""
    if len(raw) > MAX_JSON:
        raise PackageRefused(_("%(name)s is too large.") % {"name": name})
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise PackageRefused(_("%(name)s is not valid JSON.") % {"name": name}) from None


def content_spec(data: Any) -> ContentSpec:
    """Check `h5p.json`."""
    data = _object(data, "h5p.json")
    needs = _names(data.get("preloadedDependencies", ()), "h5p.json")
    main_name = data.get("mainLibrary")
    main = next((one for one in needs if one.machine_name == main_name), None)
    if main is None:
        raise PackageRefused(_("h5p.json does not say which library plays the content."))
    title = data.get("title")
    if not isinstance(title, str) or not title.strip():
        raise PackageRefused(_("h5p.json has no title."))
    return ContentSpec(
        title=title.strip()[:255],
        main=main,
        needs=needs,
        language=str(data.get("language") or "und")[:20],
        license=str(data.get("license") or "U")[:40],
        metadata={key: data[key] for key in _METADATA if key in data},
    )


_METADATA = (
    "title", "a11yTitle", "authors", "license", "licenseVersion", "licenseExtras", "yearFrom",
    "yearTo", "source", "authorComments", "changes",
)  # fmt: skip


def library_spec(data: Any, folder: str) -> LibrarySpec:
    """Check one `library.json`; `folder` is the folder in which it was found."""
    where = f"{folder}/library.json"
    data = _object(data, where)
    name = _name(data, where)
    if folder not in {name.folder, name.machine_name}:
        raise PackageRefused(
            _("The folder %(folder)s holds another library: %(name)s.")
            % {"folder": folder, "name": name}
        )
    _check_core(data.get("coreApi"), name)
    return LibrarySpec(
        name=name,
        patch=_number(data.get("patchVersion", 0), where),
        title=str(data.get("title") or name.machine_name)[:255],
        runnable=_is_set(data.get("runnable")),
        license=str(data.get("license") or "")[:40],
        scripts=_paths(data.get("preloadedJs", ()), where),
        styles=_paths(data.get("preloadedCss", ()), where),
        needs=_names(data.get("preloadedDependencies", ()), where),
        editor_needs=_names(data.get("editorDependencies", ()), where),
        fullscreen=_is_set(data.get("fullscreen")),
    )


def _is_set(value: Any) -> bool:
    """H5P writes flags as 1, "1" or true."""
    return str(value) in {"1", "True"}


def _check_core(core: Any, name: Wanted) -> None:
    """Many libraries say nothing about the core they need; those that do must be served."""
    if core is None:
        return
    core = _object(core, name.folder)
    needed = tuple(_number(core.get(key, 0), name.folder) for key in _CORE_KEYS)
    if needed > CORE_API:
        raise PackageRefused(
            _("%(name)s needs a newer H5P core (%(major)d.%(minor)d); this site has %(ours)s.")
            % {"name": name, "major": needed[0], "minor": needed[1], "ours": "1.28"}
        )


_CORE_KEYS = ("majorVersion", "minorVersion")


def _object(data: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise PackageRefused(_("%(name)s has an unexpected form.") % {"name": where})
    return data


def _names(data: Any, where: str) -> tuple[Wanted, ...]:
    if not isinstance(data, list | tuple) or len(data) > 200:
        raise PackageRefused(_("%(name)s has an unexpected form.") % {"name": where})
    return tuple(dict.fromkeys(_name(_object(one, where), where) for one in data))


def _name(data: Mapping[str, Any], where: str) -> Wanted:
    name = data.get("machineName")
    if not isinstance(name, str) or not _MACHINE_NAME.fullmatch(name):
        raise PackageRefused(_("%(name)s names a library wrongly.") % {"name": where})
    major, minor = (_number(data.get(key), where) for key in _CORE_KEYS)
    return Wanted(name, major, minor)


def _number(value: Any, where: str) -> int:
    """Real packages write versions as numbers and as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value) if len(value) < 6 else -1
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 100_000:
        raise PackageRefused(_("%(name)s has a version that is not a number.") % {"name": where})
    return value


def _paths(data: Any, where: str) -> tuple[str, ...]:
    if not isinstance(data, list | tuple) or len(data) > 500:
        raise PackageRefused(_("%(name)s has an unexpected form.") % {"name": where})
    paths = [_object(one, where).get("path") for one in data]
    for path in paths:
        if not isinstance(path, str) or not _SAFE_PATH.fullmatch(path):
            raise PackageRefused(_("%(name)s names a file wrongly.") % {"name": where})
    return tuple(str(path).removeprefix("./") for path in paths)


def _refuse_constant(value: str) -> None:
    raise ValueError(value)
