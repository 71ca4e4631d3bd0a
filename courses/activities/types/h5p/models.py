"""Libraries and packages that may be played, and the files people handed in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.activities.types.h5p.archives.specs import LibrarySpec, Wanted
from courses.activities.types.h5p.archives.unpacking import present
from lms.kit.models import Model


def root() -> Path:
    """Where libraries, contents and bundles are kept."""
    return Path(settings.MEDIA_ROOT) / "h5p"


class LibraryQuerySet(models.QuerySet["Library"]):
    """Libraries by state."""

    def installed(self) -> "LibraryQuerySet":
        """Those that contents may play with."""
        return self.filter(state=Library.State.INSTALLED)

    def held(self) -> "LibraryQuerySet":
        """Those that arrived with an upload and wait for a decision."""
        return self.filter(state=Library.State.HELD)

    def newest_first(self) -> "LibraryQuerySet":
        """By name, the highest version first."""
        return self.order_by("machine_name", "-major", "-minor", "-patch", "-id")


class Library(Model):
    """One version of one library, whose bytes never change."""

    class State(models.TextChoices):
        """What was decided about it."""

        HELD = "held", _("Waiting for approval")
        INSTALLED = "installed", _("Installed")
        DISABLED = "disabled", _("Disabled")
        REFUSED = "refused", _("Refused")

    machine_name = models.CharField(max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    license = models.CharField(max_length=40, blank=True)
    runnable = models.BooleanField(default=False)
    fullscreen = models.BooleanField(default=False)
    scripts = ArrayField(models.TextField(), default=list)
    styles = ArrayField(models.TextField(), default=list)
    dependencies = ArrayField(models.TextField(), default=list)
    files = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)

    objects: ClassVar[Any] = LibraryQuerySet.as_manager()

    class Meta:
        db_table = "courses_h5p_library"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor", "patch", "sha256"],
                name="h5p_library_once",
            ),
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor", "patch"],
                condition=Q(state__in=["installed", "disabled"]),
                name="h5p_library_version_has_one_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}.{self.patch}"

    @property
    def name(self) -> Wanted:
        """The version line, as contents ask for it."""
        return Wanted(self.machine_name, self.major, self.minor)

    @property
    def needs(self) -> Sequence[Wanted]:
        """The libraries it loads before itself."""
        parsed = (Wanted.parse(one) for one in self.dependencies)
        return [one for one in parsed if one]

    @property
    def folder_name(self) -> str:
        """Its folder: the version and the start of its sha256, so that the address is immutable."""
        return f"{self.name.folder}.{self.patch}-{self.sha256[:12]}"

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return present(root() / "libraries" / self.folder_name)

    @classmethod
    def from_spec(cls, spec: LibrarySpec, *, sha256: str, files: dict[str, int]) -> "Library":
        """A row, not yet saved, for what a package brought."""
        return cls(
            machine_name=spec.name.machine_name,
            major=spec.name.major,
            minor=spec.name.minor,
            patch=spec.patch,
            sha256=sha256,
            title=spec.title,
            license=spec.license,
            runnable=spec.runnable,
            fullscreen=spec.fullscreen,
            scripts=list(spec.scripts),
            styles=list(spec.styles),
            dependencies=[str(one) for one in spec.needs],
            files=files,
        )


class LibraryDecision(Model):
    """Who decided what about a library, and why: the audit trail."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=10, choices=Library.State)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "courses_h5p_decision"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.library} {self.state}"


class PackageQuerySet(models.QuerySet["Package"]):
    """Packages by state."""

    def ready(self) -> "PackageQuerySet":
        """Those that can be placed in a lesson."""
        return self.filter(state=Package.State.READY)

    def playing_with(self, library: Library) -> "PackageQuerySet":
        """Those that play with a library."""
        return self.filter(load_order__contains=[library.pk])

    def waiting(self) -> "PackageQuerySet":
        """Those whose libraries are not installed yet."""
        return self.filter(state=Package.State.WAITING)


class Package(Model):
    """One content, immutable: known by the sha256 of its file.

    `load_order` are the library rows it plays with, fixed when it became ready: a newer library
    changes nothing under a learner.
    """

    class State(models.TextChoices):
        """Whether it can be played."""

        WAITING = "waiting", _("Waiting for libraries")
        READY = "ready", _("Ready")
        STOPPED = "stopped", _("Stopped with one of its libraries")

    sha256 = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=20, default="und")
    library = models.CharField(max_length=280)
    parameters = models.JSONField()
    metadata = models.JSONField(default=dict)
    stripped = ArrayField(models.TextField(), default=list)
    wanted = ArrayField(models.TextField(), default=list)
    missing = ArrayField(models.TextField(), default=list)
    load_order = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    size = models.PositiveBigIntegerField(default=0)
    # How high it is by the width of its frame, as it was seen when its trainer looked at it.
    heights = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[Any] = PackageQuerySet.as_manager()

    class Meta:
        db_table = "courses_h5p_package"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_playable(self) -> bool:
        """Whether learners get it now."""
        return self.state == Package.State.READY

    @property
    def main(self) -> Wanted:
        """The library that plays the content."""
        name = Wanted.parse(self.library)
        if name is None:
            raise ValueError(self.library)
        return name

    @property
    def folder(self) -> Path:
        """Where its media are."""
        return present(root() / "contents" / self.sha256)


class Upload(Model):
    """A file that a trainer handed in, and what became of it."""

    class State(models.TextChoices):
        """How far the import is."""

        QUEUED = "queued", _("Waiting to be checked")
        DONE = "done", _("Imported")
        REFUSED = "refused", _("Refused")

    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="h5p/uploads/")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    message = models.TextField(blank=True)
    package = models.ForeignKey(Package, models.PROTECT, null=True, related_name="uploads")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "courses_h5p_upload"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name
