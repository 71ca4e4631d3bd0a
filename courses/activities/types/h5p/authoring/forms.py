"""What trainers and the centre send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.types.h5p.models import Library

MAX_UPLOAD = 300 * 1024 * 1024


class UploadForm(forms.Form):
    """One `.h5p` file. Its name says nothing: the importer looks inside."""

    file = forms.FileField(label=_("H5P file"))

    def clean_file(self) -> Any:
        """Refuse what is larger than any lesson needs."""
        file = self.cleaned_data["file"]
        if file.size and file.size > MAX_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 300 MB."))
        return file


class HeightForm(forms.Form):
    """How high a previewed content is."""

    width = forms.IntegerField(min_value=200, max_value=2000)
    height = forms.IntegerField(min_value=50, max_value=5000)


class DecisionForm(forms.Form):
    """A decision about a library, with its reason for the audit trail."""

    state = forms.ChoiceField(
        choices=[
            (Library.State.INSTALLED, _("Install")),
            (Library.State.REFUSED, _("Refuse")),
            (Library.State.DISABLED, _("Disable")),
        ]
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)
