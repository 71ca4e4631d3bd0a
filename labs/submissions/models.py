"""Regrades of a class, and hints that two submissions are alike."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from courses.activities.models import Activity
from labs.assignments.models import Attempt, LabVersion
from labs.grading.models import Marking, MarkingState
from lms.kit.models import Model


class Regrade(Model):
    """All attempts of a lab marked anew; each attempt's earlier markings stay.

    Without a `version`, each by the checks of the version on which its learner worked.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="lab_regrades")
    version = models.ForeignKey(LabVersion, models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)


class RegradeItemQuerySet(models.QuerySet["RegradeItem"]):
    """Items by what came of them."""

    def waiting(self) -> "RegradeItemQuerySet":
        """Not marked yet."""
        return self.filter(marking__state=MarkingState.WAITING)

    def held(self) -> "RegradeItemQuerySet":
        """Lower than before, waiting for a trainer's word."""
        return self.filter(marking__state=MarkingState.HELD)


class RegradeItem(Model):
    """One attempt of a regrade: what counted before, and the new marking."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="items")
    marking = models.OneToOneField(Marking, models.PROTECT, related_name="regrade_item")
    before = models.ForeignKey(Marking, models.PROTECT, null=True, related_name="+")
    score_before = models.FloatField(null=True)
    max_before = models.FloatField(null=True)

    objects: ClassVar[Any] = RegradeItemQuerySet.as_manager()


class Decision(Model):
    """What a trainer decided about a lower result: let it count, or keep the earlier one.

    Written once, undone but never deleted.
    """

    item = models.ForeignKey(RegradeItem, models.CASCADE, related_name="decisions")
    accepts = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(undone_at=None), name="lab_decision_stands_once"
            )
        ]


class Fingerprint(Model):
    """What a submission is compared by: hashes of its code and text, no word of it."""

    attempt = models.OneToOneField(Attempt, models.CASCADE, related_name="fingerprint")
    prints = ArrayField(models.BigIntegerField())


class Likeness(Model):
    """A hint that two people's submissions share much; never a verdict, and only for trainers."""

    first = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    second = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    share = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="lab_likeness_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="lab_likeness_order"),
        ]
