"""What a trainer types."""

from hashlib import blake2b
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labs.assignments.models import Attempt
from labs.grading.models import HandMark
from labs.grading.queries import hand_marks_of
from labs.grading.words import points_words
from labs.submissions.actions import give_points
from labs.submissions.errors import ChangedMeanwhile
from lms.accounts.models import User


class HandMarkForm(forms.Form):
    """Points and a comment for one cell."""

    points = forms.FloatField(label=gettext_lazy("Points"), min_value=0, localize=True)
    comment = forms.CharField(
        label=gettext_lazy("Comment for the learner"),
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

    def save(self, *, attempt: Attempt, cell: str, by: User, seen: str | None) -> HandMark | None:
        """Give the points; nothing, with a word on the form, where they changed meanwhile."""
        given = self.cleaned_data
        points, comment = given["points"], given["comment"]
        try:
            return give_points(
                attempt=attempt, cell=cell, points=points, comment=comment, by=by, seen=seen
            )
        except ChangedMeanwhile:
            self.add_error(None, _meanwhile(hand_marks_of(attempt).get(cell)))
            return None


def _meanwhile(held: HandMark | None) -> str:
    """What happened since the page was shown, and what saving again will do."""
    if held is None:
        return _("The points were taken back meanwhile. Save again to give yours.")
    told = {"person": held.given_by.full_name, "points": points_words(held.points)}
    return _("%(person)s has given %(points)s points meanwhile. Save again to replace them.") % told
