"""Markings: each run of the grader over an attempt, kept when another follows; points by hand."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from labs.assignments.models import Attempt, LabVersion
from lms.kit.models import Model


class MarkingState(models.TextChoices):
    """How far a marking is."""

    WAITING = "waiting", _("Waiting to be marked")
    BY_HAND = "by_hand", _("Waiting for the trainer")
    DONE = "done", _("Marked")
    BROKEN = "broken", _("Not a notebook")
    FAULT = "fault", _("System fault")
    HELD = "held", _("Lower, held back")
    SET_ASIDE = "set_aside", _("Lower, not counted")
    CANCELLED = "cancelled", _("Cancelled")


NEVER_COUNTING = (MarkingState.HELD, MarkingState.SET_ASIDE, MarkingState.CANCELLED)


class MarkingQuerySet(models.QuerySet["Marking"]):
    """Markings by what they mean for the learner."""

    def counting(self) -> "MarkingQuerySet":
        """Those of which the newest counts.

        A regrade that waits, failed, was cancelled, is held back or was set aside leaves the
        earlier one in place.
        """
        unsettled = Q(state__in=[MarkingState.WAITING, MarkingState.FAULT], careful=True)
        return self.exclude(Q(state__in=NEVER_COUNTING) | unsettled)


class Marking(Model):
    """One grading of one attempt; the newest that is settled counts.

    `version` is set where it differs from the one on which the learner worked. A `careful` one
    is a regrade: when it would lower the result, it is held back until a trainer accepts it, and
    set aside where they keep the earlier result or a later marking overtakes it.
    `score` includes the points given by hand so far.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="markings")
    version = models.ForeignKey(LabVersion, models.PROTECT, null=True, related_name="+")
    careful = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=MarkingState.choices, default=MarkingState.WAITING
    )
    tries = models.PositiveIntegerField(default=0)
    score = models.FloatField(null=True)
    max_score = models.FloatField(null=True)
    report = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = MarkingQuerySet.as_manager()

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

    @property
    def graded_by(self) -> LabVersion:
        """The version whose checks were run."""
        return self.version or self.attempt.version

    @property
    def is_full(self) -> bool:
        """Whether nothing can be gained by another attempt."""
        return self.score is not None and self.score >= (self.max_score or 0) - 1e-9


class HandMark(Model):
    """What a person gave for one cell of an attempt; written once, taken back but never deleted.

    The newest of a cell that was not taken back counts, over every marking of the attempt.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="hand_marks")
    cell = models.CharField(max_length=200)
    points = models.FloatField()
    comment = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gte=0), name="lab_hand_mark_points")
        ]
        indexes: ClassVar = [models.Index(fields=["attempt", "cell"], name="lab_hand_mark_cell")]
