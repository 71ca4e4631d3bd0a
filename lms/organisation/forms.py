"""Input of the organisation; what is chosen from is what the one who asks may see."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.errors import MainPostElsewhere
from lms.organisation.models import Position, Unit
from lms.organisation.permissions import may_transfer, people_to_assign

WAYS_TO_WRITE_A_DAY = ["%d/%m/%Y", "%Y-%m-%d"]


def day_field(**options: Any) -> forms.DateField:
    """A day as 31/12/2026; a browser's own picker would follow the browser's language."""
    widget = forms.DateInput(attrs={"inputmode": "numeric", "size": 12}, format="%d/%m/%Y")
    options = {"help_text": _("Day/month/year, for instance 31/12/2026")} | options
    return forms.DateField(widget=widget, input_formats=WAYS_TO_WRITE_A_DAY, **options)


def position_field() -> "forms.ModelChoiceField[Position]":
    """One of the approved posts."""
    return forms.ModelChoiceField(
        Position.objects.order_by("sort_key"),
        label=_("Job position"),
        empty_label=_("Choose a position"),
    )


class DayForm(forms.Form):
    """The day a page shows; today when none or nonsense is given."""

    on = day_field(label=_("As at date"), required=False)

    def day(self) -> date:
        """The day chosen."""
        chosen: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return chosen or clock.today()


class PostForm(forms.Form):
    """A post for somebody in one unit."""

    username = forms.CharField(label=_("Staff code"), max_length=150)
    position = position_field()
    starts_on = day_field(label=_("From"))
    ends_on = day_field(label=_("Until"), required=False)
    is_primary = forms.BooleanField(label=_("This is the main post"), required=False, initial=True)
    is_head = forms.BooleanField(label=_("Leads the unit"), required=False)
    transfer = forms.BooleanField(
        label=_("Transfer: the main post held so far ends the day before"), required=False
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_username(self) -> str:
        """Find the person; one whom the viewer may not see is not found either."""
        typed = self.cleaned_data["username"].strip()
        self.cleaned_data["person"] = (
            people_to_assign(self.viewer).filter(username__iexact=typed).first()
        )
        if self.cleaned_data["person"] is None:
            raise ValidationError(_("Nobody with this staff code was found."))
        return str(typed)

    def clean(self) -> None:
        """A transfer ends the main post: only for those who write where it lies."""
        person = self.cleaned_data.get("person")
        if person and self.cleaned_data.get("transfer") and not may_transfer(self.viewer, person):
            raise ValidationError(MainPostElsewhere.sentence)

    def facts(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: value for name, value in self.cleaned_data.items() if name != "username"}


class PersonForm(forms.Form):
    """A new person with their first post."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    username = forms.CharField(label=_("Staff code"), max_length=150)
    email = forms.EmailField(label=_("Official e-mail"), required=False)
    position = position_field()
    starts_on = day_field(label=_("From"))
    is_head = forms.BooleanField(label=_("Leads the unit"), required=False)


class EndForm(forms.Form):
    """The last day."""

    ends_on = day_field(label=_("Last day"))


class GrantForm(forms.Form):
    """A role over a unit."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[choice for choice in Role.choices if choice[0] != Role.LEARNER],
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("No unit"),
        help_text=_("The role holds here and below. A centre administrator needs no unit."),
    )
    ends_on = day_field(label=_("Until"), required=False)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.on(day).by_name()  # type: ignore[attr-defined]  # a ModelChoiceField

    def facts(self) -> dict[str, Any]:
        """What the action wants to know; the centre administrator's role has no unit."""
        role = Role(self.cleaned_data["role"])
        unit = None if role == Role.CENTRE_ADMIN else self.cleaned_data["unit"]
        return {"role": role, "unit": unit, "ends_on": self.cleaned_data["ends_on"]}
