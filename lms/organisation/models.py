"""Units with lineage, positions, assignments and role grants; all dated, none overwritten."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role
from lms.kit.models import Model
from lms.kit.text import fold, nfc, sort_key


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from a day to a day, both included; an open end holds still."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.from_day(day).filter(starts_on__lte=day)

    def from_day(self, day: date) -> Self:
        """Those that hold on `day` or begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def dated(name: str) -> list[models.BaseConstraint]:
    """The constraint of every dated table: it does not end before it starts."""
    ends_after = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
    return [models.CheckConstraint(condition=ends_after, name=f"{name}_ends_after_start")]


class Dated(Model):
    """A row that holds from one day to another; `ends_on` is the last day it holds."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True


class UnitKind(models.TextChoices):
    """Levels of the two-tier local government, and what went before it."""

    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Province-level department")
    DISTRICT = "district", _("Former district unit")
    COMMUNE = "commune", _("Commune")
    WARD = "ward", _("Ward")
    SERVICE_CENTRE = "service_centre", _("Public administration service centre")
    OFFICE = "office", _("Office or division")


class UnitQuerySet(DatedQuerySet):
    """Units of the tree, which is kept as a path of codes."""

    def under(self, *units: "Unit") -> "UnitQuerySet":
        """The units given and all below them."""
        return self.within(*(unit.path for unit in units))

    def within(self, *paths: str) -> "UnitQuerySet":
        """The units at these paths and all below them."""
        inside = Q(pk__in=[])
        for path in paths:
            inside |= Q(path__startswith=path)
        return self.filter(inside)

    def by_name(self) -> "UnitQuerySet":
        """In Vietnamese order."""
        return self.order_by("sort_key", "id")


class Unit(Dated):
    """An agency or part of one. `path` holds the ids of its ancestors and itself: `/1/7/42/`."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=250, editable=False, default="")
    sort_key = models.CharField(max_length=800, editable=False)
    folded_name = models.CharField(max_length=250, editable=False)

    objects: ClassVar[Any] = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar = dated("unit")
        indexes: ClassVar = [
            models.Index(fields=["path"], name="unit_path", opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the sort and search keys; the path is the matter of the actions."""
        self.name = nfc(self.name).strip()
        self.sort_key = sort_key(self.name)
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this unit itself."""
        return [int(part) for part in self.path.strip("/").split("/") if part]


class LineageKind(models.TextChoices):
    """How one unit became another."""

    MERGE = "merge", _("Merged into")
    SPLIT = "split", _("Split into")
    RENAME = "rename", _("Renamed to")
    TRANSFER = "transfer", _("Tasks handed to")


class UnitLineage(Model):
    """One step of a unit's history: a predecessor, a successor and the day it took effect."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(_("kind"), max_length=10, choices=LineageKind)
    effective_on = models.DateField(_("effective date"))
    ground = models.CharField(_("legal ground"), max_length=250, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on"], name="lineage_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="lineage_two_units"
            ),
        ]


class Position(Model):
    """A post (vị trí việc làm) as the approved list of posts names it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    sort_key = models.CharField(max_length=800, editable=False)

    class Meta:
        verbose_name = _("job position")
        verbose_name_plural = _("job positions")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the sort key."""
        self.name = nfc(self.name).strip()
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Assignment(Dated):
    """A person serves in a unit in a position; several at once when posts are concurrent."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments")
    is_primary = models.BooleanField(_("main post"), default=True)
    is_head = models.BooleanField(_("head of the unit"), default=False)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            *dated("assignment"),
            models.UniqueConstraint(
                fields=["person", "unit", "position", "starts_on"], name="assignment_once"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_primary=True, ends_on__isnull=True),
                name="assignment_one_main_post",
            ),
        ]


class RoleGrant(Dated):
    """A person holds a role over a unit and all below it; without a unit, over everything."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="role_grants"
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            *dated("grant"),
            models.CheckConstraint(
                condition=Q(role=Role.CENTRE_ADMIN) | Q(unit__isnull=False),
                name="grant_has_scope",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit", "starts_on"],
                name="grant_once",
                nulls_distinct=False,
            ),
        ]
