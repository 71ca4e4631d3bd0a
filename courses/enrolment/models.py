"""The table of enrolments."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from lms.kit.models import Model


class Reason(models.TextChoices):
    """Why somebody takes a course."""

    CHOSEN = "chosen", _("Own choice")
    ASSIGNED = "assigned", _("Sent by the unit")
    MANDATORY = "mandatory", _("Mandatory training")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by state."""

    def active(self) -> "EnrolmentQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Enrolment(Model):
    """One person takes one course.

    Enrolling again after a withdrawal takes up the same row, so that nothing learned is lost.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="enrolments")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, default=Reason.CHOSEN)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar[Any] = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "course"], name="enrolment_once")
        ]
