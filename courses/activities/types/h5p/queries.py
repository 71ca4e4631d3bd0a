"""Reads that are shared: what is installed, what a content plays with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from courses.activities.types.h5p.archives.packing import Shelf
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.models import Library, Package


def installed() -> dict[Wanted, Library]:
    """For each version line the highest installed patch."""
    rows = Library.objects.installed().order_by("patch", "id")
    return {row.name: row for row in rows}


def libraries_of(package: Package) -> list[Library]:
    """The libraries of a package in the order in which they load."""
    rows: dict[int, Library] = Library.objects.in_bulk(package.load_order)
    return [rows[pk] for pk in package.load_order]


def playable(package: Package) -> bool:
    """Whether the package is ready and none of its libraries was stopped since."""
    if package.state != Package.State.READY:
        return False
    stopped = Library.objects.filter(pk__in=package.load_order).exclude(
        state=Library.State.INSTALLED
    )
    return not stopped.exists()


def installed_shelf() -> Shelf:
    """The installed libraries, to pack from."""
    rows = installed()

    def folder(name: Wanted) -> Path | None:
        row = rows.get(name)
        return row.folder if row else None

    return Shelf(folder)


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One library with what approving or disabling it touches."""

    library: Library
    packages: int
    installed: Library | None
    added: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[str]


def holdings(libraries: Iterable[Library]) -> list[Holding]:
    """Libraries beside what is installed of the same line and how many packages use them."""
    current = installed()
    used: dict[int, int] = {}
    for order in Package.objects.values_list("load_order", flat=True):
        for pk in order:
            used[pk] = used.get(pk, 0) + 1
    return [_holding(one, current.get(one.name), used.get(one.pk, 0)) for one in libraries]


def _holding(library: Library, current: Library | None, packages: int) -> Holding:
    before = current.files if current and current.pk != library.pk else {}
    now = library.files
    both = now.keys() & before.keys()
    return Holding(
        library=library,
        packages=packages,
        installed=current,
        added=sorted(now.keys() - before.keys()) if before else [],
        changed=sorted(path for path in both if now[path] != before[path]),
        removed=sorted(before.keys() - now.keys()),
    )
