"""Attempts, and their answers: one row each."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.activities.models import Activity
from lms.kit.models import Model


class Attempt(Model):
    """One go at a quiz. A learner has at most one open attempt; its seed decides the order."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="quiz_attempts"
    )
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    submitted_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True)
    max_score = models.FloatField(null=True)
    passed = models.BooleanField(null=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "activity", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=Q(submitted_at__isnull=True),
                name="attempt_one_open",
            ),
        ]


class Answer(Model):
    """The answer to one question of an attempt, as last saved; marked when it is handed in.

    `typed_at` is the sender's clock in milliseconds: a late copy of an earlier answer, sent again
    from the queue of a device, does not overwrite a later one.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    response = models.JSONField()
    typed_at = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)
    correct = models.BooleanField(null=True)
    points = models.FloatField(null=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "question"], name="answer_once")
        ]
