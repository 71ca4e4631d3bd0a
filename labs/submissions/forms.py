"""What a trainer types."""

from hashlib import blake2b
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from labs.assignments.models import Attempt
from labs.grading.models import HandMark
from labs.submissions.actions import give_points
from lms.accounts.models import User


class HandMarkForm(forms.Form):
    """Points and a comment for one cell."""

    points = forms.FloatField(label=_("Points"), min_value=0, localize=True)
    comment = forms.CharField(
        label=_("Comment for the learner"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, cell: str, most: float, **options: Any) -> None:
        place = blake2b(cell.encode(), digest_size=6).hexdigest()
        super().__init__(*args, **options)
        self.auto_id = f"id_%s_{place}"
        points: Any = self.fields["points"]
        points.max_value = most
        points.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        points.validators.append(MaxValueValidator(most))

    def save(self, *, attempt: Attempt, cell: str, by: User) -> HandMark:
        """Give the points."""
        given = self.cleaned_data
        return give_points(
            attempt=attempt, cell=cell, points=given["points"], comment=given["comment"], by=by
        )
