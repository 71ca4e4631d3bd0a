"""Rules as dated data, and the awards worked out from statements."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.competencies.models import Competency, Level
from lms.kit.models import Model
from lms.organisation.models import Dated, DatedQuerySet, dated


class Evidence(models.TextChoices):
    """On what an award rests, from the weakest to the strongest."""

    COURSE = "course", _("Course completed")
    TEST = "test", _("Test marked by the system")
    LAB = "lab", _("Practical work marked by the system")
    ASSESSED = "assessed", _("Work assessed by a trainer")


class Trust(models.TextChoices):
    """Who worked out the result: the learner's browser, or the server."""

    CLIENT = "client", _("Reported by the browser")
    SERVER = "server", _("Worked out on the server")


class AchievementRule(Dated):
    """A course result gives a competency at a level, while the rule holds.

    The course is kept by its public uuid, because the rule and what was awarded by it outlive
    the page. A rule is never changed once it holds: it ends, and another begins; otherwise a
    replay would judge the past by the present.
    """

    kind = models.CharField(_("kind"), max_length=30, default="course")
    course = models.UUIDField(_("course"), db_index=True)
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="rules")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    evidence = models.CharField(_("evidence"), max_length=20, choices=Evidence)
    trust = models.CharField(_("trust needed"), max_length=10, choices=Trust, default=Trust.CLIENT)
    minimum_score = models.DecimalField(
        _("least score (of 1)"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("achievement rule")
        verbose_name_plural = _("achievement rules")
        constraints: ClassVar = [
            *dated("achievement_rule"),
            models.UniqueConstraint(
                fields=["kind", "course", "competency", "level", "starts_on"],
                name="achievement_rule_once",
            ),
            models.CheckConstraint(
                condition=Q(minimum_score__isnull=True) | Q(minimum_score__range=(0, 1)),
                name="achievement_rule_score_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency.code} / {self.level.number}"


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards by validity."""

    def valid_on(self, day: Any) -> "AwardQuerySet":
        """Those that hold on `day`; the last day counts."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), earned_on__lte=day
        )


class Award(Model):
    """A person showed a competency at a level. Derived: only statements make or change it.

    `source` is the id of the `earned` statement and `cause` that of the course result.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="awards")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    evidence = models.CharField(_("evidence"), max_length=20, choices=Evidence)
    trust = models.CharField(_("trust"), max_length=10, choices=Trust)
    course = models.UUIDField(_("course"))
    source = models.UUIDField(unique=True)
    cause = models.UUIDField(db_index=True)
    earned_on = models.DateField(_("earned on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects: ClassVar[Any] = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        indexes: ClassVar = [
            models.Index(fields=["person", "competency"], name="award_person_competency"),
            models.Index(fields=["valid_until"], name="award_valid_until"),
        ]
