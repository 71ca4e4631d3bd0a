"""A draft as learners would play it."""

from courses.activities.types.h5p.archives.dependencies import load_order, mentioned
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.queries import installed


def as_package(draft: Draft, library: Library) -> Package:
    """What saving would make, not saved."""
    return Package(
        uuid=draft.uuid,
        title=draft.title or library.title,
        language="vi",
        library=str(library.name),
        parameters=draft.parameters,
    )


def libraries_of(package: Package) -> list[Library]:
    """What it would play with, in loading order."""
    rows = installed()
    order, _missing = load_order([package.main, *mentioned(package.parameters)], rows)
    return [rows[name] for name in order]
