"""Scenarios in frozen versions; runs, who sat in them, and every step they took."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.activities.models import Activity
from lms.kit.models import Model


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Scenarios with what a list says of them."""

    def with_versions(self) -> "ScenarioQuerySet":
        """Each with the number of its newest and of its newest published version."""
        published = Q(versions__published_at__isnull=False)
        return self.annotate(
            newest=models.Max("versions__number"),
            shown=models.Max("versions__number", filter=published),
        ).select_related("author")


class Scenario(Model):
    """An exercise that trainers place in lessons; what it contains lives in its versions."""

    title = models.CharField(_("title"), max_length=250)
    engine = models.SlugField(max_length=30)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="scenarios")

    objects: ClassVar[Any] = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "ScenarioVersion":
        """The newest version; a scenario is made with its first."""
        return self.versions.order_by("-number")[0]

    @property
    def published(self) -> "ScenarioVersion | None":
        """The newest version that learners may be given."""
        return self.versions.filter(published_at__isnull=False).order_by("-number").first()


class ScenarioVersion(Model):
    """What a scenario contained at one time; never changed.

    `golden` is the trainer's own trace that scored full marks, with its seed: without it a version
    is not published.
    """

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    golden = models.JSONField(default=list)
    golden_seed = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "number"], name="scenario_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.scenario} ({self.number})"


class Run(Model):
    """One go at a scenario, by one person or a pair; without an activity a trainer's rehearsal.

    `kept` steps were taken over from the run `again_of`, where somebody begins again before a
    step that went wrong. Once closed it is evidence: digest and report are never changed.
    """

    version = models.ForeignKey(ScenarioVersion, models.PROTECT, related_name="runs")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="simulator_runs")
    seed = models.BigIntegerField()
    again_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    kept = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.version} – {self.uuid}"

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What went wrong, as kept when the run was handed in."""
        return list(self.report.get("findings", []))


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings by state."""

    def present(self) -> "SittingQuerySet":
        """Those who did not leave."""
        return self.filter(left=False)


class Sitting(Model):
    """Who sits at a seat of a run. Without a person the system plays that seat.

    `key` makes a repeated beginning the same sitting; `number` counts a learner's goes.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="sittings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sittings"
    )
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    seat = models.SlugField(max_length=30)
    number = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=100)
    left = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True)
    max_score = models.FloatField(null=True)

    objects: ClassVar[Any] = SittingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "seat"], condition=Q(left=False), name="sitting_seat_once"
            ),
            models.UniqueConstraint(
                fields=["person", "activity"],
                condition=Q(closed_at__isnull=True),
                name="sitting_one_open",
            ),
            models.UniqueConstraint(fields=["person", "activity", "number"], name="sitting_number"),
            models.UniqueConstraint(fields=["person", "activity", "key"], name="sitting_key"),
        ]

    def __str__(self) -> str:
        return f"{self.run} – {self.seat}"


class Step(Model):
    """One step of a run, in its order; written once. `key` makes a repeated post the same step."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.SlugField(max_length=30)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="step_number"),
            models.UniqueConstraint(fields=["run", "key"], name="step_key"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"
