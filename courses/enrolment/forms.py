"""Sending people to a course: only people whom the sender may see can be chosen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Reason
from courses.enrolment.queries import SENDERS, people_in
from lms.accounts.models import User
from lms.kit import clock
from lms.organisation.forms import day_field
from lms.organisation.models import Unit
from lms.organisation.permissions import visible_units

MOST_PEOPLE = 300


class UnitForm(forms.Form):
    """The unit whose people are shown, with all below it."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        label=_("Unit"),
        empty_label=_("Choose a unit"),
    )

    def __init__(self, sender: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = visible_units(sender, *SENDERS).on(clock.today()).by_name()


class SendForm(forms.Form):
    """Who is sent, why and until when."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        to_field_name="uuid",
        label=_("Who is sent"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            (Reason.ASSIGNED.value, Reason.ASSIGNED.label),
            (Reason.MANDATORY.value, Reason.MANDATORY.label),
        ],
    )
    due_on = day_field(label=_("To be completed by"), required=False)

    def __init__(self, sender: User, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        people = people_in(sender, unit)
        field.queryset = people if self.is_bound else people[:MOST_PEOPLE]

    def clean_due_on(self) -> Any:
        """A day that is over cannot be kept."""
        day = self.cleaned_data.get("due_on")
        if day and day < clock.today():
            raise ValidationError(_("This day is over. Please choose a later one."))
        return day
