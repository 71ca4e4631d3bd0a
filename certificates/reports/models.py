"""Where each person stands, and the same summed up for every unit."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from certificates.competencies.models import Competency
from lms.organisation.models import Unit


class Standing(models.Model):
    """One person against one competency today.

    `units` holds the ids of every unit the person serves in and of all above those: what the
    person adds to. Derived from awards, assignments and requirements.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="standings")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="+")
    required = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    valid_until = models.DateField(null=True)
    units = ArrayField(models.BigIntegerField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "competency"], name="standing_once"),
            models.CheckConstraint(
                condition=Q(required__gt=0) | Q(level__gt=0), name="standing_says_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["competency", "person"], name="standing_competency"),
            models.Index(fields=["valid_until"], name="standing_valid_until"),
        ]


class UnitSummary(models.Model):
    """How many people in a unit and below need a competency, and how many of them have it.

    `holders` counts all who have it at any level, needed or not.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="+")
    required = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    holders = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "competency"], name="summary_once"),
            models.CheckConstraint(
                condition=Q(met__lte=models.F("required")), name="summary_met_of_required"
            ),
        ]
