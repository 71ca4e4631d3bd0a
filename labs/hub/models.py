"""What is kept of practice rooms beside the hub: the queue for them, and which are to be closed.

Kept here, so that neither a restarted hub nor site forgets it.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.kit import clock
from lms.kit.models import Model

GONE_AFTER = timedelta(minutes=2)


class PlaceState(models.TextChoices):
    """How far a person's room is."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    CLOSED = "closed"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places by their turn."""

    def waiting(self) -> "PlaceQuerySet":
        """In the queue, with somebody who still looks at it; whose turn is first, first.

        Never who was disabled: a request that was on its way then may have asked since.
        """
        since = clock.now() - GONE_AFTER
        rows = self.filter(state=PlaceState.WAITING, seen_at__gte=since, person__is_active=True)
        return rows.order_by("asked_at", "pk")

    def before(self, place: "Place") -> "PlaceQuerySet":
        """Those whose turn is before this one's."""
        earlier = Q(asked_at__lt=place.asked_at)
        return self.waiting().filter(earlier | Q(asked_at=place.asked_at, pk__lt=place.pk))


class Place(Model):
    """A person's place: in the queue since `asked_at`, then the room itself, last seen so.

    What runs is known to the hub alone; `state` says what was last heard of it. `terminal` is set
    once a lab asked for it, and holds from the next start on.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=PlaceState.choices, default=PlaceState.WAITING)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    problem = models.CharField(max_length=500, blank=True)
    terminal = models.BooleanField(default=False)

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                name="lab_queue",
                condition=Q(state=PlaceState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.state}"

    def is_forgotten(self, at: datetime) -> bool:
        """Whether nobody has looked at it for so long that others go first."""
        return self.seen_at < at - GONE_AFTER


class ClosingEnd(models.TextChoices):
    """How a closing ended."""

    CLOSED = "closed"
    CALLED_OFF = "called-off"
    GONE = "gone"


class ClosingQuerySet(models.QuerySet["Closing"]):
    """Closings by how far they are."""

    def open(self) -> "ClosingQuerySet":
        """Those that are still to come."""
        return self.filter(ended_at__isnull=True)

    def told_to(self, place: Place) -> "ClosingQuerySet":
        """What somebody at this place should know: what is to come, or what ended their room."""
        told = Q(ended_at__isnull=True) | Q(end=ClosingEnd.CLOSED)
        rows = self.filter(told, person=place.person_id, created_at__gte=place.asked_at)
        return rows.order_by("-created_at")


class Closing(Model):
    """One room, that start of it and no later one, which the centre has closed at `due_at`.

    `reason` is read by the room's learner. It ends as closed, as called off, or as gone: the
    learner's room was closed or started anew before.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    end = models.CharField(max_length=10, choices=ClosingEnd.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ClosingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="lab_closing_one_open"
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True)
                | Q(end__in=ClosingEnd.values, ended_at__isnull=False),
                name="lab_closing_end_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.due_at:%H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.ended_at is None
