"""When, and why, the centre closes a room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from labs.hub.closing import close_all_later, close_later
from labs.hub.models import Closing
from lms.accounts.models import User

NOW = 30  # seconds: enough for an open page to hear of it and to save
MINUTES = (5, 15, 30, 60)
USUAL = 15 * 60


class ClosingForm(forms.Form):
    """For all rooms that run."""

    seconds = forms.TypedChoiceField(
        label=_("Close the room"), coerce=int, widget=forms.RadioSelect, initial=USUAL
    )
    reason = forms.CharField(
        label=_("Reason, for the learner to read"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        seconds: Any = self.fields["seconds"]
        seconds.choices = [(NOW, _("Now: in half a minute")), *map(_choice, MINUTES)]

    def save_all(self, *, rooms: Iterable[tuple[User, datetime]], by: User) -> int:
        """Have them closed; returns how many."""
        given = self.cleaned_data
        return close_all_later(rooms=rooms, seconds=given["seconds"], reason=given["reason"], by=by)


class OneClosingForm(ClosingForm):
    """`started` is the start of the room that was looked at; a later one is another room."""

    started = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, started: datetime | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["started"].initial = started.isoformat() if started else ""

    def save(self, *, person: User, by: User) -> Closing:
        """Have it closed."""
        given = self.cleaned_data
        return close_later(
            person=person,
            started_at=given["started"],
            seconds=given["seconds"],
            reason=given["reason"],
            by=by,
        )


def _choice(minutes: int) -> tuple[int, str]:
    return minutes * 60, ngettext("In %(n)d minute", "In %(n)d minutes", minutes) % {"n": minutes}
