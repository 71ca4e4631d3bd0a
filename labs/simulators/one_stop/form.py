"""What a trainer chooses: procedures, how many dossiers, hidden traps, the clock, the points."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import Content, ScenarioForm, Screen, Words
from labs.simulators.one_stop import figures
from labs.simulators.one_stop.files import points, procedures, read
from labs.simulators.one_stop.rehearsing import can_be_done
from labs.simulators.one_stop.working_days import frozen, today

PAIRED_PROCEDURE = "bien-dong-dat-dai"
MOST_DOSSIERS = 8


class OneStopForm(ScenarioForm):
    """Only what can be finished with full marks is accepted."""

    procedures = forms.MultipleChoiceField(
        label=_("Procedures"), widget=forms.CheckboxSelectMultiple
    )
    dossiers = forms.IntegerField(
        label=_("Number of dossiers"), min_value=1, max_value=MOST_DOSSIERS, initial=3
    )
    traps = forms.MultipleChoiceField(
        label=_("Hidden traps"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each is in one dossier; learners are not told in which."),
    )
    start_on = forms.DateField(
        label=_("First day by the practice clock"),
        initial=date(2026, 3, 4),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    days = forms.IntegerField(
        label=_("Working days until the exercise ends"), min_value=1, max_value=20, initial=10
    )
    paired = forms.BooleanField(
        label=_("For two: counter and land registration office"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("procedures", figures.choices())
        self.fields["start_on"].help_text = _calendar_words()
        self._offer("traps", list(read("traps").items()))
        for slug, usual in points().items():
            self.fields[_points_field(slug)] = forms.IntegerField(
                label=read("rules")[slug]["title"],
                min_value=0,
                max_value=100,
                initial=int(usual),
            )

    def _offer(self, name: str, choices: Sequence[tuple[str, Words]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Traps must fit, and a careful official must be able to reach full marks."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        for name, refusal in list(self._refusals(given)):
            self.add_error(name, refusal)
        if not self.errors and not can_be_done(self.content()):
            self.add_error("days", _("Not even a faultless official can finish in these days."))
        return given

    def _refusals(self, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        known = {trap for slug in given["procedures"] for trap in _traps_of(slug)}
        missing = [read("traps")[one] for one in given["traps"] if one not in known]
        if missing:
            words = {"traps": "; ".join(missing)}
            yield "traps", _("None of the chosen procedures has: %(traps)s.") % words
        if len(given["traps"]) > given["dossiers"]:
            yield "traps", _("There are more traps than dossiers.")
        if given["paired"] and PAIRED_PROCEDURE not in given["procedures"]:
            yield "paired", _("Work for two needs the land procedure.")
        if not today().is_working(given["start_on"]):
            yield "start_on", _("Choose a working day.")

    def content(self) -> dict[str, Any]:
        """Everything a version needs for ever: procedures and calendar are copied into it."""
        given, shipped = self.cleaned_data, procedures()
        return {
            "procedures": {slug: shipped[slug] for slug in sorted(given["procedures"])},
            "calendar": frozen(),
            "dossiers": given["dossiers"],
            "traps": sorted(given["traps"]),
            "start_on": given["start_on"].isoformat(),
            "days": given["days"],
            "paired": given["paired"],
            "points": {slug: given[_points_field(slug)] for slug in points()},
        }

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        """The fields of a version."""
        plain = ("dossiers", "traps", "days", "paired")
        return {
            **{name: content[name] for name in plain},
            "procedures": list(content["procedures"]),
            "start_on": date.fromisoformat(content["start_on"]),
            **{_points_field(slug): cost for slug, cost in content["points"].items()},
        }

    @property
    def advanced(self) -> list[BoundField]:
        """What each rule costs."""
        return [self[_points_field(slug)] for slug in points()]

    @property
    def note(self) -> Screen:
        """What the procedures' figures rest on."""
        return figures.note()


def _calendar_words() -> str:
    until = read("calendar")["announced_until"]
    return _(
        "Public days off are known up to %(day)s; of later ones only those that the law itself"
        " fixes. Those of Tết are assumed."
    ) % {"day": f"{until:%d/%m/%Y}"}


def _points_field(slug: str) -> str:
    return f"points_{slug.replace('-', '_')}"


def _traps_of(slug: str) -> list[str]:
    return [one["slug"] for one in procedures()[slug]["traps"]]
