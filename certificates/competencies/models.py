"""Frameworks with their competencies and levels, and what each position requires."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.kit.models import Model
from lms.organisation.models import Dated, DatedQuerySet, Position, dated


class Bilingual(Model):
    """A row named in Vietnamese and in English."""

    name = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        english = (get_language() or "vi").startswith("en")
        return self.name_en if english and self.name_en else self.name


class Framework(Bilingual):
    """A published or proposed set of competencies, with its source and how sure we are of it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    document = models.CharField(_("document"), max_length=200, blank=True)
    dated = models.CharField(_("date"), max_length=10, blank=True)
    official = models.BooleanField(_("official"), default=False)
    certainty = models.CharField(_("certainty"), max_length=300)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")
        ordering: ClassVar = ["id"]


class Competency(Bilingual):
    """One competency of a framework; `tasks` are the acts by which it shows."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="competencies")
    code = models.CharField(_("code"), max_length=40)
    area = models.CharField(_("area"), max_length=300, blank=True)
    area_en = models.CharField(_("area in English"), max_length=300, blank=True)
    tasks = models.JSONField(_("tasks of the competency"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("place in order"), default=0)

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering: ClassVar = ["framework_id", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="competency_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Level(Bilingual):
    """One level of a framework, counted from 1 upwards."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="levels")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering: ClassVar = ["framework_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "number"], name="level_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="level_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class PositionRequirement(Dated):
    """From a day to a day, a position requires a competency at a level."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="requirements")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="requirements")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("required competency")
        verbose_name_plural = _("required competencies")
        constraints: ClassVar = [
            *dated("requirement"),
            models.UniqueConstraint(
                fields=["position", "competency", "starts_on"], name="requirement_once"
            ),
            models.UniqueConstraint(
                fields=["position", "competency"],
                condition=models.Q(ends_on__isnull=True),
                name="requirement_one_open",
            ),
        ]
