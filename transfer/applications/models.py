"""Applications, their versions, and what a unit must have before it works with one."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.kit.models import Model
from lms.kit.text import nfc, sort_key
from lms.organisation.models import Dated, DatedQuerySet, Unit, dated


class Application(Model):
    """One e-government application that units take over."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=800, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the sort key."""
        self.name = nfc(self.name).strip()
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class ApplicationVersion(Model):
    """A version and the day on which units start to work with it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="versions")
    label = models.CharField(_("version"), max_length=40)
    goes_live_on = models.DateField(_("goes live on"))
    changes = models.TextField(_("what changed"), blank=True)

    class Meta:
        verbose_name = _("application version")
        verbose_name_plural = _("application versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "label"], name="version_once")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.label}"


class Condition(Dated):
    """A unit needs so many people with a competency at a level before it takes over."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="conditions")
    competency = models.ForeignKey(
        "certificates.Competency", models.PROTECT, related_name="+", verbose_name=_("competency")
    )
    level = models.PositiveSmallIntegerField(_("level"), validators=[MinValueValidator(1)])
    people_needed = models.PositiveSmallIntegerField(
        _("people needed"), validators=[MinValueValidator(1)]
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("readiness condition")
        verbose_name_plural = _("readiness conditions")
        constraints: ClassVar = [
            *dated("condition"),
            models.UniqueConstraint(
                fields=["application", "competency", "starts_on"], name="condition_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, people_needed__gte=1), name="condition_positive"
            ),
        ]
