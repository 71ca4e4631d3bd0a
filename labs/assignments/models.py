"""Labs, their versions, and what learners handed in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.activities.models import Activity
from lms.kit.models import Model


class NotebookLabs(models.Manager["Lab"]):
    """Labs whose answer is a notebook; those on files are rows of a table of their own too."""

    def get_queryset(self) -> models.QuerySet["Lab"]:
        """Without those on files."""
        return super().get_queryset().filter(filelab__isnull=True)


class Lab(Model):
    """A lab that authors place in lessons; what it asks for lives in its versions."""

    title = models.CharField(_("title"), max_length=250)

    objects: ClassVar[Any] = NotebookLabs()

    class Meta:
        verbose_name = _("lab")
        verbose_name_plural = _("labs")
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "LabVersion | None":
        """The newest version."""
        return self.versions.order_by("-number").first()


class LabKind(models.TextChoices):
    """What a version's answer is, and so who grades it."""

    NOTEBOOK = "notebook", _("Notebook")
    FILE = "file", _("File")


class LabVersion(Model):
    """One uploaded master notebook, or the checks of a lab on a file; never changed.

    Holds solutions and hidden tests: `master` never leaves the site.
    """

    kind = models.CharField(max_length=8, choices=LabKind.choices, default=LabKind.NOTEBOOK)

    lab = models.ForeignKey(Lab, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=100)
    master = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    max_score = models.FloatField()
    checked_score = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lab", "number"], name="lab_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.lab} ({self.number})"

    @property
    def is_by_hand(self) -> bool:
        """Whether a person gives part of the points."""
        return self.max_score > self.checked_score


class LabFileQuerySet(models.QuerySet["LabFile"]):
    """Files by who gets them."""

    def given(self) -> "LabFileQuerySet":
        """Those that learners get."""
        return self.filter(kept=False)


class LabFile(Model):
    """A file given to the learner beside the notebook, and to the checks.

    A `kept` one is for the checks alone: it never leaves the site.
    """

    version = models.ForeignKey(LabVersion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    kept = models.BooleanField(default=False)

    objects: ClassVar[Any] = LabFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="lab_file_once")
        ]


class Attempt(Model):
    """A notebook as handed in: evidence, never changed.

    `key` makes a repeated hand-in the same attempt.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lab_attempts"
    )
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="lab_attempts")
    version = models.ForeignKey(LabVersion, models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "activity", "number"], name="lab_attempt_number"
            ),
            models.UniqueConstraint(fields=["learner", "activity", "key"], name="lab_attempt_key"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} – {self.number}"
