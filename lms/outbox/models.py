"""The table of effects that are due."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from lms.kit.models import Model


class EffectQuerySet(models.QuerySet["Effect"]):
    """Effects by state."""

    def waiting(self) -> "EffectQuerySet":
        """Neither done nor given up."""
        return self.filter(done_at__isnull=True, dead_at__isnull=True)

    def dead(self) -> "EffectQuerySet":
        """Given up after the last try; somebody has to look."""
        return self.filter(dead_at__isnull=False)


class Effect(Model):
    """One effect: what kind, for which key (never twice), with what payload, due when."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = EffectQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="effect_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="effect_due",
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
