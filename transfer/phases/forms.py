"""Input of phases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.kit.text import nfc


class LessonForm(forms.Form):
    """A lesson learned, who acts on it, by when."""

    text = forms.CharField(
        label=_("Lesson learned"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.CharField(label=_("Owner (staff code)"), max_length=150, required=False)
    due_on = forms.DateField(
        label=_("Deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_owner(self) -> User | None:
        """The person with this staff code."""
        code = nfc(self.cleaned_data["owner"]).strip()
        if not code:
            return None
        person = User.objects.active().filter(username__iexact=code).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this staff code. Check it and try again."))
        return person


class ReviewForm(forms.Form):
    """The review of a phase."""

    review = forms.CharField(
        label=_("Review"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
