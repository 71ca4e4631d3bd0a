"""What the style guide shows: one sample of each piece, in each state."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.kit.states import STATES

LONG_UNIT = "Trung tâm Phục vụ hành chính công xã Thượng Ninh và vùng phụ cận huyện Như Xuân (cũ)"


class SampleForm(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label=_("Full name"), help_text=_("As on the identity card"))
    note = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("1", LONG_UNIT)])
    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, choices=[("1", "1"), ("2", "2")]
    )
    agreed = forms.BooleanField(label=_("I agree"))


def samples(request: HttpRequest) -> dict[str, Any]:
    """The context of the style guide."""
    page = Paginator(range(5000), 25).get_page(request.GET.get("page"))
    return {
        "form": SampleForm(),
        "bad_form": SampleForm({"name": "", "unit": "9"}),
        "states": list(STATES),
        "page": page,
        "long_unit": LONG_UNIT,
    }
