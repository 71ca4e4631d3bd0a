"""Handovers: planned, accepted, or called off."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.kit.models import Model
from lms.organisation.models import Unit
from transfer.applications.models import ApplicationVersion


class Handover(Model):
    """One application version into one unit. `facts` holds the conditions as accepted."""

    version = models.ForeignKey(ApplicationVersion, models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers")
    planned_on = models.DateField(_("planned for"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    facts = models.JSONField(default=list, editable=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "unit"], name="handover_once"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="handover_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} → {self.unit}"
