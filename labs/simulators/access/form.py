"""What a trainer chooses: how many people, folders and faults."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.simulators.access.files import points, read
from labs.simulators.engine import Content, ScenarioForm

FIELDS = ("people", "folders", "faults")


class AccessForm(ScenarioForm):
    """Everybody has a duty but one, who has moved away."""

    people = forms.IntegerField(label=_("Number of people"), min_value=3, max_value=7, initial=5)
    folders = forms.IntegerField(label=_("Number of folders"), min_value=2, max_value=5, initial=4)
    faults = forms.IntegerField(
        label=_("Wrong rights"),
        min_value=1,
        max_value=12,
        initial=4,
        help_text=_("Beside the person who has moved and one link that is open to everybody."),
    )

    def content(self) -> dict[str, Any]:
        """Everything a version needs for ever: the office is copied into it."""
        return content_of(**{name: self.cleaned_data[name] for name in FIELDS})

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        """The fields of a version."""
        return {name: content[name] for name in FIELDS}


def content_of(*, people: int, folders: int, faults: int) -> dict[str, Any]:
    """A scenario."""
    return {
        "people": people,
        "folders": folders,
        "faults": faults,
        "office": read("office"),
        "passwords": read("passwords"),
        "points": points(),
    }
