"""Markings: each run of the grader over an attempt, kept when another follows."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from labs.assignments.models import Attempt
from lms.kit.models import Model


class MarkingState(models.TextChoices):
    """How far a marking is."""

    WAITING = "waiting", _("Waiting to be marked")
    DONE = "done", _("Marked")
    BROKEN = "broken", _("Not a notebook")
    FAULT = "fault", _("System fault")


class Marking(Model):
    """One grading of one attempt; the newest counts."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="markings")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=MarkingState.choices, default=MarkingState.WAITING
    )
    tries = models.PositiveIntegerField(default=0)
    score = models.FloatField(null=True)
    max_score = models.FloatField(null=True)
    report = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "number"], name="lab_marking_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt} – {self.state}"

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The marks of the graded cells."""
        return list(self.report.get("marks", []))
