"""What importing a file would do, without doing it."""

from dataclasses import asdict, dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from courses.activities.types.h5p.archives.dependencies import load_order, mentioned
from courses.activities.types.h5p.archives.reading import Archive, Found
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.errors import PackageRefused
from courses.activities.types.h5p.marking import markers
from courses.activities.types.h5p.models import Library
from courses.activities.types.h5p.queries import installed


@dataclass(frozen=True, kw_only=True)
class Report:
    """One file: accepted or refused and why, and what it would need and lose.

    `reason` also says of an accepted file what keeps it from being played, or was taken out.
    """

    file: str
    accepted: bool
    reason: str = ""
    title: str = ""
    content_type: str = ""
    marked_by: str = ""
    files: int = 0
    libraries_new: list[str] = field(default_factory=list)
    libraries_missing: list[str] = field(default_factory=list)
    libraries_differing: list[str] = field(default_factory=list)
    stripped: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def inspect(file: IO[bytes], name: str) -> Report:
    """Look at a package as the importer does."""
    try:
        archive = Archive(file)
        return _report(archive, archive.inspect(), name)
    except PackageRefused as refusal:
        return Report(file=name, accepted=False, reason=str(refusal))


def _report(archive: Archive, found: Found, name: str) -> Report:
    rows = installed()
    specs = {one: library.spec for one, library in found.libraries.items()}
    wanted = [*found.spec.needs, *mentioned(found.parameters)]
    order, missing = load_order(wanted, {**specs, **rows})
    main = found.spec.main.machine_name
    return Report(
        file=name,
        accepted=True,
        reason=_remarks([one for one in order if one not in rows], missing, found.stripped),
        title=found.spec.title,
        content_type=str(found.spec.main),
        marked_by="server" if markers.is_markable(main) else "client",
        files=len(archive.members),
        libraries_new=[str(specs[one]) for one in order if one not in rows],
        libraries_missing=[str(one) for one in missing],
        libraries_differing=_differing(archive, found),
        stripped=found.stripped,
    )


def _remarks(unknown: list[Wanted], missing: list[Wanted], stripped: list[str]) -> str:
    """What would be done to an accepted file, so that it can do no harm."""
    sentences = []
    if unknown or missing:
        names = ", ".join(str(one) for one in (*unknown, *missing))
        sentence = _("Until somebody approves these libraries it cannot be played: %(names)s.")
        sentences.append(sentence % {"names": names})
    if stripped:
        sentence = _("Left out, because it may not be played here: %(files)s.")
        sentences.append(sentence % {"files": ", ".join(stripped[:10])})
    return " ".join(sentences)


def _differing(archive: Archive, found: Found) -> list[str]:
    """Library versions of the package that are installed here with other bytes."""
    differing = []
    for name, library in found.libraries.items():
        same = Library.objects.filter(
            machine_name=name.machine_name,
            major=name.major,
            minor=name.minor,
            patch=library.spec.patch,
            state=Library.State.INSTALLED,
        ).first()
        if same is not None and same.sha256 != archive.fingerprint(library.files):
            differing.append(str(library.spec))
    return differing
