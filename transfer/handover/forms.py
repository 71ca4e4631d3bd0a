"""Input of handovers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisation.models import Unit
from transfer.applications.models import Application, ApplicationVersion
from transfer.handover.queries import Standing
from transfer.handover.rules import HandoverState


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


class FilterForm(forms.Form):
    """Which handovers the board shows."""

    application = forms.ModelChoiceField(
        Application.objects.order_by("sort_key"),
        label=_("Application"),
        required=False,
        empty_label=_("All applications"),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Every state")),
            (HandoverState.BLOCKED, _("Not ready")),
            (HandoverState.READY, _("Ready to switch over")),
            (HandoverState.ACCEPTED, _("Taken over")),
        ],
    )

    def chosen(self, standings: list[Standing]) -> list[Standing]:
        """Those that fit; a filter that makes no sense filters nothing."""
        if not self.is_valid():
            return standings
        application, state = self.cleaned_data["application"], self.cleaned_data["state"]
        return [
            one
            for one in standings
            if (not application or one.handover.version.application_id == application.pk)
            and (not state or one.state == state)
        ]
