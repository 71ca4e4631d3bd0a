"""Input of handovers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisation.models import Unit
from transfer.applications.models import ApplicationVersion


class PlanForm(forms.Form):
    """Which version goes into which unit, and when."""

    version = forms.ModelChoiceField(
        ApplicationVersion.objects.select_related("application").order_by(
            "application__sort_key", "goes_live_on"
        ),
        label=_("Application version"),
    )
    planned_on = forms.DateField(
        label=_("Planned for"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            Unit.objects.on(day).order_by("sort_key"), label=_("Unit")
        )
        self.order_fields(["version", "unit", "planned_on"])
