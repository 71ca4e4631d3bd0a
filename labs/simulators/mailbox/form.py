"""What a trainer chooses: how many mails, how many of them dishonest, how hard to tell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import Content, ScenarioForm
from labs.simulators.mailbox.files import mails_up_to, points

LEVELS = [(1, _("Easy: plain signs")), (2, _("Medium")), (3, _("Hard: well made mails"))]


class MailboxForm(ScenarioForm):
    """As many mails as there are of the difficulty chosen."""

    count = forms.IntegerField(label=_("Number of mails"), min_value=2, max_value=14, initial=8)
    phishing = forms.IntegerField(
        label=_("Of these, phishing"), min_value=1, max_value=8, initial=4
    )
    level = forms.TypedChoiceField(label=_("Difficulty"), coerce=int, choices=LEVELS, initial=2)
    minutes = forms.IntegerField(
        label=_("Minutes by the practice clock until a report is late"),
        min_value=10,
        max_value=240,
        initial=60,
        help_text=_("Every step takes a minute."),
    )

    def clean(self) -> dict[str, Any]:
        """There must be enough mails of either sort."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        mails = mails_up_to(given["level"]).values()
        false = sum(not one["real"] for one in mails)
        if given["phishing"] > false or given["phishing"] >= given["count"]:
            self.add_error("phishing", _("There are not that many phishing mails to draw from."))
        elif given["count"] - given["phishing"] > len(mails) - false:
            self.add_error("count", _("There are not that many honest mails to draw from."))
        return given

    def content(self) -> dict[str, Any]:
        """Everything a version needs for ever: the mails are copied into it."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("count", "phishing", "level", "minutes")}
        return content_of(**plain)

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        """The fields of a version."""
        return {name: content[name] for name in ("count", "phishing", "level", "minutes")}


def content_of(*, count: int, phishing: int, level: int, minutes: int) -> dict[str, Any]:
    """A scenario."""
    return {
        "count": count,
        "phishing": phishing,
        "level": level,
        "minutes": minutes,
        "mails": mails_up_to(level),
        "points": points(),
    }
