"""Reads that are shared: what is installed, what a content plays with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count

from courses.activities.models import Activity, ActivityVersion
from courses.activities.types.h5p.archives.packing import Shelf
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.importing import Progress, progress_of
from courses.activities.types.h5p.models import Library, Package, Upload
from lms.accounts.models import User


def installed() -> dict[Wanted, Library]:
    """For each version line the highest installed patch."""
    rows = Library.objects.installed().order_by("patch", "id")
    return {row.name: row for row in rows}


def newest(machine_name: str) -> Library | None:
    """The highest installed version of a library."""
    rows = [row for name, row in sorted(installed().items()) if name.machine_name == machine_name]
    return rows[-1] if rows else None


def libraries_of(package: Package) -> list[Library]:
    """The libraries of a package in the order in which they load."""
    rows: dict[int, Library] = Library.objects.in_bulk(package.load_order)
    return [rows[pk] for pk in package.load_order]


def installed_shelf() -> Shelf:
    """The installed libraries, to pack from."""
    rows = installed()

    def folder(name: Wanted) -> Path | None:
        row = rows.get(name)
        return row.folder if row else None

    return Shelf(folder)


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file that was handed in, and how far its import is while it waits."""

    upload: Upload
    progress: Progress | None


def recent_uploads(person: User) -> list[Received]:
    """The last files a person handed in."""
    rows = Upload.objects.filter(uploaded_by=person).select_related("package")[:5]
    waits = Upload.State.QUEUED
    return [
        Received(upload=one, progress=progress_of(one) if one.state == waits else None)
        for one in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Use:
    """One activity that plays, or played, a content; `learners` are those who are on it."""

    activity: Activity
    is_current: bool
    learners: int


def uses_of(package: Package) -> list[Use]:
    """Where a content stands, and how many learners began with it and stay on it."""
    key = str(package.uuid)
    versions = (
        ActivityVersion.objects.filter(activity__type="h5p", config__package=key)
        .select_related("activity__lesson")
        .annotate(learners=Count("participations"))
        .order_by("activity__title", "number")
    )
    return [
        Use(
            activity=one.activity,
            is_current=one.activity.config.get("package") == key,
            learners=one.learners,
        )
        for one in versions
    ]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One library with what approving or disabling it touches."""

    library: Library
    packages: Sequence[Package]
    lessons: int
    installed: Library | None
    added: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[str]


def holdings(libraries: Iterable[Library]) -> list[Holding]:
    """Libraries beside what is installed of the same line and how many packages use them."""
    current = installed()
    used: dict[int, list[Package]] = {}
    for package in Package.objects.only("uuid", "title", "state", "load_order"):
        for pk in package.load_order:
            used.setdefault(pk, []).append(package)
    taught = _lessons_by_package()
    return [_holding(one, current.get(one.name), used.get(one.pk, []), taught) for one in libraries]


def _lessons_by_package() -> dict[str, set[int]]:
    """The lessons in which each content stands now."""
    found: dict[str, set[int]] = {}
    rows = Activity.objects.live().filter(type="h5p").values_list("config__package", "lesson_id")
    for package, lesson in rows:
        found.setdefault(package, set()).add(lesson)
    return found


def _holding(
    library: Library,
    current: Library | None,
    packages: Sequence[Package],
    taught: dict[str, set[int]],
) -> Holding:
    before = current.files if current and current.pk != library.pk else {}
    now = library.files
    both = now.keys() & before.keys()
    return Holding(
        library=library,
        packages=packages,
        lessons=len(set().union(*(taught.get(str(one.uuid), set()) for one in packages))),
        installed=current,
        added=sorted(now.keys() - before.keys()) if before else [],
        changed=sorted(path for path in both if now[path] != before[path]),
        removed=sorted(before.keys() - now.keys()),
    )
