"""Drafts of spreadsheets: each cell's present content, and every edit in its order."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.activities.models import Activity
from labs.assignments.models import LabVersion
from lms.kit.models import Model


class Draft(Model):
    """One go of a person at a spreadsheet; of those not set aside there is one.

    `edits` counts them. `values` are what the grader's evaluator made of the formulas when there
    were `values_at` edits; they can be worked out anew at any time.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sheet_drafts"
    )
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sheet_drafts")
    version = models.ForeignKey(LabVersion, models.PROTECT, related_name="+")
    edits = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    values = models.JSONField(default=dict)
    values_at = models.IntegerField(default=-1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=Q(set_aside_at__isnull=True),
                name="sheet_draft_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} – {self.uuid}"


class CellKind(models.TextChoices):
    """How a cell's text is read; `start` keeps what stands in the start file."""

    START = "start"
    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    FORMULA = "formula"


class Cell(Model):
    """What a cell holds that differs from the start file. Without an address: the sheet itself."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="cells")
    sheet = models.CharField(max_length=31)
    address = models.CharField(max_length=7, blank=True)
    kind = models.CharField(max_length=7, choices=CellKind.choices, default=CellKind.START)
    text = models.TextField(blank=True)
    look = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "sheet", "address"], name="sheet_cell_once"),
            models.CheckConstraint(
                condition=Q(kind__in=CellKind.values), name="sheet_cell_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


class Edit(Model):
    """One edit in its order, written once; `key` makes a repeated post the same edit.

    `changes` are lists of sheet, address, the state before and the state after, so that an edit
    can be undone; undoing is an edit too.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="history")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=4)
    changes = models.JSONField(default=list)
    key = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="sheet_edit_number"),
            models.UniqueConstraint(fields=["draft", "key"], name="sheet_edit_key"),
            models.CheckConstraint(
                condition=Q(kind__in=["set", "undo", "redo"]), name="sheet_edit_kind_known"
            ),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"
