"""Phases and the lessons drawn from them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.kit.models import Model
from lms.organisation.models import Dated, dated
from transfer.applications.models import Application


class Phase(Dated):
    """One stage of the roadmap, with its review."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    goals = models.TextField(_("goals"), blank=True)
    applications = models.ManyToManyField(Application, related_name="phases", blank=True)
    review = models.TextField(_("review"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints: ClassVar = dated("phase")

    def __str__(self) -> str:
        return self.name


class LessonLearned(Model):
    """What a phase taught, who acts on it, and by when."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="lessons")
    text = models.TextField(_("lesson learned"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)

    class Meta:
        verbose_name = _("lesson learned")
        verbose_name_plural = _("lessons learned")
