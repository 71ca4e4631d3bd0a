"""Trials: a version of a lab graded for its author; no learner and no record is touched."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from labs.assignments.models import LabVersion
from labs.grading.models import MarkingState
from lms.kit.models import Model


class Trial(Model):
    """One grading of the author's own solution, or of a notebook that a trainer filled in.

    `content` is empty for the author's solution: the master itself is what is graded.
    """

    version = models.ForeignKey(LabVersion, models.PROTECT, related_name="trials")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.BinaryField(null=True)
    file_name = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        max_length=10, choices=MarkingState.choices, default=MarkingState.WAITING
    )
    score = models.FloatField(null=True)
    report = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"],
                name="lab_solution_tried_once_at_a_time",
                condition=Q(content__isnull=True, state=MarkingState.WAITING),
            )
        ]

    @property
    def is_solution(self) -> bool:
        """Whether the author's own solution was graded."""
        return self.content is None

    @property
    def is_full(self) -> bool:
        """Whether every check gave all its points."""
        most = self.version.checked_score
        return self.state == MarkingState.DONE and (self.score or 0.0) >= most - 1e-9

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The marks of the graded cells."""
        return list(self.report.get("marks", []))
