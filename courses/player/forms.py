"""Looking for a course: a form that reads as a sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from courses.catalogue.models import ContentCategory
from courses.catalogue.queries import courses_matching

WHO = [
    ("", _("to anyone")),
    ("open", _("to everyone, without being sent")),
    ("mandatory", _("as mandatory training")),
]
LENGTHS = [
    ("", _("of any length")),
    ("short", _("of at most 2 periods")),
    ("long", _("of more than 2 periods")),
]


class CatalogueForm(forms.Form):
    """Courses [with these words] [about this] [for whom] [of this length]."""

    q = forms.CharField(label=_("Courses with the words"), required=False, max_length=100)
    about = forms.ModelChoiceField(
        ContentCategory.objects.all(),
        to_field_name="code",
        label=_("about"),
        empty_label=_("any content"),
        required=False,
    )
    who = forms.ChoiceField(label=_("offered"), choices=WHO, required=False)
    length = forms.ChoiceField(label=_("with a length"), choices=LENGTHS, required=False)

    def results(self) -> PageQuerySet:
        """The courses asked for; a choice that does not exist asks for nothing in particular."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        rows = courses_matching(asked.get("q") or "")
        if asked.get("about"):
            rows = rows.filter(category=asked["about"])
        if asked.get("who") == "open":
            rows = rows.filter(is_open=True)
        if asked.get("who") == "mandatory":
            rows = rows.filter(is_mandatory=True)
        if asked.get("length") == "short":
            rows = rows.filter(periods__lte=2)
        if asked.get("length") == "long":
            rows = rows.filter(periods__gt=2)
        return rows
